#pragma once
// Whole trees of files: copied as cheaply as the file system can, measured, removed whatever their
// permissions. Nothing here follows a link out of the tree that it was given.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"

namespace makespan {

struct TreeSize {
  uint64_t files = 0;            // that are no directories
  uint64_t bytes = 0;            // apparent; a file with several names counts once
  uint64_t allocated_bytes = 0;  // on disk, likewise
};

struct TreeWalk {
  // Entries, by path, that are left alone with everything beneath them.
  std::function<bool(const std::string& path)> skip;
  std::function<bool()> stop;  // asked now and then; true: give up with an error
  // Of copy_tree: where the copy of a link leads that leads to a directory outside the tree.
  // Without it, to that directory.
  std::function<std::string(const std::string& directory)> lead;
  // Of copy_tree: each link keeps its text, wherever that leads from the copy.
  bool keep_links = false;
};

// What vanishes or cannot be read meanwhile does not count.
Result<TreeSize> measure_tree(const std::string& path, const TreeWalk& walk = {});

struct TreeCopied {
  TreeSize size;
  uint64_t cloned_bytes = 0;          // that share their blocks with the original (reflinks)
  std::vector<std::string> left_out;  // what could not be read; sockets, pipes and devices
};

// Copies what is in the directory `from` into `to`, which is made if it is missing, or the file
// `from`; both absolute. Contents, modes and times of files are kept; names with several hard links
// become files of their own. Links that stay in the tree stay links, into the copy; those that lead
// out become a copy of the file that they lead to, or an absolute link where that is a directory.
// `from` is only read.
Result<TreeCopied> copy_tree(const std::string& from, const std::string& to,
                             const TreeWalk& walk = {});

// Also where directories in it may not be written. Fine where there is nothing.
Status remove_whole_tree(const std::string& path);

// Within one file system; `to` must not be there, or be an empty directory.
Status rename_tree(const std::string& from, const std::string& to);

// Does nothing where something is in it.
Status remove_empty_directory(const std::string& path);

// What a user may still write on the file system that holds the directory `path`.
Result<uint64_t> available_bytes(const std::string& path);

// Identifies the file system that holds `path`: reflinks and hard links stay within one.
Result<uint64_t> device_of(const std::string& path);

// A link at `path` that leads to `target`, which need not be there.
Status make_link(const std::string& target, const std::string& path);

// `path` with every link in it followed; the error `not_found` where there is nothing.
Result<std::string> real_path(const std::string& path);

}  // namespace makespan
