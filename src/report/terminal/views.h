#pragma once
// The sections of the text report, each in a file of its own (phases_view.cc, …). Each adds its
// lines to the page, or nothing where the run has nothing of the kind.

#include "report/terminal/page.h"

namespace makespan {

void add_phases(Page& page, const Report& report);       // the pipeline flow
void add_work(Page& page, const Report& report);         // CPU by kind of section
void add_waterfall(Page& page, const Report& report);    // lanes over time
void add_utilisation(Page& page, const Report& report);  // cores over time
void add_codegen(Page& page, const Report& report);      // threads of the heaviest units
void add_critical_path(Page& page, const Report& report);
void add_programs(Page& page, const Report& report);  // of runs without a build tool
void add_slowest(Page& page, const Report& report);
void add_duplicates(Page& page, const Report& report);
void add_rebuilt(Page& page, const Report& report);
void add_notes(Page& page, const Report& report);
void add_next_steps(Page& page, const Report& report);

}  // namespace makespan
