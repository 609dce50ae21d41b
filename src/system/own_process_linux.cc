#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <sstream>

#include "system/own_process.h"

extern char** environ;

namespace makespan {
namespace {

struct ProcessState {
  char state = 'Z';   // R, S, D, …; Z: a zombie
  std::string start;  // ticks since boot
};

// "4711 (name, with any (bytes)) S 1 …": the state is the first field behind the name, the start
// the twentieth. Nothing where there is no such process.
std::optional<ProcessState> process_state(FileSystem& files, std::string_view pid) {
  Result<std::string> stat = files.read_file(join_path(join_path("/proc", pid), "stat"));
  if (!stat) return std::nullopt;
  std::istringstream fields(stat->substr(std::min(stat->rfind(')') + 1, stat->size())));
  ProcessState process;
  fields >> process.state;
  for (int field = 0; field < 19; ++field)
    fields >> process.start;
  return process;
}

// "4711" of "4711-REST"; empty where the name has another form.
std::string_view owner_in(std::string_view name) {
  size_t digits = std::min(name.find_first_not_of("0123456789"), name.size());
  bool has_form = digits > 0 && name.substr(digits).starts_with('-');
  return has_form ? name.substr(0, digits) : std::string_view();
}

}  // namespace

std::string owned_name(std::string_view rest) {
  return fmt::format("{}-{}", ::getpid(), rest);
}

bool is_owned_name(std::string_view name) {
  return !owner_in(name).empty();
}

bool owner_is_alive(FileSystem& files, std::string_view name) {
  std::string_view pid = owner_in(name);
  if (pid.empty()) return false;
  Result<std::optional<FileStatus>> process = files.status(join_path("/proc", pid));
  return process && process->has_value();
}

std::vector<std::string> own_environment() {
  std::vector<std::string> entries;
  for (char** entry = environ; *entry != nullptr; ++entry)
    entries.emplace_back(*entry);
  return entries;
}

std::string process_identity(FileSystem& files) {
  std::string pid = std::to_string(::getpid());
  std::optional<ProcessState> self = process_state(files, pid);
  return fmt::format("{}@{}", pid, self ? self->start : "");
}

bool process_is_alive(FileSystem& files, std::string_view identity) {
  size_t at = identity.find('@');
  if (at == std::string_view::npos) return false;
  std::optional<ProcessState> process = process_state(files, identity.substr(0, at));
  return process && process->state != 'Z' && process->state != 'X' &&
         process->start == identity.substr(at + 1);
}

}  // namespace makespan
