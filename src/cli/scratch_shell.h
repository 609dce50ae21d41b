#pragma once
// Commands in a scratch copy: their words, their environment, where they run.

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "record/recorder.h"
#include "scratch/scratch_copy.h"
#include "system/command_runner.h"

namespace makespan {

class ScratchShell {
 public:
  // `directory` is one of the original: commands run in its counterpart. `stop` is asked while one
  // runs; true: it is ended with all that it started.
  ScratchShell(const ScratchCopy& copy, CommandRunner& commands, const std::string& directory,
               std::function<bool()> stop)
      : copy_(copy),
        commands_(commands),
        directory_(copy.path_of(directory)),
        stop_(std::move(stop)) {}

  // With the original's paths in them led into the copy.
  [[nodiscard]] std::vector<std::string> words(const std::vector<std::string>& command) const;
  // Of every cargo in the copy; offline once dependencies are there.
  [[nodiscard]] std::vector<EnvironmentChange> environment(bool offline = true) const;
  [[nodiscard]] const std::string& directory() const { return directory_; }

  // Runs to the end, not recorded, its output captured. An error of kind `busy` where it was
  // stopped.
  Result<CommandOutput> run(const std::vector<std::string>& command, bool offline = true,
                            std::chrono::milliseconds limit = std::chrono::hours(6)) const;

 private:
  const ScratchCopy& copy_;
  CommandRunner& commands_;
  std::string directory_;
  std::function<bool()> stop_;
};

// What a person needs of a failed command's output: from the first error on, at most 20 lines; the
// last 20 where no line says "error".
std::string failure_text(const std::string& output);

}  // namespace makespan
