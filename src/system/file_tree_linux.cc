#include <dirent.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <array>
#include <boost/unordered/unordered_flat_set.hpp>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "system/errno_error.h"
#include "system/file_system.h"
#include "system/file_tree.h"

namespace makespan {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

std::vector<std::string> names_in(const std::string& directory) {
  std::vector<std::string> names;
  std::unique_ptr<DIR, int (*)(DIR*)> open(::opendir(directory.c_str()), ::closedir);
  if (open == nullptr) return names;
  while (const dirent* entry = ::readdir(open.get())) {
    std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  return names;
}

// Calls `directory` before what is in it, `entry` for all else; either may end the walk with an
// error.
template <class Directory, class Entry>
Status walk_tree(const std::string& root, const TreeWalk& walk, Directory directory, Entry entry) {
  std::vector<std::string> pending = {root};
  while (!pending.empty()) {
    std::string path = std::move(pending.back());
    pending.pop_back();
    if (walk.stop && walk.stop()) return failure(ErrorKind::system, "interrupted");
    struct stat found = {};
    if (::lstat(path.c_str(), &found) != 0) {
      if (path == root) return errno_failure(errno, "look at", path);
      continue;  // vanished
    }
    if (!S_ISDIR(found.st_mode)) {
      MAKESPAN_CHECKED(entry(path, found));
      continue;
    }
    MAKESPAN_CHECKED(directory(path, found));
    for (const std::string& name : names_in(path)) {
      std::string inner = join_path(path, name);
      if (!walk.skip || !walk.skip(inner)) pending.push_back(std::move(inner));
    }
  }
  return {};
}

// Counts each file once, by its identity.
class SizeCounter {
 public:
  void add(const struct stat& status) {
    if (status.st_nlink > 1 &&
        !seen_.insert({static_cast<uint64_t>(status.st_dev), static_cast<uint64_t>(status.st_ino)})
             .second)
      return;
    ++size_.files;
    size_.bytes += static_cast<uint64_t>(status.st_size);
    size_.allocated_bytes += static_cast<uint64_t>(status.st_blocks) * 512;
  }
  [[nodiscard]] const TreeSize& size() const { return size_; }

 private:
  TreeSize size_;
  boost::unordered_flat_set<std::pair<uint64_t, uint64_t>> seen_;
};

int write_all(int to, const char* bytes, size_t count) {
  while (count > 0) {
    ssize_t written = ::write(to, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes += written;
    count -= static_cast<size_t>(written);
  }
  return 0;
}

int copy_by_reading(int from, int to) {
  std::vector<char> buffer(size_t{1} << 16);
  while (true) {
    ssize_t got = ::read(from, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errno;
    if (got == 0) return 0;
    if (int error = write_all(to, buffer.data(), static_cast<size_t>(got)); error != 0)
      return error;
  }
}

// In the kernel where it can; from the place that was reached where it cannot (any more).
int copy_content(int from, int to) {
  while (true) {
    ssize_t copied = ::copy_file_range(from, nullptr, to, nullptr, size_t{1} << 30, 0);
    if (copied == 0) break;
    if (copied > 0) continue;
    if (errno == EINTR) continue;
    if (errno == ENOSPC || errno == EDQUOT) return errno;
    break;
  }
  return copy_by_reading(from, to);
}

class TreeCopier {
 public:
  TreeCopier(std::string from, std::string to, const TreeWalk& walk)
      : from_(std::move(from)), to_(std::move(to)), walk_(walk) {}

  Status copy_directory(const std::string& path, const struct stat& found) {
    std::string target = counterpart(path);
    if (path == from_) MAKESPAN_CHECKED(real_file_system().create_directories(parent_path(target)));
    // Always open to us: what is in it is written next.
    mode_t mode = (found.st_mode & 07777) | S_IRWXU;
    if (::mkdir(target.c_str(), mode) != 0 && errno != EEXIST)
      return errno_failure(errno, "create the directory", target);
    return {};
  }

  Status copy_entry(const std::string& path, const struct stat& status) {
    if (S_ISREG(status.st_mode)) return copy_file(path, path);
    if (S_ISLNK(status.st_mode)) return copy_link(path);
    copied_.left_out.push_back(path);
    return {};
  }

  TreeCopied take() {
    copied_.size = counter_.size();
    return std::move(copied_);
  }

 private:
  [[nodiscard]] std::string counterpart(const std::string& path) const {
    return to_ + path.substr(from_.size());
  }
  [[nodiscard]] bool inside(const std::string& path) const {
    return path.starts_with(from_) && (path.size() == from_.size() || path[from_.size()] == '/');
  }

  // The content of `source`, which is `path` itself or what a link at `path` leads to.
  Status copy_file(const std::string& path, const std::string& source) {
    // O_NONBLOCK: should a pipe have taken the file's name, open must not wait for its writer.
    Descriptor from(::open(source.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat status = {};
    if (from.get() < 0 || ::fstat(from.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
      if (errno != ENOENT) copied_.left_out.push_back(path);
      return {};
    }
    std::string target = counterpart(path);
    Descriptor to(::open(target.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (to.get() < 0) return errno_failure(errno, "write", target);
    if (::ioctl(to.get(), FICLONE, from.get()) == 0) {
      copied_.cloned_bytes += static_cast<uint64_t>(status.st_size);
    } else if (int error = copy_content(from.get(), to.get()); error != 0) {
      return errno_failure(error, "copy to", target);
    }
    ::fchmod(to.get(), (status.st_mode & 07777) | S_IRUSR | S_IWUSR);
    std::array<timespec, 2> times = {status.st_atim, status.st_mtim};
    ::futimens(to.get(), times.data());
    counter_.add(status);
    return {};
  }

  Status copy_link(const std::string& path) {
    std::error_code error;
    std::string text = std::filesystem::read_symlink(path, error).string();
    if (error) return {};  // vanished
    if (walk_.keep_links) return make_link(text, counterpart(path));
    Result<std::string> target = real_path(path);
    if (!target) return make_link(text, counterpart(path));  // leads nowhere; so does its copy
    if (inside(*target)) {
      // A relative one may pass through the outside by name ("../app/x" in app/); as an absolute
      // one it does not.
      return make_link(text.starts_with('/') || text.find("..") != std::string::npos
                           ? counterpart(*target)
                           : text,
                       counterpart(path));
    }
    std::error_code ignored;
    if (std::filesystem::is_directory(*target, ignored))
      return make_link(walk_.lead ? walk_.lead(*target) : *target, counterpart(path));
    return copy_file(path, *target);
  }

  std::string from_;
  std::string to_;
  const TreeWalk& walk_;
  SizeCounter counter_;
  TreeCopied copied_;
};

}  // namespace

Result<TreeSize> measure_tree(const std::string& path, const TreeWalk& walk) {
  SizeCounter counter;
  auto directory = [](const std::string&, const struct stat&) -> Status { return {}; };
  auto entry = [&](const std::string&, const struct stat& status) -> Status {
    counter.add(status);
    return {};
  };
  MAKESPAN_CHECKED(walk_tree(path, walk, directory, entry));
  return counter.size();
}

Result<TreeCopied> copy_tree(const std::string& from, const std::string& to, const TreeWalk& walk) {
  MAKESPAN_TRY(std::string real, real_path(from));
  TreeCopier copier(real, to, walk);
  MAKESPAN_CHECKED(walk_tree(
      real, walk,
      [&](const std::string& path, const struct stat& found) {
        return copier.copy_directory(path, found);
      },
      [&](const std::string& path, const struct stat& found) {
        return copier.copy_entry(path, found);
      }));
  return copier.take();
}

Status remove_whole_tree(const std::string& path) {
  std::error_code error;
  std::filesystem::remove_all(path, error);
  if (!error) return {};
  auto open_up = [](const std::string& directory, const struct stat& status) -> Status {
    ::chmod(directory.c_str(), (status.st_mode & 07777) | S_IRWXU);
    return {};
  };
  auto leave = [](const std::string&, const struct stat&) -> Status { return {}; };
  static_cast<void>(walk_tree(path, {}, open_up, leave));
  std::filesystem::remove_all(path, error);
  if (error) return errno_failure(error.value(), "remove", path);
  return {};
}

Status rename_tree(const std::string& from, const std::string& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) return errno_failure(errno, "rename", from);
  return {};
}

Status remove_empty_directory(const std::string& path) {
  if (::rmdir(path.c_str()) != 0 && errno != ENOTEMPTY && errno != EEXIST && errno != ENOENT)
    return errno_failure(errno, "remove", path);
  return {};
}

Result<uint64_t> available_bytes(const std::string& path) {
  struct statvfs status = {};
  if (::statvfs(path.c_str(), &status) != 0) return errno_failure(errno, "look at", path);
  return static_cast<uint64_t>(status.f_bavail) * status.f_frsize;
}

Result<uint64_t> device_of(const std::string& path) {
  struct stat status = {};
  if (::stat(path.c_str(), &status) != 0) return errno_failure(errno, "look at", path);
  return static_cast<uint64_t>(status.st_dev);
}

Status make_link(const std::string& target, const std::string& path) {
  if (::symlink(target.c_str(), path.c_str()) != 0) return errno_failure(errno, "link", path);
  return {};
}

Result<std::string> real_path(const std::string& path) {
  std::unique_ptr<char, void (*)(void*)> real(::realpath(path.c_str(), nullptr), ::free);
  if (real == nullptr) return errno_failure(errno, "look at", path);
  return std::string(real.get());
}

}  // namespace makespan
