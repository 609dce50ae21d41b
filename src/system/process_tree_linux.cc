#include <dirent.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "system/process_tree.h"

namespace makespan {
namespace {

struct Running {
  pid_t process = 0;
  pid_t parent = 0;
};

// "4711 (name with ) and blanks) S 4700 …"
pid_t parent_of(const std::string& process) {
  std::ifstream file("/proc/" + process + "/stat");
  std::string line;
  std::getline(file, line);
  const size_t name_end = line.rfind(')');
  if (name_end == std::string::npos) return 0;
  std::istringstream rest(line.substr(name_end + 1));
  char state = 0;
  pid_t parent = 0;
  rest >> state >> parent;
  return parent;
}

std::vector<Running> all_running() {
  std::vector<Running> all;
  DIR* folder = ::opendir("/proc");
  if (folder == nullptr) return all;
  while (const dirent* entry = ::readdir(folder)) {
    const std::string name = entry->d_name;
    if (std::isdigit(static_cast<unsigned char>(name[0])) == 0) continue;
    all.push_back({.process = std::atoi(name.c_str()), .parent = parent_of(name)});
  }
  ::closedir(folder);
  return all;
}

// Stopped, so that none of them starts another meanwhile; parents before children.
std::vector<pid_t> stopped_tree(pid_t root) {
  std::vector<pid_t> tree;
  const auto take = [&](pid_t process) {
    ::kill(process, SIGSTOP);
    tree.push_back(process);
  };
  const auto has = [&](pid_t process) { return std::ranges::find(tree, process) != tree.end(); };
  take(root);
  for (size_t before = 0; before != tree.size();) {
    before = tree.size();
    for (const Running& running : all_running())
      if (!has(running.process) && has(running.parent)) take(running.process);
  }
  return tree;
}

// While it lives, orphans of our descendants become our own children.
class Adoption {
 public:
  Adoption() {
    ::prctl(PR_GET_CHILD_SUBREAPER, &before_);
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  }
  ~Adoption() { ::prctl(PR_SET_CHILD_SUBREAPER, before_); }
  Adoption(const Adoption&) = delete;
  Adoption& operator=(const Adoption&) = delete;

 private:
  int before_ = 0;
};

}  // namespace

void kill_process_tree(int32_t root) {
  const Adoption adoption;
  const std::vector<pid_t> tree = stopped_tree(root);
  for (const pid_t process : tree)
    ::kill(process, SIGKILL);
  for (const pid_t process : tree) {
    while (::waitpid(process, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
}

}  // namespace makespan
