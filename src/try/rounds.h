#pragma once
// The rounds of a try: in each, the base and every variant are built once, one after the other.
//
//   round 0   base  v0  v1      what drifts (heat, other work on the machine) hits the two ends
//   round 1   v1  v0  base      of the next round the other way round
//
// What a build is, and how it is made, is the builder's business; here is when, and when it is
// enough.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "try/task_changes.h"
#include "try/try_answer.h"

namespace makespan {

// CPU and wall of one build.
struct BuildCost {
  Duration wall;
  Duration cpu;
};

struct RebuildOutcome {
  SourceEdit edit = SourceEdit::leaf_body;
  std::string file;
  BuildCost cost;
};

// One build, cold, and what was done with its products.
struct BuildOutcome {
  bool interrupted = false;  // by a signal: nothing else counts
  bool succeeded = false;
  std::string failure;  // where it did not: the end of its output
  BuildCost cost;
  std::string run;  // id of the recorded run
  std::optional<uint64_t> artifact_bytes;
  std::optional<uint64_t> build_directory_bytes;
  std::optional<TestOutcome> tests;
  std::string test_failure;
  std::optional<Duration> benchmark;
  std::string benchmark_failure;  // where its command fails: what it said
  std::vector<RebuildOutcome> rebuilds;
  std::vector<TaskCost> tasks;
};

struct BuildRequest {
  std::optional<size_t> variant;  // none: the base
  size_t round = 0;
};

class TryBuilder {
 public:
  virtual ~TryBuilder() = default;
  // Puts the variant's files in place and builds it from nothing. An error is one of the
  // surroundings: it ends the try, which keeps the rounds that were done; a build that fails is an
  // outcome.
  virtual Result<BuildOutcome> build(const BuildRequest& request) = 0;
};

struct RoundLimits {
  size_t rounds = 5;
  std::optional<Duration> budget;
  // Enough, from kRoundsToJudge on: every variant's CPU interval this narrow (half its width), and
  // that of its wall time, by which a verdict goes first, twice that or without 0 in it; both at
  // one pace where that is known (pace.h).
  double narrow = 0.005;
};

inline constexpr size_t kRoundsToJudge = 3;

// What the rounds showed. Sides are the base, then the variants; a variant that failed has no
// further rounds.
struct RoundResults {
  struct Side {
    TryFigures figures;
    std::vector<std::vector<TaskCost>> tasks;  // a round each
    bool builds = true;
    std::string failure;
    std::string test_failure;
    std::string benchmark_failure;
  };
  std::vector<Side> sides;
  size_t rounds = 0;
  TryEnd end = TryEnd::rounds;
  std::string reason;  // of the ends `disk_full` and `failed`: a sentence
  Duration spent;
};

// `elapsed`: time since the try began. A round that is cut short is not in the results. Errors are
// what ended the first round: the base does not build or its benchmark fails (`unsupported`), the
// builder's own, or nothing was finished. Later all these are ends of the try.
Result<RoundResults> run_rounds(const RoundLimits& limits, size_t variants, TryBuilder& builder,
                                const std::function<Duration()>& elapsed);

}  // namespace makespan
