#include "report/terminal/page.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "report/format.h"

namespace makespan {
namespace {

// Prose is read best in lines that are not too long.
constexpr size_t kProseWidth = 100;

}  // namespace

std::string short_label(const ReportTask& task, size_t columns) {
  std::string label = task.label;
  size_t version = label.find(" " + task.version);
  if (display_width(label) <= columns || task.version.empty() || version == std::string::npos)
    return label;
  return label.erase(version, task.version.size() + 1);
}

Page::Page(TextOptions options, Duration longest)
    : options_(options), fine_(longest < Duration::seconds(1)) {
  options_.width = std::clamp<size_t>(options_.width, 40, 400);
}

size_t Page::gutter() const {
  return std::clamp<size_t>(width() * 3 / 10, 14, 38);
}

void Page::heading(std::string_view title, std::string_view remark) {
  blank();
  Text text(title, Style::strong);
  if (!remark.empty()) text.add("  ").add(remark, Style::faint);
  line(text);
}

void Page::line(const Text& text) {
  out_ += text.render(options_.width, options_.colour, options_.unicode);
  out_ += '\n';
}

void Page::blank() {
  if (!out_.empty()) out_ += '\n';
}

void Page::wrapped(std::string_view text, size_t indent, Style style) {
  size_t room = std::min(options_.width, kProseWidth) - indent;
  Text current;
  size_t used = 0;
  auto flush = [&] {
    if (used > 0) line(Text(std::string(indent, ' ')).add(current));
    current = Text();
    used = 0;
  };
  while (!text.empty()) {
    size_t space = std::min(text.find(' '), text.size());
    std::string_view word = text.substr(0, space);
    text.remove_prefix(std::min(space + 1, text.size()));
    if (word.empty()) continue;
    size_t width = display_width(word);
    if (used > 0 && used + 1 + width > room) flush();
    if (used > 0) current.add(" ", style);
    current.add(word, style);
    used += width + (used > 0 ? 1 : 0);
  }
  flush();
}

std::string Page::time(Duration duration) const {
  return fine_ ? format_duration(duration) : format_column(duration);
}

std::string Page::time(std::optional<Duration> duration) const {
  return duration ? time(*duration) : "–";
}

std::string Page::take() {
  return std::exchange(out_, {});
}

}  // namespace makespan
