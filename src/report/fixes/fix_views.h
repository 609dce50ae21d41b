#pragma once
// The sections of what is said about fixes, each in a file of its own (plan_view.cc, …). Each adds
// its lines to the page, or nothing where there is nothing of the kind. Fixes have one number
// everywhere: their place in the answer, from 1.

#include <string>
#include <vector>

#include "advise/fix.h"
#include "report/fixes/fixes_text.h"
#include "report/terminal/page.h"

namespace makespan {

void add_fix_verdict(Page& page, const FixAnswer& answer);    // the paragraph on top
void add_plan(Page& page, const FixAnswer& answer);           // bars that shrink
void add_saving_chart(Page& page, const FixAnswer& answer);   // each alone, with its interval
void add_fix_cards(Page& page, const FixAnswer& answer);      // each in words
void add_effort_matrix(Page& page, const FixAnswer& answer);  // impact over effort
void add_before_and_after(Page& page, const FixAnswer& answer);
void add_trade_offs(Page& page, const FixAnswer& answer);
void add_actions(Page& page, const FixAnswer& answer,
                 const FixCommands& commands);         // what to do, with patches
void add_return(Page& page, const FixAnswer& answer);  // on investment
void add_rejected(Page& page, const FixAnswer& answer);
void add_fix_notes(Page& page, const FixAnswer& answer);
void add_fix_commands(Page& page, const FixAnswer& answer,
                      const FixCommands& commands);  // what to run next

// "makespan apply unused --run last~2": what applies these fixes of this run.
std::vector<std::string> apply_command(const FixCommands& commands,
                                       const std::vector<std::string>& ids);

// Place of a fix in `answer.fixes`, from 1; 0 where there is none of that id.
size_t fix_number(const FixAnswer& answer, const std::string& id);
// "●" what is recommended, "◇" what people have to decide, "○" what is possible, "✗" what is
// rejected.
Text verdict_mark(Verdict verdict);

}  // namespace makespan
