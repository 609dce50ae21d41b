// The processes of a run without a build tool that we know, by program.

#include <fmt/format.h>

#include <algorithm>

#include "report/format.h"
#include "report/terminal/bar.h"
#include "report/terminal/views.h"

namespace makespan {
namespace {

constexpr size_t kProgramsShown = 8;

void add_program(Page& page, const Report& report, const ProgramUse& use, Duration all) {
  size_t bar = page.width() >= 100 ? 20 : 8;
  double share = use.cpu ? ratio(*use.cpu, all) : 0;
  Text line;
  line.right(page.time(use.cpu), 8)
      .right(use.cpu ? format_share(share) : "", 6)
      .add("  ")
      .fit(plain_bar(share, bar), bar, Style::codegen)
      .add("  ")
      .fit(use.program, page.gutter())
      .add(fmt::format(" {}, the longest {}", format_count(use.processes, "process", "processes"),
                       format_duration(report.task(use.longest).wall)),
           Style::faint);
  page.line(line);
}

}  // namespace

void add_programs(Page& page, const Report& report) {
  const std::vector<ProgramUse>& programs = report.analyses.programs;
  if (report.analyses.headline.built > 0 || programs.size() < 2) return;
  page.heading("Programs", "by the CPU of their processes");
  Duration all;
  for (const ProgramUse& use : programs)
    all += use.cpu.value_or(Duration());
  for (size_t i = 0; i < std::min(kProgramsShown, programs.size()); ++i)
    add_program(page, report, programs[i], all);
  if (programs.size() > kProgramsShown) {
    page.line(Text().pad_to(10).add(fmt::format("… {} more", programs.size() - kProgramsShown),
                                    Style::faint));
  }
}

}  // namespace makespan
