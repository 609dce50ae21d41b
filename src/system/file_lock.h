#pragma once
// FileLock: a file that one process at a time holds, for as long as it lives. The kernel lets go of
// it when the process ends, however it ends; unlike a process id in a name, it holds across
// containers that share a directory, and a reused id cannot be mistaken for the owner.

#include <optional>
#include <string>

#include "base/result.h"

namespace makespan {

class FileLock {
 public:
  // nullopt where another holder has it. The file is made where it is missing; an error where the
  // file system has no locks or the file cannot be made.
  static Result<std::optional<FileLock>> try_lock(const std::string& path);

  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  // Lets go; the file stays. Programs started meanwhile do not inherit it.
  ~FileLock();

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

}  // namespace makespan
