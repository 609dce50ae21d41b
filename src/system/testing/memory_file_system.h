#pragma once
// MemoryFileSystem: a FileSystem in memory for tests. It counts what was asked of it, and fails a
// chosen call: fail_after(3, ErrorKind::no_space) lets three writing calls pass and fails the
// fourth.

#include <map>
#include <set>

#include "system/file_system.h"

namespace makespan {

class MemoryFileSystem final : public FileSystem {
 public:
  struct File {
    std::string bytes;
    UnixTime modified;
  };

  // Adds a file and its parents, with a modification time.
  void add(const std::string& path, std::string bytes, UnixTime modified = {});
  [[nodiscard]] const std::map<std::string, File>& files() const { return files_; }
  void fail_after(int writing_calls, ErrorKind kind) {
    writes_left_ = writing_calls;
    failure_ = kind;
  }
  [[nodiscard]] int reads() const { return reads_; }

  Result<std::string> read_file(const std::string& path) override;
  Status write_file(const std::string& path, std::string_view bytes) override;
  Result<std::vector<DirectoryEntry>> list_directory(const std::string& path) override;
  Result<std::optional<FileStatus>> status(const std::string& path) override;
  Status create_directories(const std::string& path) override;
  Status remove_tree(const std::string& path) override;

 private:
  Status count_write(const std::string& path);

  std::map<std::string, File> files_;
  std::set<std::string> directories_ = {"/"};
  std::optional<int> writes_left_;
  ErrorKind failure_ = ErrorKind::system;
  int reads_ = 0;
};

}  // namespace makespan
