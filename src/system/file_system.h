#pragma once
// FileSystem: the door to files. Rooms that read or write files take one by reference, so that
// tests give them an in-memory one (testing/memory_file_system.h) or one that fails when told to.
//
// Every verb says in its Error which path it was about and what the system answered. Symbolic links
// are followed. Paths are bytes; relative ones are relative to the process's working directory.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/duration.h"
#include "base/result.h"

namespace makespan {

enum class FileKind { file, directory, other };

struct DirectoryEntry {
  std::string name;
  FileKind kind = FileKind::other;
};

struct FileStatus {
  FileKind kind = FileKind::other;
  uint64_t bytes = 0;            // apparent size
  uint64_t allocated_bytes = 0;  // on disk
  UnixTime modified;
  uint64_t device = 0;
  uint64_t inode = 0;
  uint64_t hard_links = 1;
};

class FileSystem {
 public:
  virtual ~FileSystem() = default;

  virtual Result<std::string> read_file(const std::string& path) = 0;
  // Whole or not at all: written beside the file, synced, then renamed over it, with the permission
  // bits that it had. Of a link, the file that it leads to is written; what is no file (a device, a
  // pipe) is written into and stays.
  virtual Status write_file(const std::string& path, std::string_view bytes) = 0;
  // Sorted by name, without "." and "..".
  virtual Result<std::vector<DirectoryEntry>> list_directory(const std::string& path) = 0;
  // nullopt where there is nothing of that name (or on the way to it).
  virtual Result<std::optional<FileStatus>> status(const std::string& path) = 0;
  // With every parent that is missing; fine where it is there already.
  virtual Status create_directories(const std::string& path) = 0;
  // A file or a whole tree; links are removed, not followed. Fine where there is nothing.
  virtual Status remove_tree(const std::string& path) = 0;
};

// The real one. It has no state; the reference lives as long as the program.
FileSystem& real_file_system();

// "a/b" + "c" = "a/b/c"; an absolute second part stands alone.
std::string join_path(std::string_view directory, std::string_view name);
// "a/b/c" -> "a/b"; "/c" -> "/"; "c" -> "."
std::string parent_path(std::string_view path);
std::string_view base_name(std::string_view path);

}  // namespace makespan
