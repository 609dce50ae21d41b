#pragma once
// What a build tool needs between the end of one task and the start of the next.

#include "model/trace.h"

namespace makespan {

// Where the tool's threads are not known (an import, a post-mortem): the median gap between an end
// and the start after it in a -j2 build of 148 units (cargo 1.95, two virtual cores).
constexpr Duration kUsualReaction = Duration::microseconds(2'800);

// To notice that a task has ended, to keep its fingerprint, to look for the next one and to start
// its process. Cargo has a thread for each unit, which prepares it, starts its compiler, waits, and
// puts its files in order: the mean CPU of those threads. (In 18 builds at -j1 it lay within 0.3 ms
// of the mean recorded gap, which is from 1.6 ms, a check of 45 units, to 3.7 ms and is no input:
// a replay has to find it.) Other tools were not measured: none.
Duration reaction_of(const Trace& trace);

}  // namespace makespan
