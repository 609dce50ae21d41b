#include "report/terminal/page.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "report/format.h"
#include "report/terminal/wrap.h"

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
  return std::clamp<size_t>(width() * 3 / 10, 16, 38);
}

void Page::heading(std::string_view title, std::string_view remark) {
  blank();
  Text text(title, Style::strong);
  if (remark.empty()) return line(text);
  size_t first = width() - std::min(width(), display_width(title) + 2);
  text.add("  ");
  for (const std::string& part : wrap(remark, width() - 2, first)) {
    line(text.add(part, Style::faint));
    text = Text("  ");
  }
}

void Page::line(const Text& text) {
  out_ += text.render(options_.width, options_.colour, options_.unicode);
  out_ += '\n';
}

void Page::blank() {
  if (!out_.empty()) out_ += '\n';
}

void Page::wrapped(std::string_view text, size_t indent, Style style) {
  for (const std::string& part : wrap(text, std::min(options_.width, kProseWidth) - indent))
    line(Text(std::string(indent, ' ')).add(part, style));
}

void Page::hanging(const Text& begin, std::string_view text, Style style) {
  size_t indent = begin.width();
  Text current = begin;
  for (const std::string& part : wrap(text, width() - std::min(width() - 1, indent))) {
    line(current.add(part, style));
    current = Text(std::string(indent, ' '));
  }
}

void Page::command(const std::vector<std::string>& words, size_t indent) {
  Text current(std::string(indent, ' '));
  size_t begin = current.width();
  for (const std::string& word : words) {
    if (current.width() > begin && current.width() + display_width(word) + 3 > width()) {
      line(current.add(" \\"));
      current = Text(std::string(indent + 4, ' '));
      begin = current.width();
    }
    current.add(current.width() > begin ? " " : "").add(word, Style::strong);
  }
  line(current);
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
