#pragma once
// A text's lines, one at a time, without a copy.

#include <algorithm>
#include <string_view>

namespace makespan {

// The next line of `text`, without its line break ("\n" or "\r\n"); `text` is left with the rest.
// The result points into the same text.
inline std::string_view take_line(std::string_view& text) {
  size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace makespan
