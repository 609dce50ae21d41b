// The processes of a run without a build tool that we know, by program.

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"
#include "report/format.h"
#include "report/terminal/bar.h"
#include "report/terminal/views.h"

namespace makespan {
namespace {

constexpr size_t kProgramsShown = 8;

void add_program(Page& page, const Report& report, const ProgramUse& use, Duration all,
                 Duration most) {
  size_t bar = page.width() >= 100 ? 20 : 8;
  double share = use.cpu ? ratio(*use.cpu, all) : 0;
  Text line;
  line.right(page.time(use.cpu), 8)
      .right(use.cpu ? format_share(share) : "", 6)
      .add("  ")
      .fit(plain_bar(use.cpu ? ratio(*use.cpu, most) : 0, bar), bar, Style::codegen)
      .add("  ");
  line.fit(use.program, std::min(page.gutter(), page.width() - line.width()));
  std::string processes =
      fmt::format(" {}, the longest {}", format_count(use.processes, "process", "processes"),
                  format_duration(report.task(use.longest).wall));
  if (line.width() + display_width(processes) <= page.width()) line.add(processes, Style::faint);
  page.line(line);
}

// "cc1 takes 65% of the 4.61 s of CPU"
std::string remark(const ProgramUse& first, Duration all) {
  return fmt::format("{} takes {} of the {} of CPU", first.program,
                     format_share(ratio(first.cpu.value_or(Duration()), all)),
                     format_duration(all));
}

}  // namespace

void add_programs(Page& page, const Report& report) {
  const std::vector<ProgramUse>& programs = report.analyses.programs;
  if (report.analyses.headline.counts.units > 0 || programs.size() < 2) return;
  Duration all;
  Duration most;
  for (const ProgramUse& use : programs) {
    all += use.cpu.value_or(Duration());
    most = std::max(most, use.cpu.value_or(Duration()));
  }
  page.heading("Programs",
               all > Duration() ? remark(programs.front(), all) : "by the CPU of their processes");
  for (size_t i = 0; i < std::min(kProgramsShown, programs.size()); ++i)
    add_program(page, report, programs[i], all, most);
  if (programs.size() > kProgramsShown) {
    page.line(Text().pad_to(10).add(fmt::format("… {} more", programs.size() - kProgramsShown),
                                    Style::faint));
  }
}

}  // namespace makespan
