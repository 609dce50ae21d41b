#pragma once
// Fix: one change of a project that might make its build shorter, with what speaks for it, what it
// would save and how that is known. The result of advise/; report/ and cli/ read it.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/duration.h"
#include "graph/task_graph.h"
#include "manifest/patch.h"
#include "model/schedule_pair.h"

namespace makespan {

// Words of --json in brackets.
enum class Verdict {
  recommended,  // [recommended] saves more than the noise, and nothing known speaks against it
  possible,     // [possible] evidence is partial; `reason` says what would settle it
  decision,     // [decision] a trade-off for people to make
  rejected,     // [rejected] would not help here, or would harm; `reason` has the number
};

// How a saving was come by, best last.
enum class Basis {
  bounded,    // [bounded] an upper bound only: the change itself could not be simulated
  simulated,  // [simulated] the recorded tasks, without or with less of something
  replayed,   // [replayed] compiler calls were run again with the change, then simulated
  verified,   // [verified] both builds were made
};

enum class EffortClass { setting, manifest, source };  // [setting] [manifest] [source]

enum class Risk { none, behaviour, debugging, run_time, breaking };  // [run-time], the rest as here

struct Effort {
  EffortClass effort = EffortClass::setting;
  uint32_t files = 0;
  uint32_t lines = 0;
};

// Negative: it takes longer.
struct Saving {
  Duration expected;
  Duration low;  // low <= expected <= high
  Duration high;
  std::optional<int64_t> bytes;  // of the build directory, where known
};

struct Fix {
  std::string id;    // "release.codegen-units=16", "unused:core/rand", "align:dashmap@6.1.0"
  std::string kind;  // the first word of the table of fixes: "codegen-units", "unused", "align", …
  std::string title;  // "Drop 3 dependencies that core never uses"
  Verdict verdict = Verdict::possible;
  std::optional<Saving> saving;  // none: could not be priced; `reason` says why
  Basis basis = Basis::simulated;
  std::string method;  // how the price was come by: "14 of 148 units re-run twice; the rest scaled"
  Effort effort;
  Risk risk = Risk::none;
  std::string risk_note;                 // in words; empty where risk is none
  std::vector<std::string> evidence;     // what makes it apply here
  std::vector<std::string> checked;      // "compiles on this target with default features"
  std::vector<std::string> not_checked;  // "windows", "feature x"
  std::string
      reason;   // why this verdict; of `rejected` with the number, of `possible` what settles it
  Patch patch;  // empty where there is nothing to apply
  std::string diff;           // of the patch, for people; empty likewise
  std::string build_profile;  // what has to be built to see it: "ci"; empty: what was recorded
  bool nightly = false;       // needs a nightly toolchain: off by default
};

// The plan: recommended fixes in the order that pays first, each simulated on top of those before.
struct PlanStep {
  std::string id;
  Duration cumulative;  // the build's length with this and all before it
  Duration low;
  Duration high;
  double interval_scale = 1;  // by what it is stretched, as earlier predictions turned out
};

// One row per value of codegen-units or LTO: what people trade against each other.
struct TradeOffRow {
  std::string setting;  // "codegen-units"
  std::string value;    // "16"
  bool current = false;
  Duration build;
  std::optional<Duration> cpu;
  std::optional<int64_t> bytes;  // of the artifact
  Basis basis = Basis::simulated;
};

// The team's own figures, from makespan.toml; assumed, never measured.
struct TeamFigures {
  std::optional<uint32_t> developers;
  std::optional<double> builds_a_day;  // of each developer
  std::optional<double> rate;          // money an hour
  std::string currency;
  std::optional<double> recorded_builds_a_day;  // from the history, where it is long enough
};

struct FixAnswer {
  std::string run;
  std::string command;
  double cores = 0;
  bool extrapolated = false;         // more cores than the recorded machine has
  bool priced = true;                // false: nothing of this run can be simulated; see notes
  Duration base;                     // the recorded build, simulated on these cores
  std::optional<Duration> recorded;  // its wall time as it was measured
  double replay_error = 0;           // by CPU, signed fraction
  bool reliable = true;    // false: predictions from this run are not to be trusted; see notes
  std::vector<Fix> fixes;  // best first; rejected last
  std::vector<PlanStep> plan;
  SchedulePair schedule;  // the plan, undone and done
  std::vector<TradeOffRow> trade_offs;
  TeamFigures team;
  std::vector<std::string> notes;  // what this run cannot support, and what `run --cold` would add
  bool can_experiment = true;  // false: no compiler call of this run can be run again; see notes
  bool experimented = true;    // false: none were allowed (--budget 0), or none can be
  Duration spent;              // on experiments
  uint32_t experiments = 0;    // compiler calls run again
};

// Here and not in a source file: report/ prints them and links nothing of advise/.
constexpr std::string_view word(Verdict verdict) {
  switch (verdict) {
    case Verdict::recommended:
      return "recommended";
    case Verdict::possible:
      return "possible";
    case Verdict::decision:
      return "decision";
    case Verdict::rejected:
      return "rejected";
  }
  return "";
}

constexpr std::string_view word(Basis basis) {
  switch (basis) {
    case Basis::bounded:
      return "bounded";
    case Basis::simulated:
      return "simulated";
    case Basis::replayed:
      return "replayed";
    case Basis::verified:
      return "verified";
  }
  return "";
}

constexpr std::string_view word(EffortClass effort) {
  switch (effort) {
    case EffortClass::setting:
      return "setting";
    case EffortClass::manifest:
      return "manifest";
    case EffortClass::source:
      return "source";
  }
  return "";
}

constexpr std::string_view word(Risk risk) {
  switch (risk) {
    case Risk::none:
      return "none";
    case Risk::behaviour:
      return "behaviour";
    case Risk::debugging:
      return "debugging";
    case Risk::run_time:
      return "run-time";
    case Risk::breaking:
      return "breaking";
  }
  return "";
}

}  // namespace makespan
