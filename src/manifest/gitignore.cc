#include "manifest/gitignore.h"

#include "base/take_line.h"

namespace makespan {
namespace {

std::string_view without_spaces_behind(std::string_view line) {
  while (line.ends_with(' ') || line.ends_with('\t'))
    line.remove_suffix(1);
  return line;
}

}  // namespace

std::string add_gitignore_line(std::string_view text, std::string_view line) {
  const std::string_view wanted = without_spaces_behind(line);
  for (std::string_view rest = text; !rest.empty();)
    if (without_spaces_behind(take_line(rest)) == wanted) return std::string(text);

  const size_t first_break = text.find('\n');
  const bool carriage_return =
      first_break != std::string_view::npos && first_break > 0 && text[first_break - 1] == '\r';
  const std::string line_break = carriage_return ? "\r\n" : "\n";
  std::string result(text);
  if (!text.empty() && !text.ends_with('\n')) return result + line_break + std::string(wanted);
  return result + std::string(wanted) + line_break;
}

}  // namespace makespan
