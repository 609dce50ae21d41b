#pragma once
// ExperimentFile: replayed pairs as they are kept between pricings, in `experiments.jsonl` of the
// store's directory (docs/formats/experiments.md): a line that names the format, then a JSON object
// a pair.
//
// What it holds may be lost without harm: pairs are then measured again. So a damaged line is
// passed over, a file of another version is begun anew, and of two programs that write at once one
// may lose its pair; the file itself is always whole.

#include <string>
#include <vector>

#include "model/experiment.h"
#include "system/file_system.h"

namespace makespan {

class ExperimentFile final : public ExperimentMemory {
 public:
  // Nothing is read before the first call. `files` must outlive it.
  ExperimentFile(FileSystem& files, std::string path) : files_(files), path_(std::move(path)) {}

  std::vector<Experiment> recall(std::string_view key) override;
  Status keep(const Experiment& experiment) override;

  // More than this, and the oldest go: about 2 MB.
  static constexpr size_t kMost = 5000;

 private:
  std::vector<Experiment> read();

  FileSystem& files_;
  std::string path_;
  std::vector<Experiment> known_;
  bool loaded_ = false;
};

}  // namespace makespan
