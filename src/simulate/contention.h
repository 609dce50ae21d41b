#pragma once
// Contention: what cores cost each other (caches, memory bandwidth, hyper-threads).
//
// One number: `slowdown` is by how much the same CPU work grows when all of the machine's cores are
// busy instead of one, linear between:
//
//   factor(busy) = 1 + slowdown × (busy − 1) / (machine_cores − 1)
//
// It is fitted on other runs of the same machine (fit_contention) and never on the run that it then
// explains. Unfitted it is a range with nothing measured in it, and predictions that change how
// many cores work together say so by their interval.

#include <algorithm>
#include <optional>
#include <vector>

#include "base/duration.h"

namespace makespan {

// How long a thread that is woken while all cores are busy waits beyond its fair share: the
// scheduler puts it behind one that runs, and takes a moment to see that another core has become
// idle. The mean run-queue wait of woken threads in two -j2 builds of aimds (check and dev, 1525
// wakes, 4.0 s; two virtual cores, a kernel of 250 ticks a second; at -j1 a tenth of it). A
// constant like the reaction, and not taken from the run that is replayed, whose waits are what a
// replay has to find.
inline constexpr Duration kSchedulingLatency = Duration::microseconds(2600);

struct Contention {
  double slowdown = 0;
  double machine_cores = 1;

  [[nodiscard]] double factor(double busy_cores) const {
    if (machine_cores <= 1 || busy_cores <= 1) return 1;
    return 1 + slowdown * (busy_cores - 1) / (machine_cores - 1);
  }
};

// On `cores` of the recorded machine, or of a larger one: that slows down by as much when all of
// its own cores are busy.
inline Contention contention_on(double cores, double recorded_cores, double slowdown) {
  return {.slowdown = slowdown, .machine_cores = std::max(recorded_cores, cores)};
}

// The same work measured at two levels of concurrency.
struct ContentionPair {
  Duration cpu_low;  // CPU of the run where fewer cores worked together
  double busy_low = 1;
  Duration cpu_high;
  double busy_high = 2;
};

struct ContentionRange {
  double low = 0;
  double middle = 0;
  double high = 0;
  bool fitted = false;
};

// What is assumed where nothing was fitted: from none to 15%, and none in the middle. Two builds of
// aimds at -j1 and -j2 on two quiet virtual cores used the same CPU within 1% (check -0.9%, dev
// +0.2%). The upper end is a guess: hyper-threads and shared memory of other machines.
ContentionRange assumed_contention();

// The median over the pairs, with their quartiles as range; assumed_contention() without a pair.
ContentionRange fit_contention(const std::vector<ContentionPair>& pairs, double machine_cores);

}  // namespace makespan
