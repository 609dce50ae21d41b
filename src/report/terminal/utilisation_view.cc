// Cores over time, on the waterfall's axis: own work solid, other programs' above it.
//
//   2 ┤  ▂▆██████▇▅▃░
//   1 ┤▄█████████████▇
//     └───────────────
//
// and below, how many tasks were at work at once.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "report/format.h"
#include "report/terminal/bar.h"
#include "report/terminal/parallelism_sentence.h"
#include "report/terminal/views.h"
#include "report/words.h"

namespace makespan {
namespace {

constexpr size_t kLeastRows = 4;
constexpr size_t kMostRows = 8;

struct Column {
  double own = 0;
  double all = 0;  // own, other and stolen
};

// The means over each column's time.
std::vector<Column> columns_of(const Utilisation& use, size_t count) {
  std::vector<Column> result(count);
  auto size = static_cast<double>(use.intervals.size());
  for (size_t i = 0; i < count; ++i) {
    double from = static_cast<double>(i) * size / static_cast<double>(count);
    double to = static_cast<double>(i + 1) * size / static_cast<double>(count);
    double weight = 0;
    auto last = std::min(use.intervals.size(), static_cast<size_t>(std::ceil(to)));
    for (auto k = static_cast<size_t>(from); k < last; ++k) {
      double part =
          std::min(to, static_cast<double>(k + 1)) - std::max(from, static_cast<double>(k));
      if (part <= 0) continue;
      const UtilisationInterval& interval = use.intervals[k];
      auto own = static_cast<double>(interval.own);
      result[i].own += own * part;
      result[i].all +=
          (own + static_cast<double>(interval.other) + static_cast<double>(interval.stolen)) * part;
      weight += part;
    }
    if (weight > 0) {
      result[i].own /= weight;
      result[i].all /= weight;
    }
  }
  return result;
}

// The cell of one row: which part of its height, 0 to 1, own and all work fill.
void add_cell(Text& text, double own, double all) {
  constexpr std::array<std::string_view, 9> parts = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  auto eighths = static_cast<size_t>(std::lround(std::clamp(own, 0.0, 1.0) * 8));
  if (eighths == 0 && all >= 0.5) {
    text.add("░", Style::faint);
  } else {
    text.add(parts[eighths], Style::codegen);
  }
}

std::string remark(const Utilisation& use) {
  if (use.basis == UtilisationBasis::tasks) return "no CPU is known";
  std::string text;
  if (use.mean_own_cores && use.cores > 0) {
    text = fmt::format("{} of {} busy with this run", format_cores(busy_cores(use)),
                       format_cores(use.cores));
  }
  if (use.mean_other_cores && *use.mean_other_cores >= 0.05)
    text += fmt::format(", other programs had {} (░)", format_cores(*use.mean_other_cores));
  return text;
}

double top_of(const Utilisation& use, const std::vector<Column>& columns) {
  if (use.cores > 0 && use.basis != UtilisationBasis::tasks) return use.cores;
  double top = 1;
  for (const Column& column : columns)
    top = std::max(top, std::ceil(column.all));
  return top;
}

// How many slots the build tools had, where that was the same all the time.
std::optional<uint32_t> slots_of(const Report& report) {
  std::optional<uint32_t> slots;
  for (const ReportInvocation& invocation : report.invocations) {
    if (!invocation.jobs || (slots && *slots != *invocation.jobs)) return std::nullopt;
    slots = invocation.jobs;
  }
  return slots;
}

void add_parallelism(Page& page, const Report& report) {
  const TaskCounts& counts = report.analyses.headline.counts;
  bool units = counts.units + counts.executed > 0;
  std::string text = parallelism_sentence(report.analyses.parallelism,
                                          units ? "Units" : "Processes", slots_of(report));
  if (!text.empty()) page.wrapped(text, 2);
}

}  // namespace

void add_utilisation(Page& page, const Report& report) {
  const Utilisation& use = report.analyses.utilisation;
  if (use.intervals.empty() || report.tasks.empty()) return;
  if (use.basis == UtilisationBasis::tasks && report.tasks.size() < 2) return;
  size_t count = page.width() - page.gutter();
  std::vector<Column> columns = columns_of(use, count);
  double top = top_of(use, columns);
  auto rows = static_cast<size_t>(std::ceil(top));
  rows = rows < kLeastRows ? rows * ((kLeastRows + rows - 1) / rows) : std::min(rows, kMostRows);
  double cores_per_row = top / static_cast<double>(rows);

  page.heading(use.basis == UtilisationBasis::tasks ? "Units at work" : "Cores", remark(use));
  for (size_t row = rows; row > 0; --row) {
    double floor = static_cast<double>(row - 1) * cores_per_row;
    double ceiling = static_cast<double>(row) * cores_per_row;
    bool whole = std::fabs(ceiling - std::round(ceiling)) < 1e-9 || row == rows;
    Text line;
    line.right(whole ? format_cores(ceiling) : "", page.gutter() - 2, Style::faint)
        .add(whole ? " ┤" : " │", Style::faint);
    for (const Column& column : columns)
      add_cell(line, (column.own - floor) / cores_per_row, (column.all - floor) / cores_per_row);
    page.line(line);
  }
  Text bottom(std::string(page.gutter() - 1, ' '));
  bottom.add("└", Style::faint);
  for (size_t i = 0; i < count; ++i)
    bottom.add("─", Style::faint);
  page.line(bottom);
  add_parallelism(page, report);
}

}  // namespace makespan
