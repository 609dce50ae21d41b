#include "try/answer.h"

#include <algorithm>
#include <utility>

#include "try/pace.h"
#include "try/paired_change.h"

namespace makespan {
namespace {

constexpr size_t kShownTasks = 10;

// What the verdict rests on, then what else failed.
std::string failure_of(const RoundResults::Side& side) {
  if (!side.builds) return side.failure;
  return side.test_failure.empty() ? side.benchmark_failure : side.test_failure;
}

TryVariant make_variant(const RoundResults::Side& base, const RoundResults::Side& side,
                        const TryCandidate& candidate) {
  TryVariant variant{.fixes = candidate.fixes,
                     .title = candidate.title,
                     .figures = side.figures,
                     .predicted = candidate.predicted};
  const TryFigures& before = base.figures;
  const TryFigures& after = side.figures;
  MeasuredChange cpu = paired_change(before.cpu, after.cpu);
  MeasuredChange wall = paired_change(before.wall, after.wall);
  variant.paced = paced_change({base.figures, base.tasks}, {side.figures, side.tasks});
  variant.verdict =
      judge(base, side, variant.told_cpu().value_or(cpu), variant.told_wall().value_or(wall));
  variant.failure = failure_of(side);
  if (after.wall.empty()) return variant;
  variant.cpu = cpu;
  variant.wall = wall;
  if (!before.benchmark.empty() && !after.benchmark.empty())
    variant.benchmark = paired_change(before.benchmark, after.benchmark);
  for (size_t i = 0; i < after.rebuilds.size() && i < before.rebuilds.size(); ++i)
    variant.rebuilds.push_back(paired_change(before.rebuilds[i].cpu, after.rebuilds[i].cpu));
  variant.tasks = task_changes(base.tasks, side.tasks, candidate.predicted_tasks, kShownTasks);
  return variant;
}

// Above or below nothing; 0 where the interval does not tell.
int direction(const MeasuredChange& change) {
  if (!change.bounded || change.holds(0)) return 0;
  return change.expected < 0 ? -1 : 1;
}

}  // namespace

TryVerdict judge(const RoundResults::Side& base, const RoundResults::Side& variant,
                 const MeasuredChange& cpu, const MeasuredChange& wall) {
  if (!variant.builds) return TryVerdict::fails_to_build;
  if (variant.figures.tests == TestOutcome::failed && base.figures.tests != TestOutcome::failed)
    return TryVerdict::fails_tests;
  if (!variant.benchmark_failure.empty()) return TryVerdict::fails_tests;
  int told = direction(wall) != 0 ? direction(wall) : direction(cpu);
  if (told == 0) return TryVerdict::within_noise;
  return told < 0 ? TryVerdict::faster : TryVerdict::slower;
}

bool all_stand(const TryAnswer& answer) {
  auto fails = [](const TryFigures& figures) { return figures.tests == TestOutcome::failed; };
  if (answer.end == TryEnd::failed || fails(answer.base)) return false;
  return std::none_of(answer.variants.begin(), answer.variants.end(), [&](const TryVariant& v) {
    return v.verdict == TryVerdict::fails_to_build || v.verdict == TryVerdict::fails_tests ||
           fails(v.figures);
  });
}

TryAnswer make_answer(const RoundResults& results, const std::vector<TryCandidate>& candidates,
                      std::string command) {
  const RoundResults::Side& base = results.sides[0];
  TryAnswer answer{.command = std::move(command),
                   .rounds = results.rounds,
                   .end = results.end,
                   .spent = results.spent,
                   .base = base.figures};
  for (size_t i = 0; i < candidates.size(); ++i)
    answer.variants.push_back(make_variant(base, results.sides[i + 1], candidates[i]));
  if (!results.reason.empty()) answer.notes.push_back(results.reason);
  if (base.figures.tests == TestOutcome::failed)
    answer.notes.emplace_back("the tests fail without a fix, too: they say nothing about one");
  if (results.rounds < kRoundsToJudge) {
    answer.notes.emplace_back(
        "fewer than 3 rounds: too few to tell a change from noise, whatever the figures look like");
  }
  return answer;
}

}  // namespace makespan
