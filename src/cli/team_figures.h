#pragma once
// The team's own figures: from makespan.toml in the project's root, and from the builds that the
// history holds.

#include "advise/fix.h"
#include "cli/world.h"
#include "model/trace.h"
#include "store/run_store.h"

namespace makespan {

// What makespan.toml says; nothing where there is none. An error where it is there and wrong: asked
// before anything that takes long.
Result<TeamFigures> read_team_figures(World& world);

// Adds builds a day from the history: those of the same command that succeeded, where it spans a
// week or more and holds at least five.
void add_recorded_builds(const Trace& trace, RunStore& store, TeamFigures& figures);

// Builds a calendar day of the runs with this command, over the time between the first and the
// last: days without one count.
std::optional<double> builds_a_day(const std::vector<RunSummary>& runs, const std::string& command);

}  // namespace makespan
