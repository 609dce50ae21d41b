#include "report/terminal/report_text.h"

#include "report/terminal/views.h"

namespace makespan {
namespace {

void add_paragraph(Page& page, const Report& report) {
  std::string text;
  for (const std::string& sentence : report.paragraph)
    text += (text.empty() ? "" : " ") + sentence;
  page.wrapped(text, 0);
}

}  // namespace

std::string report_text(const Report& report, TextOptions options) {
  Page page(options, report.run.wall);
  add_paragraph(page, report);
  add_phases(page, report);
  add_waterfall(page, report);
  add_utilisation(page, report);
  add_codegen(page, report);
  add_critical_path(page, report);
  add_programs(page, report);
  add_slowest(page, report);
  add_duplicates(page, report);
  add_rebuilt(page, report);
  add_notes(page, report);
  add_next_steps(page, report);
  return page.take();
}

}  // namespace makespan
