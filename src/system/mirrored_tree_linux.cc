#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <vector>

#include "system/errno_error.h"
#include "system/file_system.h"
#include "system/file_tree.h"
#include "system/mirrored_tree.h"

namespace makespan {
namespace {

namespace fs = std::filesystem;

// Of the name itself, not of what a link leads to.
std::optional<struct stat> look(const std::string& path) {
  struct stat found = {};
  if (::lstat(path.c_str(), &found) != 0) return std::nullopt;
  return found;
}

// Sorted.
std::vector<std::string> names_in(const std::string& directory) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(directory, error), end; !error && entry != end;
       entry.increment(error))
    names.push_back(entry->path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::string link_text(const std::string& path) {
  std::error_code error;
  return fs::read_symlink(path, error).string();
}

bool same_file(const struct stat& a, const struct stat& b) {
  return a.st_mode == b.st_mode && a.st_size == b.st_size && a.st_mtim.tv_sec == b.st_mtim.tv_sec &&
         a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

// One pair of names, `from` and `to`, with what is there.
Status mirror_directory(const struct stat& wanted, const std::string& to,
                        const std::optional<struct stat>& there) {
  bool stands = there && S_ISDIR(there->st_mode);
  if (there && !stands) MAKESPAN_CHECKED(remove_whole_tree(to));
  if (!stands && ::mkdir(to.c_str(), S_IRWXU) != 0)
    return errno_failure(errno, "create the directory", to);
  // A directory is as useful with another mode.
  if (!stands || there->st_mode != wanted.st_mode) ::chmod(to.c_str(), wanted.st_mode & 07777);
  return {};
}

Status mirror_link(const std::string& from, const std::string& to,
                   const std::optional<struct stat>& there) {
  if (there && S_ISLNK(there->st_mode) && link_text(to) == link_text(from)) return {};
  if (there) MAKESPAN_CHECKED(remove_whole_tree(to));
  return make_link(link_text(from), to);
}

Status mirror_file(const std::string& from, const struct stat& wanted, const std::string& to,
                   const std::optional<struct stat>& there) {
  if (there && same_file(wanted, *there)) return {};
  if (there) MAKESPAN_CHECKED(remove_whole_tree(to));
  Result<TreeCopied> copied = copy_tree(from, to);
  return copied ? Status() : tl::unexpected(copied.error());
}

Status remove_others(const std::string& directory, const std::vector<std::string>& wanted) {
  for (const std::string& name : names_in(directory)) {
    if (!std::binary_search(wanted.begin(), wanted.end(), name))
      MAKESPAN_CHECKED(remove_whole_tree(join_path(directory, name)));
  }
  return {};
}

}  // namespace

Status mirror_tree(const std::string& from, const std::string& to) {
  std::vector<std::string> pending = {""};  // directories beneath both
  while (!pending.empty()) {
    std::string directory = std::move(pending.back());
    pending.pop_back();
    std::vector<std::string> names = names_in(from + directory);
    MAKESPAN_CHECKED(remove_others(to + directory, names));
    for (const std::string& name : names) {
      std::string inner = directory;
      inner.append("/").append(name);
      std::optional<struct stat> wanted = look(from + inner);
      std::optional<struct stat> there = look(to + inner);
      if (!wanted) continue;
      if (S_ISDIR(wanted->st_mode)) {
        MAKESPAN_CHECKED(mirror_directory(*wanted, to + inner, there));
        pending.push_back(std::move(inner));
      } else if (S_ISLNK(wanted->st_mode)) {
        MAKESPAN_CHECKED(mirror_link(from + inner, to + inner, there));
      } else if (S_ISREG(wanted->st_mode)) {
        MAKESPAN_CHECKED(mirror_file(from + inner, *wanted, to + inner, there));
      }
    }
  }
  return {};
}

}  // namespace makespan
