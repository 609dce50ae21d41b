#pragma once
// The scratch target directory of `run --cold`: made for one run, removed after it, or kept until
// the next one that is kept (`--keep`), so that the run's compiler calls can be run again.
//
// It lies in the store (in `scratch/` or `kept/`, by owned_name), so that it is on the project's
// disk. What a killed makespan left there is removed by the next one that looks, once its process
// is gone. A run that is kept elsewhere builds there, in a directory of a new name; nothing else in
// that place is touched, then or later.

#include <string>
#include <vector>

#include "record/recorder.h"
#include "system/file_system.h"

namespace makespan {

class ScratchTarget {
 public:
  static Result<ScratchTarget> create(FileSystem& files, const std::string& store_directory,
                                      const std::string& run_id, bool keep);
  static Result<ScratchTarget> create_outside(FileSystem& files, const std::string& place,
                                              bool keep);
  ScratchTarget(ScratchTarget&& other) noexcept;
  ScratchTarget& operator=(ScratchTarget&&) = delete;
  ~ScratchTarget();

  // What makes cargo build there.
  [[nodiscard]] std::vector<EnvironmentChange> environment() const;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  ScratchTarget(FileSystem& files, std::string path, bool keep)
      : files_(&files), path_(std::move(path)), keep_(keep) {}
  FileSystem* files_;
  std::string path_;  // empty: moved from
  bool keep_ = false;
};

// Removes scratch directories whose makespan is gone, and nothing that has no makespan's name.
void remove_stale_scratch(FileSystem& files, const std::string& store_directory);

}  // namespace makespan
