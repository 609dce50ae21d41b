#pragma once
// CallEffect: what a change does to a call's CPU, section by section, and how sure that is.

#include <cstdint>
#include <span>

#include "base/duration.h"
#include "model/task.h"
#include "replay/call_change.h"

namespace makespan {

// low <= expected <= high. It holds the truth 19 times of 20, as far as the pairs can tell.
struct RatioInterval {
  double low = 1;
  double expected = 1;
  double high = 1;
  [[nodiscard]] double half_width() const { return (high - low) / 2; }
};

// One round: both calls, minutes of drift apart at most.
struct CostPair {
  CallCost unchanged;
  CallCost changed;
};

// The pair with what the change can reach alone. A linker is told to the linker and to nothing
// else: whatever the rest of the call takes more or less is chance, and which call ran first.
CostPair within_reach(CostPair pair, const CallChange& change);

struct CallEffect {
  CallCost unchanged;  // of the replays, median by section
  CallCost changed;
  RatioInterval cpu;           // changed / unchanged, of the whole call's CPU
  RatioInterval output_bytes;  // … of what it wrote
  uint32_t pairs = 0;          // 0: taken over from other units
};

// The median of the pairs' ratios. `noise` is the standard deviation of a pair's ratio (as a
// logarithm) seen in other calls on this machine: a few pairs alone say little about theirs.
CallEffect effect_of(std::span<const CostPair> pairs, double noise);

// What the recorded call would cost with the change: each section by its ratio, sections that the
// unchanged replay did not have by their share of the whole.
struct CallPrediction {
  CallCost expected;
  double low = 1;  // factor on expected's CPU at the interval's ends
  double high = 1;
};
CallPrediction predict(const CallCost& recorded, const CallEffect& effect);

// The same by sections alone, without a ratio of the whole: what sums over several calls say of
// another call.
CallCost by_sections(const CallCost& recorded, const CallCost& unchanged, const CallCost& changed);

// Sum by section; the larger number of codegen threads.
void add(CallCost& sum, const CallCost& cost);

// Sections of a recorded task as a cost. `other` holds whatever is not a compiler's.
CallCost cost_of(std::span<const Section> sections);

}  // namespace makespan
