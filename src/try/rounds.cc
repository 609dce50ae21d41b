#include "try/rounds.h"

#include <algorithm>
#include <utility>

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
    return failure(ErrorKind::invalid,
                   end == TryEnd::budget
                       ? "the budget is spent and no round is finished: give more with `--budget`"
                       : "interrupted before the first round was finished");
  }

  [[nodiscard]] std::optional<TryEnd> enough() const {
    if (results_.rounds >= limits_.rounds) return TryEnd::rounds;
    if (results_.rounds >= kRoundsToJudge && all_narrow()) return TryEnd::narrow;
    return std::nullopt;
  }

  [[nodiscard]] bool all_narrow() const {
    const TryFigures& base = results_.sides[kBase].figures;
    return std::all_of(results_.sides.begin() + 1, results_.sides.end(), [&](const Side& side) {
      if (!side.builds) return true;
      MeasuredChange change = paired_change(base.cpu, side.figures.cpu);
      return change.bounded && change.half_width() <= limits_.narrow;
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

  // An end where the round was cut short: then it leaves no trace.
  Result<std::optional<TryEnd>> one_round() {
    std::vector<std::pair<size_t, BuildOutcome>> outcomes;
    for (size_t side : order()) {
      if (!fits_budget()) return TryEnd::budget;
      Duration before = elapsed_();
      Result<BuildOutcome> built =
          builder_.build({.variant = side == kBase ? std::nullopt : std::optional<size_t>(side - 1),
                          .round = results_.rounds});
      if (!built && built.error().kind == ErrorKind::no_space && results_.rounds > 0)
        return TryEnd::disk_full;
      MAKESPAN_TRY(BuildOutcome outcome, std::move(built));
      longest_ = std::max(longest_, elapsed_() - before);
      if (outcome.interrupted) return TryEnd::interrupted;
      if (side == kBase && !outcome.succeeded) {
        return failure(
            ErrorKind::invalid,
            "the build fails in the scratch copy even without a fix:\n" + outcome.failure);
      }
      outcomes.emplace_back(side, std::move(outcome));
    }
    for (auto& [side, outcome] : outcomes)
      keep(results_.sides[side], std::move(outcome));
    ++results_.rounds;
    bool any_left = std::any_of(results_.sides.begin() + 1, results_.sides.end(),
                                [](const Side& side) { return side.builds; });
    return any_left ? std::nullopt : std::optional(TryEnd::rounds);
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
