#pragma once
// The sections of what a try showed. Each adds its lines to the page, or nothing where there is
// nothing of the kind.

#include <optional>
#include <string>
#include <vector>

#include "report/terminal/page.h"
#include "try/try_answer.h"

namespace makespan {

void add_try_verdict(Page& page, const TryAnswer& answer);   // on top, a paragraph a variant
void add_change_chart(Page& page, const TryAnswer& answer);  // intervals against zero
void add_builds(Page& page, const TryAnswer& answer);        // base and variants in a table
void add_rounds(Page& page, const TryAnswer& answer);        // every build as a dot
void add_rebuilds(Page& page, const TryAnswer& answer);
void add_try_schedule(Page& page, const TryAnswer& answer);  // before and after, of one variant
void add_task_changes(Page& page, const TryAnswer& answer);  // why
void add_failures(Page& page, const TryAnswer& answer);
void add_try_notes(Page& page, const TryAnswer& answer);

std::optional<Duration> median_of(std::vector<Duration> values);
std::optional<Duration> minimum_of(const std::vector<Duration>& values);
// "−51% (−52 to −50%)"
std::string change_phrase(const MeasuredChange& change);
Style verdict_style(TryVerdict verdict);

}  // namespace makespan
