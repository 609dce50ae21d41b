#pragma once
// TrialTable: the wishes of a pricing as calls and trials. What can be said without running
// anything is said here: which calls a change leaves as they are, which cannot be run again, and
// what earlier pricings have measured.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/experiment.h"
#include "replay/changed_call.h"
#include "replay/experiment_plan.h"
#include "replay/price_changes.h"
#include "replay/remade_libraries.h"

namespace makespan {

struct PricingCall {
  CompilerCall call;   // as recorded; only `recorded` and `label` where it cannot be run
  std::string reason;  // why it cannot be run; empty: it can
  double seconds = 0;  // how long it should take
  uint32_t rounds = 0;
  bool changed_first = false;  // in its first round
};

struct PricingTrial {
  CallChange change;  // the part that matters to this call
  std::string key;
  std::vector<CostPair> pairs;  // that were measured before
  std::string reason;           // why the changed call cannot be run; empty: it can
  LinkedLibraries libraries = LinkedLibraries::untouched;
};

// Libraries that are compiled anew under one change before what links them is run again.
struct Remake {
  struct Library {
    uint32_t call = 0;
    CallChange change;  // none of its own where only what it uses changes
  };
  std::vector<Library> libraries;  // what a library needs comes before it
  std::vector<uint32_t> trials;    // of the calls that link them
  double seconds = 0;              // how long all libraries should take
  double link_seconds = 0;         // … and each link once, beside the unchanged one
};

// A wish's trials; a build script has one for each of its C compiler calls.
struct WishTrials {
  std::vector<uint32_t> trials;
  Duration unaffected;  // recorded CPU of calls that the change leaves as they are
  bool none = false;    // no call at all: `reason` says why
  std::string reason;
};

class TrialTable {
 public:
  TrialTable(const Trace& trace, const std::vector<PriceWish>& wishes, FileSystem& files,
             ExperimentMemory* memory, const PricingOptions& options);

  std::vector<PricingCall> calls;
  std::vector<PricingTrial> trials;  // the plan's, in its order
  std::vector<ReplayTrial> planned;
  std::vector<Remake> remakes;      // choose_remakes() adds them
  std::vector<WishTrials> wishes;   // in the order given
  std::vector<uint32_t> answer_of;  // by wish
  std::vector<CallChange> answers;  // each change once
  std::vector<uint32_t> answer_of_population;
  std::vector<bool> is_c;  // by population

  // Pairs that earlier pricings had measured.
  [[nodiscard]] uint32_t reused() const;
  // Indexes into `calls`: one for a unit, one for each C compiler call of a build script.
  const std::vector<uint32_t>& calls_of(TaskId task);
  // What was measured before of the trial with these libraries; its pairs are replaced.
  void recall(uint32_t trial, Libraries libraries);

 private:
  uint32_t add_call(TaskId task, Result<CompilerCall> call);
  void add_wish(const PriceWish& wish);
  void add_trial(const PriceWish& wish, uint32_t call, uint32_t answer, WishTrials& out);
  uint32_t population_of(uint32_t call, uint32_t answer);

  const Trace& trace_;
  RecordedCalls recorded_;
  FileSystem& files_;
  ExperimentMemory* memory_;
  const PricingOptions& options_;
  std::map<TaskId, std::vector<uint32_t>> calls_of_;
  std::map<std::string, uint32_t> populations_;
};

}  // namespace makespan
