#include "system/testing/fake_command_runner.h"

namespace makespan {

Result<CommandOutput> FakeCommandRunner::run(const std::vector<std::string>& command,
                                             const std::string&, std::chrono::milliseconds,
                                             const std::function<bool()>&) {
  std::string line;
  for (const std::string& word : command)
    line += (line.empty() ? "" : " ") + word;
  asked.push_back(line);
  auto found = answers.find(line);
  if (found == answers.end())
    return failure(ErrorKind::not_found, "cannot run " + line + ": not in the table");
  return found->second;
}

}  // namespace makespan
