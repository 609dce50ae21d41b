// The work: how the whole run's compiling divides among the sections, each with the glyph that it
// has in the waterfall.
//
//   Work  codegen takes 55% of the 2.01 s of CPU in the units
//     codegen        1.10 s  55%  ████████████████████████
//     frontend       0.91 s  45%  ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄

#include <fmt/format.h>

#include <algorithm>

#include "report/format.h"
#include "report/terminal/bar.h"
#include "report/terminal/views.h"
#include "report/words.h"

namespace makespan {
namespace {

constexpr double kShareWorthARow = 0.005;
constexpr size_t kMostBar = 60;

// Text of one glyph, `share` of `longest` of the columns long.
Text work_bar(const SectionShare& one, double longest, size_t columns) {
  TimeScale scale{.span = Duration::seconds(longest), .columns = columns};
  return draw_bar({{.end = Timestamp::at(Duration::seconds(one.share)), .ink = ink_of(one.kind)}},
                  scale)
      .text;
}

}  // namespace

void add_work(Page& page, const Report& report) {
  const std::vector<SectionShare>& shares = report.analyses.section_shares;
  if (shares.size() < 2 || report.tasks.size() < 2) return;
  Duration whole;
  for (const SectionShare& one : shares)
    whole += one.time;
  if (whole <= Duration()) return;
  page.heading("Work",
               fmt::format("{} takes {} of the {} of {} in the units",
                           section_word(shares.front().kind), format_share(shares.front().share),
                           format_duration(whole), report.run.cpu ? "CPU" : "time"));
  for (const SectionShare& one : shares) {
    if (one.share < kShareWorthARow) continue;
    Text line("  ");
    line.fit(section_word(one.kind), 13).right(page.time(one.time), 8);
    line.right(format_share(one.share), 5, Style::faint).add("  ");
    size_t room = std::min(kMostBar, page.width() - line.width());
    page.line(line.add(work_bar(one, shares.front().share, room)));
  }
}

}  // namespace makespan
