#include "cli/scratch_shell.h"

#include <algorithm>

namespace makespan {

std::vector<std::string> ScratchShell::words(const std::vector<std::string>& command) const {
  std::vector<std::string> words;
  for (const std::string& word : command)
    words.push_back(copy_.rewritten(word));
  return words;
}

std::vector<EnvironmentChange> ScratchShell::environment(bool offline) const {
  std::vector<EnvironmentChange> changes;
  for (const ScratchVariable& variable : copy_.environment())
    changes.push_back({.name = variable.name, .value = variable.value});
  if (offline) changes.push_back({.name = "CARGO_NET_OFFLINE", .value = "true"});
  changes.push_back({.name = "PWD", .value = directory_});
  return changes;
}

Result<CommandOutput> ScratchShell::run(const std::vector<std::string>& command, bool offline,
                                        std::chrono::milliseconds limit) const {
  std::vector<std::string> whole = {"env"};
  for (const EnvironmentChange& change : environment(offline))
    whole.push_back(change.name + "=" + change.value.value_or(""));
  std::vector<std::string> own = words(command);
  whole.insert(whole.end(), own.begin(), own.end());
  return commands_.run(whole, directory_, limit, stop_);
}

std::string failure_text(const std::string& output) {
  constexpr size_t kLines = 20;
  std::vector<std::string> lines;
  for (size_t at = 0; at < output.size();) {
    size_t end = std::min(output.find('\n', at), output.size());
    lines.push_back(output.substr(at, end - at));
    at = end + 1;
  }
  auto is_error = [](const std::string& line) { return line.starts_with("error"); };
  auto first = std::find_if(lines.begin(), lines.end(), is_error);
  auto count = static_cast<ptrdiff_t>(kLines);
  if (first == lines.end()) first = lines.end() - std::min(count, lines.end() - lines.begin());
  std::string text;
  for (auto line = first; line != lines.end() && line - first < count; ++line)
    text += (text.empty() ? "" : "\n") + *line;
  return text;
}

}  // namespace makespan
