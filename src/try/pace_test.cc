#include "try/pace.h"

#include <gtest/gtest.h>

#include <random>

namespace makespan {
namespace {

struct Sides {
  TryFigures base;
  TryFigures variant;
  std::vector<std::vector<TaskCost>> base_tasks;
  std::vector<std::vector<TaskCost>> variant_tasks;

  [[nodiscard]] std::optional<PacedChange> change() const {
    return paced_change({base, base_tasks}, {variant, variant_tasks});
  }
};

void add_build(TryFigures& figures, std::vector<std::vector<TaskCost>>& rounds,
               std::vector<TaskCost> tasks) {
  Duration cpu;
  for (const TaskCost& task : tasks)
    cpu += task.cpu;
  figures.cpu.push_back(cpu);
  figures.wall.push_back(cpu * 0.5);
  rounds.push_back(std::move(tasks));
}

// Ten tasks that are the same, and one that takes `changed` instead of 10 s in the variant.
std::vector<TaskCost> build(double pace, double changed, size_t same = 10) {
  std::vector<TaskCost> tasks = {{.task = "changed",
                                  .cpu = Duration::seconds(changed * pace),
                                  .work = std::to_string(changed)}};
  for (size_t i = 0; i < same; ++i)
    tasks.push_back({.task = "same" + std::to_string(i),
                     .cpu = Duration::seconds(2 * pace),
                     .work = "w" + std::to_string(i)});
  return tasks;
}

Sides sides(const std::vector<std::pair<double, double>>& paces, double changed, size_t same = 10) {
  Sides sides;
  for (const auto& [before, after] : paces) {
    add_build(sides.base, sides.base_tasks, build(before, 10, same));
    add_build(sides.variant, sides.variant_tasks, build(after, changed, same));
  }
  return sides;
}

// A third of the build is halved twice: 5 of 30 s.
TEST(PacedChange, IsWithoutWhatTheMachineDid) {
  const auto paced = sides({{1, 1.2}, {1.1, 0.9}, {0.8, 1}, {1, 1.3}}, 5).change();
  ASSERT_TRUE(paced);
  EXPECT_NEAR(paced->cpu.expected, -1.0 / 6, 1e-9);
  EXPECT_NEAR(paced->cpu.half_width(), 0, 1e-9);
  EXPECT_NEAR(paced->wall.expected, -1.0 / 6, 1e-9);
  EXPECT_NEAR(paced->share, 2.0 / 3, 1e-9);
  EXPECT_TRUE(paced->pace.bounded);
  EXPECT_LT(paced->pace.low, 0);
  EXPECT_GT(paced->pace.high, 0.2);
}

TEST(PacedChange, IsNoneWhereTooLittleIsTheSame) {
  EXPECT_TRUE(sides({{1, 1.2}, {1, 0.9}, {1, 1.1}}, 5, 8).change());
  EXPECT_FALSE(sides({{1, 1.2}, {1, 0.9}, {1, 1.1}}, 5, 7).change());
  // Ten tasks of 2 s beside one of 80 s.
  Sides large = sides({{1, 1.2}, {1, 0.9}, {1, 1.1}}, 5);
  for (std::vector<TaskCost>& round : large.base_tasks)
    round[0].cpu = Duration::seconds(80);
  EXPECT_FALSE(large.change());
  EXPECT_FALSE(Sides().change());
}

TEST(PacedChange, IsNoneWhereNothingIsChanged) {
  EXPECT_FALSE(sides({{1, 1.2}, {1, 0.9}, {1, 1.1}}, 10).change());
}

TEST(PacedChange, DoesNotTakeWhatIsNotToldForTheSame) {
  Sides untold = sides({{1, 1.2}, {1, 0.9}, {1, 1.1}}, 5);
  for (auto* rounds : {&untold.base_tasks, &untold.variant_tasks})
    for (std::vector<TaskCost>& round : *rounds)
      for (TaskCost& task : round)
        task.work.clear();
  EXPECT_FALSE(untold.change());
}

TEST(PacedChange, CountsTasksThatAreGone) {
  Sides sides;
  for (const double pace : {1.0, 1.1, 1.3}) {
    add_build(sides.base, sides.base_tasks, build(1, 10));
    std::vector<TaskCost> without = build(pace, 10);
    without.erase(without.begin());
    add_build(sides.variant, sides.variant_tasks, without);
  }
  ASSERT_TRUE(sides.change());
  EXPECT_NEAR(sides.change()->cpu.expected, -1.0 / 3, 1e-9);
}

TEST(PacedChange, IsNoneWhereTheSameTasksScatterMore) {
  Sides sides = makespan::sides({{1, 1}, {1, 1}, {1, 1}}, 5);
  for (size_t round = 0; round < 3; ++round)
    for (TaskCost& task : sides.variant_tasks[round])
      if (task.task != "changed") task.cpu = task.cpu * (round == 1 ? 1.3 : 0.8);
  EXPECT_FALSE(sides.change());
}

// Single tasks scatter by a fifth, the machine's pace by a tenth.
TEST(PacedChange, HoldsTheTruthNineTimesInTenAndIsNarrower) {
  std::mt19937_64 random(7);
  std::normal_distribution<double> of_pace(0, 0.1);
  std::normal_distribution<double> of_task(0, 0.2);
  const int tries = 80;
  int held = 0;
  double narrower = 0;
  for (int i = 0; i < tries; ++i) {
    Sides noisy;
    for (int round = 0; round < 5; ++round) {
      for (const bool variant : {false, true}) {
        std::vector<TaskCost> tasks = build(std::exp(of_pace(random)), variant ? 5 : 10, 40);
        for (TaskCost& task : tasks)
          task.cpu = task.cpu * std::exp(of_task(random) * (task.task == "changed" ? 0.5 : 1));
        if (variant) {
          add_build(noisy.variant, noisy.variant_tasks, std::move(tasks));
        } else {
          add_build(noisy.base, noisy.base_tasks, std::move(tasks));
        }
      }
    }
    const auto paced = noisy.change();
    const double truth = -5.0 / 90;
    // Where it is not narrower it is not used.
    if (!paced || paced->cpu.holds(truth)) ++held;
    if (paced) narrower += 1.0 / tries;
  }
  EXPECT_GE(held, 0.83 * tries);
  EXPECT_GE(narrower, 0.9);
}

}  // namespace
}  // namespace makespan
