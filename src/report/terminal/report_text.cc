#include "report/terminal/report_text.h"

#include "report/terminal/views.h"
#include "report/whatif/simulation_views.h"

namespace makespan {
namespace {

void add_paragraph(Page& page, const Report& report) {
  std::string text;
  for (const std::string& sentence : report.paragraph)
    text += (text.empty() ? "" : " ") + sentence;
  page.wrapped(text, 0);
}

void add_more_cores(Page& page, const Report& report) {
  if (!report.simulation || report.simulation->answer.sweep.points.empty()) return;
  add_sweep(page, *report.simulation);
  add_replay_note(page, *report.simulation);
}

}  // namespace

std::string report_text(const Report& report, TextOptions options) {
  Page page(options, report.run.wall);
  add_paragraph(page, report);
  add_phases(page, report);
  add_work(page, report);
  add_waterfall(page, report);
  add_utilisation(page, report);
  if (report.simulation) add_idle(page, *report.simulation);
  add_codegen(page, report);
  add_critical_path(page, report);
  add_more_cores(page, report);
  add_programs(page, report);
  add_slowest(page, report);
  if (report.simulation) add_drag(page, *report.simulation);
  add_duplicates(page, report);
  add_rebuilt(page, report);
  add_notes(page, report);
  add_next_steps(page, report);
  return page.take();
}

}  // namespace makespan
