#include "system/testing/memory_file_system.h"

#include <fmt/format.h>

namespace makespan {
namespace {

tl::unexpected<Error> missing(const std::string& path) {
  return failure(ErrorKind::not_found,
                 fmt::format("cannot read {}: No such file or directory", path), path);
}

}  // namespace

void MemoryFileSystem::add(const std::string& path, std::string bytes, UnixTime modified) {
  files_[path] = {.bytes = std::move(bytes), .modified = modified};
  for (std::string at = parent_path(path); at != "/" && at != "."; at = parent_path(at))
    directories_.insert(at);
}

Status MemoryFileSystem::count_write(const std::string& path) {
  if (!writes_left_) return {};
  if (*writes_left_ == 0)
    return failure(failure_, fmt::format("cannot write {}: told to fail", path), path);
  --*writes_left_;
  return {};
}

Result<std::string> MemoryFileSystem::read_file(const std::string& path) {
  ++reads_;
  auto found = files_.find(path);
  if (found == files_.end()) return missing(path);
  return found->second.bytes;
}

Status MemoryFileSystem::write_file(const std::string& path, std::string_view bytes) {
  MAKESPAN_CHECKED(count_write(path));
  if (!directories_.contains(parent_path(path))) return missing(path);
  files_[path].bytes = std::string(bytes);
  return {};
}

Result<std::vector<DirectoryEntry>> MemoryFileSystem::list_directory(const std::string& path) {
  ++reads_;
  if (!directories_.contains(path)) return missing(path);
  std::map<std::string, FileKind> entries;
  for (const auto& [name, file] : files_) {
    if (parent_path(name) == path) entries[std::string(base_name(name))] = FileKind::file;
  }
  for (const std::string& name : directories_) {
    if (name != "/" && parent_path(name) == path)
      entries[std::string(base_name(name))] = FileKind::directory;
  }
  std::vector<DirectoryEntry> result;
  for (const auto& [name, kind] : entries)
    result.push_back({.name = name, .kind = kind});
  return result;
}

Result<std::optional<FileStatus>> MemoryFileSystem::status(const std::string& path) {
  ++reads_;
  if (auto found = files_.find(path); found != files_.end()) {
    return FileStatus{.kind = FileKind::file,
                      .bytes = found->second.bytes.size(),
                      .allocated_bytes = found->second.bytes.size(),
                      .modified = found->second.modified};
  }
  if (directories_.contains(path)) return FileStatus{.kind = FileKind::directory};
  return std::nullopt;
}

Status MemoryFileSystem::create_directories(const std::string& path) {
  MAKESPAN_CHECKED(count_write(path));
  for (std::string at = path; at != "/" && at != "."; at = parent_path(at))
    directories_.insert(at);
  return {};
}

Status MemoryFileSystem::remove_tree(const std::string& path) {
  MAKESPAN_CHECKED(count_write(path));
  auto beneath = [&](std::string_view name) {
    return name == path ||
           (name.starts_with(path) && name.size() > path.size() && name[path.size()] == '/');
  };
  std::erase_if(files_, [&](const auto& item) { return beneath(item.first); });
  std::erase_if(directories_, beneath);
  return {};
}

}  // namespace makespan
