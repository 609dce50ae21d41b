#include "system/mirrored_tree.h"

#include <filesystem>
#include <vector>

#include "system/file_system.h"
#include "system/file_tree.h"

namespace makespan {
namespace {

namespace fs = std::filesystem;

// Of the name itself, not of what a link leads to.
fs::file_status look(const std::string& path) {
  std::error_code error;
  return fs::symlink_status(path, error);
}

std::vector<std::string> names_in(const std::string& directory) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(directory, error), end; !error && entry != end;
       entry.increment(error))
    names.push_back(entry->path().filename().string());
  return names;
}

std::string link_text(const std::string& path) {
  std::error_code error;
  return fs::read_symlink(path, error).string();
}

bool same_file(const std::string& a, const std::string& b) {
  std::error_code error;
  fs::file_status status = look(b);
  return fs::is_regular_file(status) && status.permissions() == look(a).permissions() &&
         fs::file_size(a, error) == fs::file_size(b, error) &&
         fs::last_write_time(a, error) == fs::last_write_time(b, error);
}

Status mirror_directory(const std::string& from, const std::string& to) {
  if (!fs::is_directory(look(to))) {
    MAKESPAN_CHECKED(remove_whole_tree(to));
    MAKESPAN_CHECKED(real_file_system().create_directories(to));
  }
  if (fs::perms mode = look(from).permissions(); look(to).permissions() != mode) {
    std::error_code error;  // a directory is as useful with another mode
    fs::permissions(to, mode, error);
  }
  return {};
}

Status mirror_link(const std::string& from, const std::string& to) {
  if (fs::is_symlink(look(to)) && link_text(to) == link_text(from)) return {};
  MAKESPAN_CHECKED(remove_whole_tree(to));
  return make_link(link_text(from), to);
}

Status mirror_file(const std::string& from, const std::string& to) {
  if (same_file(from, to)) return {};
  MAKESPAN_CHECKED(remove_whole_tree(to));
  Result<TreeCopied> copied = copy_tree(from, to);
  return copied ? Status() : tl::unexpected(copied.error());
}

Status remove_what_is_more(const std::string& from, const std::string& to) {
  for (const std::string& name : names_in(to)) {
    if (!fs::exists(look(join_path(from, name))))
      MAKESPAN_CHECKED(remove_whole_tree(join_path(to, name)));
  }
  return {};
}

}  // namespace

Status mirror_tree(const std::string& from, const std::string& to,
                   const std::function<bool()>& stop) {
  MAKESPAN_CHECKED(mirror_directory(from, to));
  std::vector<std::string> pending = {""};  // directories that are in both
  while (!pending.empty()) {
    if (stop && stop()) return failure(ErrorKind::system, "interrupted");
    std::string directory = std::move(pending.back());
    pending.pop_back();
    MAKESPAN_CHECKED(remove_what_is_more(from + directory, to + directory));
    for (const std::string& name : names_in(from + directory)) {
      std::string inner = directory + "/" + name;
      fs::file_status kind = look(from + inner);
      if (fs::is_directory(kind)) {
        MAKESPAN_CHECKED(mirror_directory(from + inner, to + inner));
        pending.push_back(std::move(inner));
      } else if (fs::is_symlink(kind)) {
        MAKESPAN_CHECKED(mirror_link(from + inner, to + inner));
      } else if (fs::is_regular_file(kind)) {
        MAKESPAN_CHECKED(mirror_file(from + inner, to + inner));
      }
    }
  }
  return {};
}

}  // namespace makespan
