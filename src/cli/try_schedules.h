#pragma once
// The waterfalls of a try: what its recorded builds did, before a change and after it.

#include "model/schedule_pair.h"
#include "model/trace.h"
#include "store/run_store.h"
#include "try/try_answer.h"

namespace makespan {

// All tasks of both builds; those that people call the same (a crate for host and target) in the
// order of their start. `critical`: what set the finish (graph/finish_chain.h).
SchedulePair pair_schedules(const Trace& before, const Trace& after);

// TryVariant::schedule of each, from the recorded builds of the rounds whose wall times are the
// medians. What cannot be read stays empty.
void add_schedules(TryAnswer& answer, RunStore& store);

}  // namespace makespan
