// The real file system, by POSIX calls.

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>

#include "system/errno_error.h"
#include "system/file_system.h"

namespace makespan {
namespace {

class FileDescriptor {
 public:
  explicit FileDescriptor(int fd) : fd_(fd) {}
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }
  // close() reports what a network file system could not write; the descriptor is gone either way.
  [[nodiscard]] int close() { return ::close(std::exchange(fd_, -1)); }

 private:
  int fd_;
};

FileKind kind_of(mode_t mode) {
  if (S_ISREG(mode)) return FileKind::file;
  if (S_ISDIR(mode)) return FileKind::directory;
  return FileKind::other;
}

// Type by d_type; links and file systems that do not say are asked by stat.
FileKind kind_of(const dirent& entry, int directory) {
  if (entry.d_type == DT_REG) return FileKind::file;
  if (entry.d_type == DT_DIR) return FileKind::directory;
  if (entry.d_type != DT_UNKNOWN && entry.d_type != DT_LNK) return FileKind::other;
  struct stat status = {};
  if (::fstatat(directory, entry.d_name, &status, 0) != 0) return FileKind::other;
  return kind_of(status.st_mode);
}

int write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return 0;
}

// Where a rename may replace what `path` names: the file itself, not a link to it. Nothing where
// that is no file.
std::optional<std::string> replaceable(const std::string& path) {
  struct stat status = {};
  if (::stat(path.c_str(), &status) != 0) return path;
  if (!S_ISREG(status.st_mode)) return std::nullopt;
  std::unique_ptr<char, void (*)(void*)> target(::realpath(path.c_str(), nullptr), ::free);
  return target == nullptr ? path : target.get();
}

// Into the device or pipe that is there.
int write_into(const std::string& path, std::string_view bytes) {
  FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (file.get() < 0) return errno;
  int error = write_all(file.get(), bytes);
  return file.close() != 0 && error == 0 ? errno : error;
}

// The permission bits of the file that is there.
int keep_mode(const std::string& path, int fd) {
  struct stat status = {};
  if (::stat(path.c_str(), &status) != 0) return 0;
  return ::fchmod(fd, status.st_mode & 0777) == 0 ? 0 : errno;
}

// Beside the file, then renamed over it.
int replace_file(const std::string& path, std::string_view bytes) {
  std::string temporary = fmt::format("{}.{}.tmp", path, ::getpid());
  FileDescriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
  if (file.get() < 0) return errno;
  int error = keep_mode(path, file.get());
  if (error == 0) error = write_all(file.get(), bytes);
  if (error == 0 && ::fsync(file.get()) != 0) error = errno;
  if (file.close() != 0 && error == 0) error = errno;
  if (error == 0 && ::rename(temporary.c_str(), path.c_str()) != 0) error = errno;
  if (error != 0) ::unlink(temporary.c_str());
  return error;
}

class RealFileSystem final : public FileSystem {
 public:
  Result<std::string> read_file(const std::string& path) override {
    FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0) return errno_failure(errno, "read", path);
    struct stat status = {};
    if (::fstat(file.get(), &status) != 0) return errno_failure(errno, "read", path);
    // /proc files say 0 bytes and hold more, so the size is a hint.
    std::string bytes(std::max<size_t>(static_cast<size_t>(status.st_size) + 1, 512), '\0');
    size_t used = 0;
    while (true) {
      ssize_t got = ::read(file.get(), bytes.data() + used, bytes.size() - used);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return errno_failure(errno, "read", path);
      if (got == 0) break;
      used += static_cast<size_t>(got);
      if (used == bytes.size()) bytes.resize(bytes.size() * 2);
    }
    bytes.resize(used);
    return bytes;
  }

  Status write_file(const std::string& path, std::string_view bytes) override {
    std::optional<std::string> file = replaceable(path);
    int error = file ? replace_file(*file, bytes) : write_into(path, bytes);
    if (error != 0) return errno_failure(error, "write", path);
    return {};
  }

  Result<std::vector<DirectoryEntry>> list_directory(const std::string& path) override {
    std::unique_ptr<DIR, int (*)(DIR*)> directory(::opendir(path.c_str()), ::closedir);
    if (directory == nullptr) return errno_failure(errno, "list", path);
    std::vector<DirectoryEntry> entries;
    errno = 0;
    while (const dirent* entry = ::readdir(directory.get())) {
      std::string_view name = entry->d_name;
      if (name == "." || name == "..") continue;
      entries.push_back(
          {.name = std::string(name), .kind = kind_of(*entry, ::dirfd(directory.get()))});
      errno = 0;
    }
    if (errno != 0) return errno_failure(errno, "list", path);
    std::sort(entries.begin(), entries.end(),
              [](const DirectoryEntry& a, const DirectoryEntry& b) { return a.name < b.name; });
    return entries;
  }

  Result<std::optional<FileStatus>> status(const std::string& path) override {
    struct stat status = {};
    if (::stat(path.c_str(), &status) != 0) {
      if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
      return errno_failure(errno, "look at", path);
    }
    Duration modified = Duration::nanoseconds(
        static_cast<int64_t>(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec);
    return FileStatus{.kind = kind_of(status.st_mode),
                      .bytes = static_cast<uint64_t>(status.st_size),
                      .allocated_bytes = static_cast<uint64_t>(status.st_blocks) * 512,
                      .modified = UnixTime::at(modified),
                      .device = status.st_dev,
                      .inode = status.st_ino,
                      .hard_links = status.st_nlink};
  }

  Status create_directories(const std::string& path) override {
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (error) return errno_failure(error.value(), "create the directory", path);
    return {};
  }

  Status remove_tree(const std::string& path) override {
    std::error_code error;
    std::filesystem::remove_all(path, error);
    if (error) return errno_failure(error.value(), "remove", path);
    return {};
  }
};

}  // namespace

FileSystem& real_file_system() {
  static RealFileSystem file_system;
  return file_system;
}

}  // namespace makespan
