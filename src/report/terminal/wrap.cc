#include "report/terminal/wrap.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace makespan {
namespace {

// "36.4 s," stays in one line.
bool is_unit(std::string_view word) {
  constexpr std::array<std::string_view, 11> units = {"s",  "ms", "µs", "min", "h",    "B",
                                                      "kB", "MB", "GB", "TB",  "cores"};
  while (!word.empty() && (word.back() == ',' || word.back() == ')' || word.back() == '.' ||
                           word.back() == ';' || word.back() == ':'))
    word.remove_suffix(1);
  return std::find(units.begin(), units.end(), word) != units.end();
}

bool ends_in_digit(std::string_view word) {
  return !word.empty() && word.back() >= '0' && word.back() <= '9';
}

// Words, a number and its unit being one.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    size_t space = std::min(text.find_first_of(" \n"), text.size());
    std::string_view word = text.substr(0, space);
    text.remove_prefix(std::min(space + 1, text.size()));
    if (word.empty()) continue;
    if (!words.empty() && is_unit(word) && ends_in_digit(words.back())) {
      words.back() += ' ';
      words.back() += word;
    } else {
      words.emplace_back(word);
    }
  }
  return words;
}

}  // namespace

size_t bytes_that_fit(std::string_view text, size_t columns) {
  size_t bytes = 0;
  size_t used = 0;
  while (bytes < text.size()) {
    size_t length = std::max<size_t>(1, utf8_length_at(text, bytes));
    used += display_width(text.substr(bytes, length));
    if (used > columns && bytes > 0) break;
    bytes += length;
  }
  return bytes;
}

std::vector<std::string> wrap(std::string_view text, size_t columns, size_t first) {
  std::vector<std::string> lines(1);
  size_t used = 0;
  size_t room = first;
  auto next_line = [&] {
    lines.emplace_back();
    used = 0;
    room = columns;
  };
  for (const std::string& word : words_of(text)) {
    std::string_view left = word;
    while (!left.empty()) {
      size_t width = display_width(left);
      bool starts = used == 0;
      if (starts ? room < columns && width > room : used + 1 + width > room) next_line();
      std::string_view part = left.substr(0, bytes_that_fit(left, room));
      if (used > 0) lines.back() += ' ';
      lines.back() += part;
      used += (used > 0 ? 1 : 0) + display_width(part);
      left.remove_prefix(part.size());
    }
  }
  return lines;
}

std::vector<std::string> wrap(std::string_view text, size_t columns) {
  return wrap(text, columns, columns);
}

}  // namespace makespan
