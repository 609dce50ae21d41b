#include "apply/cargo_words.h"

#include <fmt/format.h>

#include "base/take_line.h"

namespace makespan {

std::string cargo_complaint(const CommandOutput& output) {
  std::string_view text = output.standard_error;
  if (size_t at = text.find("error: "); at != std::string_view::npos) text.remove_prefix(at + 7);
  std::string words;
  while (!text.empty()) {
    std::string_view line = take_line(text);
    size_t first = line.find_first_not_of(' ');
    if (first == std::string_view::npos || line == "Caused by:") continue;
    line.remove_prefix(first);
    if (!words.empty()) words += words.ends_with(':') ? " " : "; ";
    words += line;
  }
  return words.empty() ? fmt::format("exit status {}", output.exit_code) : words;
}

}  // namespace makespan
