#pragma once
// FileNames: the door for changing which bytes a name stands for, one indivisible step at a time.
// For whoever edits files that people edit too (apply/): with these steps a file is whole at every
// moment, and bytes that arrived in between are noticed rather than lost. Reading goes through
// FileSystem.
//
// Symbolic links are not followed: every verb is about the name itself.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace makespan {

enum class NameKind { absent, file, link, directory, other };

struct NameStatus {
  NameKind kind = NameKind::absent;
  // The rest is of a file.
  uint32_t mode = 0;  // permission bits, 07777
  uint32_t user = 0;
  uint32_t group = 0;
  bool writable = false;  // we may write it, and somebody may: for root too, 0444 is read-only
  std::string real_path;  // of anything that is there: absolute, links on the way resolved
};

// A file that this process alone holds, until this goes.
class HeldName {
 public:
  virtual ~HeldName() = default;
};

class FileNames {
 public:
  virtual ~FileNames() = default;

  virtual Result<NameStatus> look(const std::string& path) = 0;
  // A new file with these bytes, synced. An error of kind `busy` where the name is taken. Mode and,
  // as far as we may, owner are those of `like`; without it, as for any new file.
  virtual Status create(const std::string& path, std::string_view bytes,
                        const std::optional<NameStatus>& like) = 0;
  // `to` gets what `from` is, and `from` is gone. An error of kind `busy` where `to` is taken.
  virtual Status rename_new(const std::string& from, const std::string& to) = 0;
  // The same, and what `to` was is gone.
  virtual Status rename_over(const std::string& from, const std::string& to) = 0;
  // Each gets what the other was. An error of kind `unsupported` where the file system cannot.
  virtual Status exchange(const std::string& a, const std::string& b) = 0;
  // What was created, renamed and removed in a directory is on disk.
  virtual Status sync_directory(const std::string& path) = 0;
  // False where it is not empty or not there; it stays as it is then.
  virtual Result<bool> remove_empty_directory(const std::string& path) = 0;
  // The file is made where it is missing, and stays. Null: another process holds it; the kernel
  // lets go of it when that ends, however it ends (file_lock.h).
  virtual Result<std::unique_ptr<HeldName>> hold(const std::string& path) = 0;
};

// The real one. It has no state; the reference lives as long as the program.
FileNames& real_file_names();

}  // namespace makespan
