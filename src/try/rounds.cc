#include "try/rounds.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "try/pace.h"
#include "try/paired_change.h"

namespace makespan {
namespace {

constexpr size_t kBase = 0;

class Rounds {
 public:
  Rounds(const RoundLimits& limits, size_t variants, TryBuilder& builder,
         const std::function<Duration()>& elapsed)
      : limits_(limits), builder_(builder), elapsed_(elapsed) {
    results_.sides.resize(variants + 1);
  }

  Result<RoundResults> run() {
    while (true) {
      std::optional<TryEnd> end = enough();
      if (!end) {
        MAKESPAN_TRY(end, one_round());
      }
      if (!end) continue;
      results_.end = *end;
      results_.spent = elapsed_();
      if (results_.rounds == 0) return nothing_finished(*end);
      return std::move(results_);
    }
  }

 private:
  using Side = RoundResults::Side;

  static tl::unexpected<Error> nothing_finished(TryEnd end) {
    if (end == TryEnd::budget) {
      return failure(ErrorKind::unsupported,
                     "the budget is spent and no round is finished: give more with `--budget`");
    }
    return failure(ErrorKind::busy, "interrupted before the first round was finished");
  }

  [[nodiscard]] std::optional<TryEnd> enough() const {
    if (results_.rounds >= limits_.rounds) return TryEnd::rounds;
    if (results_.rounds >= kRoundsToJudge && all_narrow()) return TryEnd::narrow;
    return std::nullopt;
  }

  [[nodiscard]] bool all_narrow() const {
    const Side& base = results_.sides[kBase];
    return std::all_of(results_.sides.begin() + 1, results_.sides.end(), [&](const Side& side) {
      if (!side.builds) return true;
      MeasuredChange cpu = paired_change(base.figures.cpu, side.figures.cpu);
      MeasuredChange wall = paired_change(base.figures.wall, side.figures.wall);
      if (const auto paced = paced_change({base.figures, base.tasks}, {side.figures, side.tasks})) {
        cpu = paced->cpu;
        wall = paced->wall;
      }
      return cpu.bounded && cpu.half_width() <= limits_.narrow && wall.bounded &&
             (wall.half_width() <= 2 * limits_.narrow || !wall.holds(0));
    });
  }

  // Whether a build as long as the longest so far would still end in time.
  [[nodiscard]] bool fits_budget() const {
    return !limits_.budget || elapsed_() + longest_ <= *limits_.budget;
  }

  [[nodiscard]] std::vector<size_t> order() const {
    std::vector<size_t> sides;
    for (size_t side = 0; side < results_.sides.size(); ++side) {
      if (results_.sides[side].builds) sides.push_back(side);
    }
    if (results_.rounds % 2 == 1) std::reverse(sides.begin(), sides.end());
    return sides;
  }

  // An end where the round was cut short: then it leaves no trace but its reason.
  Result<std::optional<TryEnd>> one_round() {
    std::vector<std::pair<size_t, BuildOutcome>> outcomes;
    for (size_t side : order()) {
      if (!fits_budget()) return TryEnd::budget;
      Duration before = elapsed_();
      Result<BuildOutcome> built = build(side);
      if (!built) return broken_off(built.error());
      longest_ = std::max(longest_, elapsed_() - before);
      if (built->interrupted) return TryEnd::interrupted;
      outcomes.emplace_back(side, std::move(*built));
    }
    drop_rebuilds_of_some(outcomes);
    for (auto& [side, outcome] : outcomes)
      keep(results_.sides[side], std::move(outcome));
    ++results_.rounds;
    bool any_left = std::any_of(results_.sides.begin() + 1, results_.sides.end(),
                                [](const Side& side) { return side.builds; });
    return any_left ? std::nullopt : std::optional(TryEnd::rounds);
  }

