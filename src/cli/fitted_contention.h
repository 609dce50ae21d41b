#pragma once
// What the machine's cores cost each other, fitted on the project's other runs.

#include "simulate/contention.h"
#include "store/run_store.h"

namespace makespan {

// From runs in the store that did the same work with different -j (find_contention_pairs), `trace`
// itself not among them; what is assumed where there are none. Reads the newest few runs.
ContentionRange contention_of(RunStore& store, const Trace& trace);

}  // namespace makespan
