#pragma once
// Page: the lines of a text report, section by section, and the columns that they share.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/terminal/report_text.h"
#include "report/terminal/text.h"

namespace makespan {

// A task's label in at most `columns` where it can be: its version goes before its kind does.
std::string short_label(const ReportTask& task, size_t columns);

class Page {
 public:
  // `longest`: the longest time on it, the run's wall.
  Page(TextOptions options, Duration longest);

  [[nodiscard]] size_t width() const { return options_.width; }
  // Where the time axes of waterfall and utilisation begin: names stand before.
  [[nodiscard]] size_t gutter() const;

  // A section's heading, with what its figures say at a glance behind it; what does not fit there
  // goes on below.
  void heading(std::string_view title, std::string_view remark = {});
  void line(const Text& text);
  void blank();
  // A paragraph, broken at spaces; all lines are indented by `indent` columns.
  void wrapped(std::string_view text, size_t indent, Style style = Style::plain);
  // Columns of a table and prose in its last one, whose further lines are indented as far.
  void hanging(const Text& begin, std::string_view text, Style style = Style::plain);
  // A command, its words as a shell wants them, continued on further lines where it is long.
  void command(const std::vector<std::string>& words, size_t indent);

  // A time in a column: seconds, or as fine as it is where the whole run is short. "–": unknown.
  [[nodiscard]] std::string time(Duration duration) const;
  [[nodiscard]] std::string time(std::optional<Duration> duration) const;

  std::string take();

 private:
  TextOptions options_;
  bool fine_;  // milliseconds in columns
  std::string out_;
};

}  // namespace makespan
