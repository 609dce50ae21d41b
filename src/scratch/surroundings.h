#pragma once
// What a build reads around the directories that a scratch copy holds, brought to the same places
// in the copy. Brought is a copy, so that what a build writes there stays in it; a link to the
// original only where a copy would be too large, which a notice says.

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "system/file_system.h"

namespace makespan {

class Surroundings {
 public:
  // `tree` is the copy's directory that stands for `/`, with no link on the way; so many bytes of
  // its disk stay free.
  Surroundings(FileSystem& files, std::string tree, uint64_t reserved_bytes,
               std::function<bool()> stop)
      : files_(files), tree_(std::move(tree)), reserved_(reserved_bytes), stop_(std::move(stop)) {}

  // A file or a directory, without what cargo built and version control. Nothing where there is
  // none, or where the copy has something of that name.
  Status bring(const std::string& path);

  // Files and directories that a configuration file names by relative paths ("vendor",
  // "tools/ld"): cargo takes them from `base`, the directory that its .cargo lies in.
  Status bring_what_is_named_in(const std::string& file, const std::string& base);

  // For a link that leads out of what is copied, to `directory`: where it leads in the copy. It is
  // brought there by bring_what_is_linked(), but for one that the copy itself lies in.
  std::string lead(const std::string& directory);
  Status bring_what_is_linked();

  [[nodiscard]] std::string mirrored(const std::string& path) const { return tree_ + path; }
  // What is not as a build would have it, as sentences.
  [[nodiscard]] std::vector<std::string> notices() const;

 private:
  Status bring_real(const std::string& path);
  // Whether there is the room and the time to copy it; takes both from what is left.
  bool afford(const std::string& path);

  FileSystem& files_;
  std::string tree_;
  uint64_t reserved_;
  std::function<bool()> stop_;
  uint64_t bytes_left_ = uint64_t{256} << 20;  // a second or two where blocks cannot be shared
  size_t entries_left_ = 20'000;               // likewise
  size_t looks_left_ = 100'000;                // at what may turn out to be too large
  std::set<std::string> linked_;
  std::vector<std::string> left_out_;
  std::vector<std::string> too_large_;
};

}  // namespace makespan
