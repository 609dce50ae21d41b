#include "replay/experiment_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace makespan {
namespace {

using testing::ElementsAre;

ReplayTrial trial(uint32_t call, double cpu, uint32_t answer = 0) {
  return {.call = call,
          .population = answer,
          .answer = answer,
          .recorded = {.frontend = Duration::seconds(cpu)},
          .seconds = cpu};
}

// A pair whose unchanged call is this trial's, and whose ratio is e to the power of `log`.
CostPair pair_of(const ExperimentPlan& plan, uint32_t trial, double log) {
  CallCost cost = plan.trials()[trial].recorded;
  return {.unchanged = cost, .changed = {.frontend = cost.frontend * std::exp(log)}};
}
void add(ExperimentPlan& plan, uint32_t trial, double log) {
  plan.add_pair(trial, pair_of(plan, trial, log));
}

constexpr double kNeverTight = 0;

// Of calls that take equally long, the one that weighs most is worth most.
TEST(ExperimentPlan, BeginsWithTheCallThatWeighsMost) {
  ExperimentPlan plan({trial(0, 1), trial(1, 5), trial(2, 2)});
  for (uint32_t call = 0; call < 3; ++call)
    plan.set_seconds(call, 1);
  EXPECT_EQ(plan.next(100, kNeverTight)->call, 1U);
}

TEST(ExperimentPlan, TakesWhatFitsIntoTheTimeThatIsLeft) {
  ExperimentPlan plan({trial(0, 5), trial(1, 2)});
  EXPECT_EQ(plan.next(9.9, kNeverTight)->call, 1U) << "a round is the unchanged call and one more";
  EXPECT_FALSE(plan.next(3.9, kNeverTight).has_value());
}

TEST(ExperimentPlan, SharesTheUnchangedRunAmongChanges) {
  ExperimentPlan plan({trial(0, 5, 0), trial(0, 5, 1), trial(0, 5, 2), trial(0, 5, 3)});
  std::optional<Round> round = plan.next(100, kNeverTight);
  EXPECT_THAT(round->trials, ElementsAre(0, 1, 2));
  EXPECT_DOUBLE_EQ(round->seconds, 20);
  EXPECT_THAT(plan.next(11, kNeverTight)->trials, ElementsAre(0)) << "less time, fewer changes";
}

TEST(ExperimentPlan, StopsWhereTheAnswerIsTight) {
  ExperimentPlan plan({trial(0, 5)});
  EXPECT_TRUE(plan.next(100, 0.15).has_value());
  add(plan, 0, 0.1);
  add(plan, 0, 0.1);
  EXPECT_FALSE(plan.next(100, 0.15).has_value()) << "5 s, 2% noise, two pairs";
  EXPECT_TRUE(plan.next(100, 0.05).has_value());
}

TEST(ExperimentPlan, LeavesOutWhatCannotBeRun) {
  ExperimentPlan plan({trial(0, 5), trial(1, 1)});
  plan.close(0);
  EXPECT_EQ(plan.next(100, kNeverTight)->call, 1U);
}

TEST(ExperimentPlan, GoesOnToOthersBeforeItRepeats) {
  ExperimentPlan plan({trial(0, 5), trial(1, 4), trial(2, 3)});
  add(plan, 0, 0.1);
  EXPECT_NE(plan.next(100, kNeverTight)->call, 0U);
}

TEST(ExperimentPlan, RepeatsALargeCallWhereTheOthersAreSmall) {
  ExperimentPlan plan({trial(0, 50), trial(1, 0.01)});
  add(plan, 0, 0.1);
  EXPECT_EQ(plan.next(1000, kNeverTight)->call, 0U);
}

TEST(ExperimentPlan, KnowsHowLongACallReallyTakes) {
  ExperimentPlan plan({trial(0, 5), trial(1, 4)});
  plan.set_seconds(0, 500);
  EXPECT_EQ(plan.next(100, kNeverTight)->call, 1U);
}

TEST(ExperimentPlan, SaysOfTheOthersWhatTheWeightedMeanOfTheRunOnesIs) {
  ExperimentPlan plan({trial(0, 3), trial(1, 1), trial(2, 4)});
  add(plan, 0, std::log(0.5));
  add(plan, 1, std::log(0.9));
  EXPECT_NEAR(plan.answer(0).expected, 1.5 + 0.9 + 4 * 0.6, 1e-6);
  EXPECT_NEAR(plan.answer(0).recorded, 8, 1e-9);
}

// Codegen halves and the frontend stays: a call without codegen does not change.
TEST(ExperimentPlan, LooksAtTheSectionsOfTheOthers) {
  Duration second = Duration::seconds(1);
  ReplayTrial mixed = trial(0, 0);
  mixed.recorded = {.frontend = second, .codegen = second};
  ExperimentPlan plan({mixed, trial(1, 4)});
  plan.add_pair(
      0, {.unchanged = mixed.recorded, .changed = {.frontend = second, .codegen = second * 0.5}});
  EXPECT_NEAR(plan.answer(0).expected, 1.5 + 4, 1e-6);
}

TEST(ExperimentPlan, IsSurerWithEveryPairButNeverOfWhatDiffers) {
  std::vector<ReplayTrial> trials;
  for (uint32_t call = 0; call < 20; ++call)
    trials.push_back(trial(call, 1));
  ExperimentPlan alike(trials);
  ExperimentPlan different(trials);
  double before = alike.answer(0).deviation;
  for (uint32_t call = 0; call < 10; ++call) {
    add(alike, call, 0.1);
    add(different, call, call % 2 == 0 ? 0.6 : -0.6);
  }
  EXPECT_LT(alike.answer(0).deviation, before / 4);
  EXPECT_GT(different.answer(0).deviation, alike.answer(0).deviation * 3);
}

// What is left of the variance when the time is up, going after `plan`, or after the best set of
// calls that there is.
double left_by_plan(ExperimentPlan plan, double seconds) {
  while (std::optional<Round> round = plan.next(seconds, kNeverTight)) {
    seconds -= round->seconds;
    for (uint32_t index : round->trials)
      add(plan, index, 0);
  }
  return plan.answer(0).deviation;
}
double left_by_best_set(const std::vector<ReplayTrial>& trials, double seconds) {
  double best = 1e9;
  for (uint32_t set = 0; set < 1U << trials.size(); ++set) {
    ExperimentPlan plan(trials);
    double taken = 0;
    for (uint32_t index = 0; index < trials.size(); ++index) {
      if ((set >> index & 1) == 0) continue;
      taken += 2 * trials[index].seconds;
      add(plan, index, 0);
    }
    if (taken <= seconds) best = std::min(best, plan.answer(0).deviation);
  }
  return best;
}

TEST(ExperimentPlan, ComesCloseToTheBestSetOfCalls) {
  std::mt19937 random(5);
  std::uniform_real_distribution<double> size(0.1, 5);
  for (int build = 0; build < 30; ++build) {
    std::vector<ReplayTrial> trials;
    double all = 0;
    for (uint32_t call = 0; call < 8; ++call) {
      trials.push_back(trial(call, size(random)));
      all += trials.back().seconds;
    }
    EXPECT_LT(left_by_plan(ExperimentPlan(trials), all), 1.5 * left_by_best_set(trials, all));
  }
}

// The promise of the answer: units whose ratios scatter, some of them run; the sum over all lies in
// the interval.
TEST(ExperimentPlan, HoldsTheTrueSumInItsInterval) {
  std::mt19937 random(11);
  int held = 0;
  constexpr int kBuilds = 100;
  for (int build = 0; build < kBuilds; ++build) {
    std::normal_distribution<double> differ(-0.2, 0.12);
    std::normal_distribution<double> noise(0, 0.02);
    std::vector<ReplayTrial> trials;
    std::vector<double> truths;
    double sum = 0;
    for (uint32_t call = 0; call < 40; ++call) {
      trials.push_back(trial(call, 4.0 / (1 + call)));
      truths.push_back(differ(random));
      sum += trials.back().cpu() * std::exp(truths.back());
    }
    ExperimentPlan plan(trials);
    double left = 30;
    while (std::optional<Round> round = plan.next(left, kNeverTight)) {
      left -= round->seconds;
      for (uint32_t index : round->trials)
        add(plan, index, truths[index] + noise(random));
    }
    ExperimentPlan::Answer answer = plan.answer(0);
    if (std::abs(answer.expected - sum) <= student(answer.freedom) * answer.deviation) ++held;
  }
  EXPECT_GT(held, kBuilds * 0.93);
}

}  // namespace
}  // namespace makespan