  // An error too where there is nothing to compare with.
  Result<BuildOutcome> build(size_t side) {
    std::optional<size_t> variant;
    if (side != kBase) variant = side - 1;
    MAKESPAN_TRY(BuildOutcome outcome,
                 builder_.build({.variant = variant, .round = results_.rounds}));
    if (outcome.interrupted || side != kBase) return outcome;
    if (!outcome.succeeded) {
      return failure(ErrorKind::unsupported,
                     "the build fails in the scratch copy even without a fix:\n" + outcome.failure);
    }
    if (!outcome.benchmark_failure.empty())
      return failure(ErrorKind::unsupported, std::move(outcome.benchmark_failure));
    return outcome;
  }

  // The rounds that are done are told all the same.
  Result<std::optional<TryEnd>> broken_off(const Error& error) {
    if (results_.rounds == 0) return tl::unexpected(error);
    results_.reason =
        fmt::format("round {} was not finished: {}", results_.rounds + 1, error.message);
    return error.kind == ErrorKind::no_space ? TryEnd::disk_full : TryEnd::failed;
  }

  // An edit that did not compile on one side is compared on none.
  static void drop_rebuilds_of_some(std::vector<std::pair<size_t, BuildOutcome>>& outcomes) {
    std::map<SourceEdit, size_t> sides;
    size_t built = 0;
    for (const auto& [side, outcome] : outcomes) {
      if (!outcome.succeeded) continue;
      ++built;
      for (const RebuildOutcome& rebuild : outcome.rebuilds)
        ++sides[rebuild.edit];
    }
    for (auto& [side, outcome] : outcomes)
      std::erase_if(outcome.rebuilds,
                    [&](const RebuildOutcome& r) { return sides[r.edit] < built; });
  }

  static void keep(Side& side, BuildOutcome outcome) {
    TryFigures& figures = side.figures;
    figures.runs.push_back(std::move(outcome.run));
    if (!outcome.succeeded) {
      side.builds = false;
      side.failure = std::move(outcome.failure);
      return;
    }
    figures.wall.push_back(outcome.cost.wall);
    figures.cpu.push_back(outcome.cost.cpu);
    if (outcome.artifact_bytes) figures.artifact_bytes = outcome.artifact_bytes;
    if (outcome.build_directory_bytes)
      figures.build_directory_bytes = outcome.build_directory_bytes;
    // Tests that failed once are not passed by a later round.
    if (outcome.tests && figures.tests != TestOutcome::failed) {
      figures.tests = outcome.tests;
      side.test_failure = std::move(outcome.test_failure);
    }
    if (outcome.benchmark) figures.benchmark.push_back(*outcome.benchmark);
    if (!outcome.benchmark_failure.empty())
      side.benchmark_failure = std::move(outcome.benchmark_failure);
    // A command that fails now and then has no time to compare.
    if (!side.benchmark_failure.empty()) figures.benchmark.clear();
    for (const RebuildOutcome& rebuild : outcome.rebuilds)
      keep_rebuild(figures, rebuild);
    side.tasks.push_back(std::move(outcome.tasks));
  }

  static void keep_rebuild(TryFigures& figures, const RebuildOutcome& rebuild) {
    auto same = [&](const RebuildTimes& times) { return times.edit == rebuild.edit; };
    auto found = std::find_if(figures.rebuilds.begin(), figures.rebuilds.end(), same);
    if (found == figures.rebuilds.end()) {
      figures.rebuilds.push_back({.edit = rebuild.edit, .file = rebuild.file});
      found = figures.rebuilds.end() - 1;
    }
    found->wall.push_back(rebuild.cost.wall);
    found->cpu.push_back(rebuild.cost.cpu);
  }

  const RoundLimits& limits_;
  TryBuilder& builder_;
  const std::function<Duration()>& elapsed_;
  RoundResults results_;
  Duration longest_;
};

}  // namespace

Result<RoundResults> run_rounds(const RoundLimits& limits, size_t variants, TryBuilder& builder,
                                const std::function<Duration()>& elapsed) {
  return Rounds(limits, variants, builder, elapsed).run();
}

}  // namespace makespan
