#include "report/fixes/layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/shell_quote.h"
#include "base/utf8.h"
#include "report/terminal/bar.h"
#include "report/terminal/wrap.h"

namespace makespan {
namespace {

constexpr size_t kProseWidth = 110;
constexpr size_t kFieldIndent = 4;
constexpr size_t kLabelColumns = 13;
constexpr size_t kWideEnoughForLabels = 60;

size_t room_for_prose(const Page& page, size_t before) {
  size_t width = std::min(page.width(), kProseWidth);
  return std::max<size_t>(12, width > before ? width - before : 0);
}

std::string repeated(std::string_view character, size_t count) {
  std::string result;
  for (size_t i = 0; i < count; ++i)
    result += character;
  return result;
}

}  // namespace

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
  Text line(std::string(kFieldIndent, ' '));
  if (page.width() < kWideEnoughForLabels) {
    // No room for a margin: the label begins the text.
    line.add(label.empty() ? "·" : label, Style::faint).add(label.empty() ? " " : ": ");
    size_t indent = kFieldIndent + 2;
    std::vector<std::string> parts = wrap(text, page.width() - indent, page.width() - line.width());
    for (const std::string& part : parts) {
      page.line(line.add(part, style));
      line = Text(std::string(indent, ' '));
    }
    return;
  }
  std::string_view left = label;
  for (const std::string& part : wrap(text, room_for_prose(page, kFieldIndent + kLabelColumns))) {
    page.line(line.fit(left, kLabelColumns, Style::faint).add(part, style));
    line = Text(std::string(kFieldIndent, ' '));
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
  std::vector<std::string> quoted;
  for (const std::string& word : words)
    quoted.push_back(shell_quoted({word}));
  page.command(quoted, indent);
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
