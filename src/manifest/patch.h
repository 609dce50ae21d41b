#pragma once
// Patch: what a fix changes on disk, whole files before and after. Made by advise/, shown as a
// diff, applied and undone by apply/. Bytes in, bytes out: nothing here opens a file.

#include <optional>
#include <string>
#include <vector>

namespace makespan {

struct FileChange {
  std::string path;                   // absolute
  std::optional<std::string> before;  // none: the file is not there yet
  std::optional<std::string> after;   // none: the file goes

  bool operator==(const FileChange&) const = default;
};

struct Patch {
  std::vector<FileChange> files;  // by path, each path once

  [[nodiscard]] bool empty() const { return files.empty(); }
  bool operator==(const Patch&) const = default;
};

// As `diff -u` prints it, with three lines of context and paths relative to `root` behind a/ and
// b/, so that `git apply` and `patch -p1` take it; a file outside `root` has its absolute path
// there, for `patch -p1 -d /`. Empty for an empty patch.
std::string unified_diff(const Patch& patch, const std::string& root);

// Lines added and removed, each counted; how much a person has to read.
size_t changed_lines(const Patch& patch);

}  // namespace makespan
