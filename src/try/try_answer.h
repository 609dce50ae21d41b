#pragma once
// TryAnswer: what building both ways showed. The result of `makespan try`; report/ draws it.
//
// All changes are fractions of the base: -0.12 is 12% less, in the same round on the same machine.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/duration.h"
#include "model/schedule_pair.h"

namespace makespan {

// A change measured in rounds: low <= expected <= high. The bounds hold 90% of such changes, where
// there are rounds enough to say so (`bounded`); else they are the smallest and largest seen.
struct MeasuredChange {
  double expected = 0;
  double low = 0;
  double high = 0;
  bool bounded = false;

  [[nodiscard]] double half_width() const { return (high - low) / 2; }
  [[nodiscard]] bool holds(double change) const { return low <= change && change <= high; }
  bool operator==(const MeasuredChange&) const = default;
};

// The same changes at one pace: without what the machine was faster or slower while the variant was
// built, which tasks tell that are the same work in both ways (docs/formats/try.md).
struct PacedChange {
  MeasuredChange cpu;
  MeasuredChange wall;
  MeasuredChange pace;  // what those tasks took more or less
  double share = 0;     // of the base's CPU that is theirs, in the round where it is least

  bool operator==(const PacedChange&) const = default;
};

// What `makespan fixes` said before, likewise as fractions. Only the wall time is predicted with
// bounds.
struct PredictedChange {
  double wall = 0;
  double wall_low = 0;
  double wall_high = 0;
  double interval_scale = 1;  // what the ledger stretched the interval by
  std::optional<double> cpu;
  std::string basis;  // "replayed", "simulated", "bounded"
};

enum class TestOutcome { passed, failed };

// One edit and the build after it, on top of a finished build.
enum class SourceEdit {
  leaf_body,       // a private function's body in a member that nothing else depends on
  core_body,       // the same in the member that most others depend on
  core_signature,  // a public function more in that member
};

struct RebuildTimes {
  SourceEdit edit = SourceEdit::leaf_body;
  std::string file;  // what was edited, from the workspace's root
  std::vector<Duration> wall;
  std::vector<Duration> cpu;
};

// One side of the comparison, an entry a round where there are several.
struct TryFigures {
  std::vector<Duration> wall;
  std::vector<Duration> cpu;
  std::vector<std::string> runs;  // ids of the recorded builds
  std::optional<uint64_t> artifact_bytes;
  std::optional<uint64_t> build_directory_bytes;  // on disk
  std::optional<TestOutcome> tests;               // none: not asked for
  std::vector<Duration> benchmark;                // of the command of --bench
  std::vector<RebuildTimes> rebuilds;             // of --incremental
};

// Words of --json in brackets.
enum class TryVerdict {
  faster,          // [faster]
  slower,          // [slower]
  within_noise,    // [within noise] the interval holds 0, or there are too few rounds to say more
  fails_to_build,  // [fails to build]
  fails_tests,     // [fails tests] or the benchmark's command fails, and the base's does not
};

// A task in both builds: why predicted and measured differ.
struct TaskChange {
  std::string task;              // "syn 2.0.1"
  std::optional<Duration> base;  // CPU, median of the rounds; none: not built there
  std::optional<Duration> variant;
  std::optional<Duration> predicted;  // the variant's, where the prediction says it
};

struct TryVariant {
  std::vector<std::string> fixes;  // ids; empty: the same build again, or a patch from a file
  std::string title;               // "release.codegen-units=16", "the same build", a file's name
  std::string
      command;  // quoted for a shell; another than the base's where it builds another profile
  TryFigures figures;
  std::optional<MeasuredChange> cpu;
  std::optional<MeasuredChange> wall;
  std::optional<PacedChange> paced;  // none: nothing tells the pace
  std::optional<MeasuredChange> benchmark;
  std::vector<MeasuredChange> rebuilds;  // of CPU, one for each of figures.rebuilds
  std::optional<PredictedChange> predicted;
  TryVerdict verdict = TryVerdict::within_noise;
  std::string failure;            // the end of what the compiler or the tests said
  std::vector<TaskChange> tasks;  // the largest first
  // As they ran, of each side in the round whose wall time is the median; empty where there are no
  // tasks.
  SchedulePair schedule;

  // What the verdict rests on and predictions are held against: at one pace where that is known.
  [[nodiscard]] std::optional<MeasuredChange> told_wall() const {
    return paced ? std::optional(paced->wall) : wall;
  }
  [[nodiscard]] std::optional<MeasuredChange> told_cpu() const {
    return paced ? std::optional(paced->cpu) : cpu;
  }
};

enum class TryEnd {
  rounds,       // as many as were asked for
  narrow,       // every interval was narrow enough before
  budget,       // the next build would not have ended within it
  interrupted,  // Ctrl-C: the rounds that were done are told
  disk_full,    // likewise; the notes say what did not fit
  failed,       // likewise: something else broke in a later round, and the notes say what
};

struct TryAnswer {
  std::string command;  // quoted for a shell
  size_t rounds = 0;    // done, in both ways
  TryEnd end = TryEnd::rounds;
  Duration spent;
  TryFigures base;
  std::vector<TryVariant> variants;
  std::vector<std::string> notes;
};

// Here and not in a source file: report/ prints them and links nothing of try/.
constexpr std::string_view word(TryVerdict verdict) {
  switch (verdict) {
    case TryVerdict::faster:
      return "faster";
    case TryVerdict::slower:
      return "slower";
    case TryVerdict::within_noise:
      return "within noise";
    case TryVerdict::fails_to_build:
      return "fails to build";
    case TryVerdict::fails_tests:
      return "fails tests";
  }
  return {};
}

constexpr std::string_view word(TestOutcome outcome) {
  switch (outcome) {
    case TestOutcome::passed:
      return "passed";
    case TestOutcome::failed:
      return "failed";
  }
  return {};
}

constexpr std::string_view word(SourceEdit edit) {
  switch (edit) {
    case SourceEdit::leaf_body:
      return "leaf body";
    case SourceEdit::core_body:
      return "core body";
    case SourceEdit::core_signature:
      return "core signature";
  }
  return {};
}

constexpr std::string_view word(TryEnd end) {
  switch (end) {
    case TryEnd::rounds:
      return "rounds";
    case TryEnd::narrow:
      return "narrow";
    case TryEnd::budget:
      return "budget";
    case TryEnd::interrupted:
      return "interrupted";
    case TryEnd::disk_full:
      return "disk full";
    case TryEnd::failed:
      return "failed";
  }
  return {};
}

}  // namespace makespan
