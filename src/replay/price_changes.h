#pragma once
// Pricing by replay: what changes of compiler calls would cost, by running calls again.
//
// A round runs a unit's unchanged call and its changed ones in turn, and the next round of the unit
// runs them the other way round (A B C, C B A), so that drift of the machine hits all alike. The
// figure is the ratio of CPU, pair by pair. Rounds go where they narrow the answer most for the
// time that they take: large units first, then units whose pairs disagree.
//
// Units that were not run get the weighted mean of those of their kind that were, with an interval
// that holds how much those differ from each other. Nothing is run for units that the change does
// not concern.
//
// What a link costs rests on what its libraries hold. So where links weigh, a change's libraries
// are compiled anew first, as long as that fits into three fifths of the budget; only then can a
// link be run again under another kind of LTO at all.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/duration.h"
#include "model/experiment.h"
#include "model/trace.h"
#include "replay/call_change.h"
#include "replay/call_effect.h"
#include "replay/call_runner.h"
#include "system/file_system.h"

namespace makespan {

// A build script's run stands for the C compilers beneath it.
struct PriceWish {
  TaskId task;
  CallChange change;
};

enum class PriceBasis {
  unaffected,  // the change leaves this call word for word as it is
  replayed,    // this unit was run again
  modelled,    // others of its kind were
  unknown,     // nothing was: `reason` says why
};

// What a call that links was run again with, where much of the build is linking.
enum class LinkedLibraries {
  untouched,  // the change leaves its libraries as they are, or it links none
  recorded,   // those of the recorded build, which the change would have made otherwise
  remade,     // the same libraries, compiled anew under the change
};

struct PricedChange {
  TaskId task;
  CallChange change;
  PriceBasis basis = PriceBasis::unknown;
  CallEffect effect;  // of `unknown`: no effect, which is not known
  LinkedLibraries libraries = LinkedLibraries::untouched;
  std::string reason;  // why the unit itself was not run; empty where it was
};

// All wishes of one change together. What single units deviate evens out in the sum, so this is
// surer than its units are.
struct PricedTotal {
  CallChange change;
  RatioInterval cpu;    // of the wished units' CPU, all together
  Duration recorded;    // that CPU
  double measured = 0;  // share of it that was run again, or is unaffected
  uint32_t units = 0;
  uint32_t replayed = 0;  // of them
};

struct PricingProgress {
  std::string label;  // "syn 2.0.1 with codegen-units=16"
  uint32_t calls = 0;
  Duration spent;
  Duration budget;
};

struct PricingOptions {
  Duration budget = Duration::seconds(60);
  // A change is priced well enough where half its interval is this share of the run's CPU.
  double tight = 0.01;
  std::string scratch;  // an absolute directory of our own; removed at the end
  double cores = 1;     // of this machine, to foresee how long a call takes
  std::function<void(const PricingProgress&)> progress;  // before each call
  std::function<bool()> cancelled;
  std::function<Duration()> clock;  // none: the steady clock
};

struct Pricing {
  std::vector<PricedChange> prices;  // one for each wish, in order
  std::vector<PricedTotal> totals;   // one for each change, in order of its first wish
  uint32_t calls = 0;                // compiler calls that were run
  uint32_t reused = 0;               // pairs that an earlier pricing had measured
  Duration spent;
  bool interrupted = false;        // cancelled; what was measured until then is in `prices`
  std::vector<std::string> notes;  // "3 of 41 units cannot be run again: …"
};

// `memory` may be null: then nothing is kept. Never fails as a whole: what could not be run says
// so in its own price.
Pricing price_changes(const Trace& trace, const std::vector<PriceWish>& wishes, CallRunner& runner,
                      FileSystem& files, ExperimentMemory* memory, const PricingOptions& options);

}  // namespace makespan
