#pragma once
// The team's own figures: from makespan.toml in the project's root, and from the builds that the
// history holds.

#include "advise/fix.h"
#include "cli/world.h"
#include "model/trace.h"
#include "store/run_store.h"

namespace makespan {

// An error where makespan.toml is there and wrong. The history counts builds of the same command
// that succeeded, where it spans a week or more and holds at least five.
Result<TeamFigures> find_team_figures(const Trace& trace, RunStore& store, World& world);

// Builds a day of the runs with this command, over the time between the first and the last.
std::optional<double> builds_a_day(const std::vector<RunSummary>& runs, const std::string& command);

}  // namespace makespan
