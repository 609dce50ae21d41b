#pragma once
// CommandRunner: the door to helper programs (git, cargo metadata, rustc -vV) whose output we read.
// Not for recording: that is record/.

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"

namespace makespan {

struct CommandOutput {
  int exit_code = 0;  // 128+N for signal N
  std::string standard_output;
  std::string standard_error;
};

class CommandRunner {
 public:
  virtual ~CommandRunner() = default;
  // Runs to the end with no standard input. An error where the program cannot be started, has not
  // ended within the time limit, or `stop`, which is asked often, said so (`busy`): it is then
  // killed with all that it started. With a `stop` our own death has the same effect on it. A
  // failing exit code is no error.
  virtual Result<CommandOutput> run(const std::vector<std::string>& command,
                                    const std::string& working_directory,
                                    std::chrono::milliseconds limit = std::chrono::seconds(30),
                                    const std::function<bool()>& stop = {}) = 0;
};

CommandRunner& real_command_runner();

}  // namespace makespan
