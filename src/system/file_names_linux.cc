// The real FileNames, by POSIX calls and Linux' renameat2.

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <utility>

#include "system/errno_error.h"
#include "system/file_lock.h"
#include "system/file_names.h"
#include "system/file_system.h"

namespace makespan {
namespace {

NameKind kind_of(mode_t mode) {
  if (S_ISREG(mode)) return NameKind::file;
  if (S_ISLNK(mode)) return NameKind::link;
  if (S_ISDIR(mode)) return NameKind::directory;
  return NameKind::other;
}

// The directory with its links resolved, and the name as it is.
std::string real_path_of(const std::string& path) {
  std::string parent = parent_path(path);
  std::unique_ptr<char, void (*)(void*)> real(::realpath(parent.c_str(), nullptr), ::free);
  return join_path(real == nullptr ? parent : real.get(), base_name(path));
}

// `busy` for a name that is taken: the caller's business, not the operating system's refusal.
tl::unexpected<Error> refusal(int error, std::string_view doing, const std::string& path) {
  tl::unexpected<Error> failed = errno_failure(error, doing, path);
  if (error == EEXIST) failed.value().kind = ErrorKind::busy;
  return failed;
}

int write_synced(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return ::fsync(fd) == 0 ? 0 : errno;
}

// The owner first: changing it clears setuid bits. Only root may give files away, and others need
// not: what they may write is theirs or stays in their group.
int take_after(int fd, const NameStatus& like) {
  if (::geteuid() == 0 && ::fchown(fd, like.user, like.group) != 0) return errno;
  return ::fchmod(fd, like.mode) == 0 ? 0 : errno;
}

// renameat2 says EINVAL where the file system does not know the flag.
bool is_unsupported(int error) {
  return error == EINVAL || error == ENOSYS;
}

class LockedName final : public HeldName {
 public:
  explicit LockedName(FileLock lock) : lock_(std::move(lock)) {}

 private:
  FileLock lock_;
};

class RealFileNames final : public FileNames {
 public:
  Result<NameStatus> look(const std::string& path) override {
    struct stat status = {};
    if (::lstat(path.c_str(), &status) != 0) {
      if (errno == ENOENT || errno == ENOTDIR) return NameStatus{};
      return errno_failure(errno, "look at", path);
    }
    bool writable = (status.st_mode & 0222) != 0 && ::access(path.c_str(), W_OK) == 0;
    return NameStatus{.kind = kind_of(status.st_mode),
                      .mode = status.st_mode & 07777,
                      .user = status.st_uid,
                      .group = status.st_gid,
                      .writable = writable,
                      .real_path = real_path_of(path)};
  }

  Status create(const std::string& path, std::string_view bytes,
                const std::optional<NameStatus>& like) override {
    int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, like ? 0600 : 0666);
    if (fd < 0) return refusal(errno, "create", path);
    int error = like ? take_after(fd, *like) : 0;
    if (error == 0) error = write_synced(fd, bytes);
    if (::close(fd) != 0 && error == 0) error = errno;
    if (error == 0) return {};
    ::unlink(path.c_str());
    return errno_failure(error, "write", path);
  }

  Status rename_new(const std::string& from, const std::string& to) override {
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return {};
    if (!is_unsupported(errno)) return refusal(errno, "create", to);
    // A hard link is as indivisible, and refuses a name that is taken.
    if (::link(from.c_str(), to.c_str()) != 0) return refusal(errno, "create", to);
    if (::unlink(from.c_str()) != 0) return errno_failure(errno, "remove", from);
    return {};
  }

  Status rename_over(const std::string& from, const std::string& to) override {
    if (::rename(from.c_str(), to.c_str()) != 0) return errno_failure(errno, "write", to);
    return {};
  }

  Status exchange(const std::string& a, const std::string& b) override {
    if (::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) == 0) return {};
    tl::unexpected<Error> failed = errno_failure(errno, "write", a);
    if (is_unsupported(errno)) failed.value().kind = ErrorKind::unsupported;
    return failed;
  }

  Status sync_directory(const std::string& path) override {
    int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return errno_failure(errno, "open", path);
    // Some file systems cannot sync a directory, and need not.
    int error = ::fsync(fd) == 0 || errno == EINVAL ? 0 : errno;
    ::close(fd);
    if (error != 0) return errno_failure(error, "write", path);
    return {};
  }

  Result<bool> remove_empty_directory(const std::string& path) override {
    if (::rmdir(path.c_str()) == 0) return true;
    if (errno == ENOTEMPTY || errno == EEXIST || errno == ENOENT || errno == ENOTDIR) return false;
    return errno_failure(errno, "remove", path);
  }

  Result<std::unique_ptr<HeldName>> hold(const std::string& path) override {
    MAKESPAN_TRY(std::optional<FileLock> lock, FileLock::try_lock(path));
    if (!lock) return nullptr;
    return std::make_unique<LockedName>(std::move(*lock));
  }
};

}  // namespace

FileNames& real_file_names() {
  static RealFileNames names;
  return names;
}

}  // namespace makespan
