#include "report/fixes/layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/shell_quote.h"
#include "base/utf8.h"
#include "report/terminal/bar.h"

namespace makespan {
namespace {

constexpr size_t kProseWidth = 110;
constexpr size_t kFieldIndent = 4;
constexpr size_t kLabelColumns = 13;

// The first bytes of `text` that fit into `columns`; at least one character.
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

size_t room_for_prose(const Page& page, size_t before) {
  size_t width = std::min(page.width(), kProseWidth);
  return std::max<size_t>(12, width > before ? width - before : 0);
}

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

std::string repeated(std::string_view character, size_t count) {
  std::string result;
  for (size_t i = 0; i < count; ++i)
    result += character;
  return result;
}

}  // namespace

std::vector<std::string> wrap(std::string_view text, size_t columns) {
  std::vector<std::string> lines(1);
  size_t used = 0;
  for (const std::string& word : words_of(text)) {
    std::string_view left = word;
    while (!left.empty()) {
      size_t width = display_width(left);
      if (used > 0 && used + 1 + width > columns) {
        lines.emplace_back();
        used = 0;
      }
      std::string_view part = left.substr(0, bytes_that_fit(left, columns));
      if (used > 0) lines.back() += ' ';
      lines.back() += part;
      used += (used > 0 ? 1 : 0) + display_width(part);
      left.remove_prefix(part.size());
    }
  }
  return lines;
}

std::string without_tabs(std::string_view text) {
  std::string result;
  for (char c : text) {
    if (c == '\t') {
      result += "    ";
    } else if (c != '\r') {
      result += c;
    }
  }
  return result;
}

std::string cut_in_the_middle(std::string_view text, size_t columns) {
  if (display_width(text) <= columns) return std::string(text);
  if (columns < 8) return cut_to_width(text, columns);
  size_t head = bytes_that_fit(text, columns / 2);
  size_t room = columns - 1 - display_width(text.substr(0, head));
  // From the first character on from which what is left fits.
  size_t tail = head;
  while (tail < text.size() && display_width(text.substr(tail)) > room)
    tail += std::max<size_t>(1, utf8_length_at(text, tail));
  return fmt::format("{}…{}", text.substr(0, head), text.substr(tail));
}

void add_prose(Page& page, std::string_view text, size_t indent, Style style) {
  for (const std::string& part : wrap(text, room_for_prose(page, indent)))
    page.line(Text(std::string(indent, ' ')).add(part, style));
}

void add_field(Page& page, std::string_view label, std::string_view text, Style style) {
  if (text.empty()) return;
  std::string_view left = label;
  for (const std::string& part : wrap(text, room_for_prose(page, kFieldIndent + kLabelColumns))) {
    Text line(std::string(kFieldIndent, ' '));
    page.line(line.fit(left, kLabelColumns, Style::faint).add(part, style));
    left = {};
  }
}

void add_fields(Page& page, std::string_view label, const std::vector<std::string>& texts,
                size_t most) {
  for (size_t i = 0; i < std::min(most, texts.size()); ++i)
    add_field(page, i == 0 ? label : "", texts[i]);
  if (texts.size() > most) {
    std::string rest = "… " + std::to_string(texts.size() - most) + " more (--json has all)";
    add_field(page, "", rest, Style::faint);
  }
}

void add_item(Page& page, size_t indent, const Text& marker, std::string_view text, Style style) {
  size_t before = indent + marker.width() + 1;
  Text line = Text(std::string(indent, ' ')).add(marker).add(" ");
  // Beside a long marker there is no room for prose: below it, then.
  if (before + 24 > page.width()) {
    page.line(line);
    before = indent + 2;
    line = Text(std::string(before, ' '));
  }
  for (const std::string& part : wrap(text, room_for_prose(page, before))) {
    page.line(line.add(part, style));
    line = Text(std::string(before, ' '));
  }
}

void add_command(Page& page, const std::vector<std::string>& words, size_t indent) {
  Text line(std::string(indent, ' '));
  size_t begin = line.width();
  for (const std::string& word : words) {
    std::string quoted = shell_quoted({word});
    if (line.width() > begin && line.width() + display_width(quoted) + 3 > page.width()) {
      page.line(line.add(" \\"));
      line = Text(std::string(indent + 4, ' '));
      begin = line.width();
    }
    line.add(line.width() > begin ? " " : "").add(quoted, Style::strong);
  }
  page.line(line);
}

Text interval_bar(Duration low, Duration expected, Duration high, Duration longest, size_t columns,
                  Style style) {
  auto cells = [&](Duration at) {
    double share = std::clamp(ratio(at, longest), 0.0, 1.0);
    return static_cast<size_t>(std::lround(share * static_cast<double>(columns)));
  };
  if (low >= high) return Text(plain_bar(ratio(expected, longest), columns), style);
  size_t solid = cells(low);
  size_t likely = std::max(solid, cells(expected));
  size_t most = std::max(likely, cells(high));
  if (most == 0) return Text("▏", style);
  Text bar(repeated("█", solid), style);
  return bar.add(repeated("▓", likely - solid), style).add(repeated("░", most - likely), style);
}

void add_legend(Page& page, const std::vector<Text>& entries, size_t indent) {
  Text line(std::string(indent, ' '));
  size_t begin = line.width();
  for (const Text& entry : entries) {
    if (line.width() > begin && line.width() + 2 + entry.width() > page.width()) {
      page.line(line);
      line = Text(std::string(indent, ' '));
    }
    line.add(line.width() > begin ? "  " : "").add(entry);
  }
  if (line.width() > begin) page.line(line);
}

}  // namespace makespan
