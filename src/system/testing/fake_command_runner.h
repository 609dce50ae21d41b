#pragma once
// FakeCommandRunner: answers helper commands from a table, and remembers what it was asked.

#include <map>

#include "system/command_runner.h"

namespace makespan {

// Answers by the command joined with spaces; anything else is not found.
class FakeCommandRunner final : public CommandRunner {
 public:
  std::map<std::string, CommandOutput> answers;
  std::vector<std::string> asked;
  Result<CommandOutput> run(const std::vector<std::string>& command,
                            const std::string& working_directory, std::chrono::milliseconds limit,
                            const std::function<bool()>& stop) override;
};

}  // namespace makespan
