#pragma once
// Pace: how fast the machine was while each way was built. Tasks that a fix leaves as they are do
// the same work in both ways: what they take more or less in a round is the machine (its clock, its
// neighbours), and hits all tasks alike, so that it can be taken out of what is compared. Where the
// pace of a build moves by a tenth from one to the next, as on rented machines, five rounds then
// say what takes fifty without it.
//
// What is taken out with it: a fix that leaves fewer tasks running side by side may give the others
// more of the caches, and so be worth a little more than this says.

#include <optional>
#include <vector>

#include "try/task_changes.h"
#include "try/try_answer.h"

namespace makespan {

// One side of the comparison: its figures, and its tasks round by round.
struct PacedSide {
  const TryFigures& figures;
  const std::vector<std::vector<TaskCost>>& tasks;
};

// None where too little is the same to tell the pace (under a quarter of the base's CPU or under 8
// tasks), all is the same, or the rounds scatter more at one pace than as they were.
std::optional<PacedChange> paced_change(const PacedSide& base, const PacedSide& variant);

}  // namespace makespan
