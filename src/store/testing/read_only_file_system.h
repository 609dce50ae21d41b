#pragma once
// The real file system, of which one tree may not be written: what a read-only mount says, also to
// root, whom permissions do not bind.

#include "system/file_system.h"

namespace makespan {

class ReadOnlyFileSystem final : public FileSystem {
 public:
  explicit ReadOnlyFileSystem(std::string read_only) : read_only_(std::move(read_only)) {}

  Result<std::string> read_file(const std::string& path) override { return real_.read_file(path); }
  Status write_file(const std::string& path, std::string_view bytes) override {
    return refuses(path) ? refusal(path) : real_.write_file(path, bytes);
  }
  Result<std::vector<DirectoryEntry>> list_directory(const std::string& path) override {
    return real_.list_directory(path);
  }
  Result<std::optional<FileStatus>> status(const std::string& path) override {
    return real_.status(path);
  }
  Status create_directories(const std::string& path) override {
    return refuses(path) ? refusal(path) : real_.create_directories(path);
  }
  Status remove_tree(const std::string& path) override {
    return refuses(path) ? refusal(path) : real_.remove_tree(path);
  }

 private:
  [[nodiscard]] bool refuses(const std::string& path) const { return path.starts_with(read_only_); }
  static Status refusal(const std::string& path) {
    return failure(ErrorKind::permission, "cannot write " + path + ": Read-only file system", path);
  }

  FileSystem& real_ = real_file_system();
  std::string read_only_;
};

}  // namespace makespan
