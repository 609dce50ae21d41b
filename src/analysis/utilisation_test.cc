#include "analysis/utilisation.h"

#include <gtest/gtest.h>

#include "analysis/testing/tale.h"

namespace makespan {
namespace {

Timestamp at(int ms) {
  return Timestamp::at(Duration::milliseconds(ms));
}

TEST(Utilisation, TakesSamplesAsRatesSinceTheSampleBefore) {
  Tale tale("cargo build");
  tale.builder().add_sample(
      {.time = at(100), .busy_cores = 2, .own_cores = 1.5F, .stolen_cores = 0}, {});
  tale.builder().add_sample(
      {.time = at(200), .busy_cores = 1, .own_cores = 0.25F, .stolen_cores = 0.5F}, {});
  Utilisation use = find_utilisation(tale.end(200), 2);
  EXPECT_EQ(use.basis, UtilisationBasis::samples);
  ASSERT_EQ(use.intervals.size(), 2U);
  EXPECT_FLOAT_EQ(use.intervals[0].own, 1.5F);
  EXPECT_FLOAT_EQ(use.intervals[0].other, 0.5F);
  EXPECT_FLOAT_EQ(use.intervals[1].own, 0.25F);
  EXPECT_FLOAT_EQ(use.intervals[1].other, 0.75F);
  EXPECT_FLOAT_EQ(use.intervals[1].stolen, 0.5F);
  EXPECT_NEAR(*use.mean_other_cores, 0.875, 1e-6);
}

TEST(Utilisation, SharesASampleOutOverTheIntervalsItCovers) {
  Tale tale("cargo build");
  tale.builder().add_sample({.time = at(150), .busy_cores = 2, .own_cores = 2.0F}, {});
  tale.builder().add_sample({.time = at(400), .busy_cores = 0, .own_cores = 0.0F}, {});
  Utilisation use = find_utilisation(tale.end(400), 4);
  EXPECT_FLOAT_EQ(use.intervals[0].own, 2);
  EXPECT_FLOAT_EQ(use.intervals[1].own, 1);
  EXPECT_FLOAT_EQ(use.intervals[2].own, 0);
  EXPECT_FLOAT_EQ(use.intervals[3].own, 0);
}

TEST(Utilisation, SaysWhenSamplesDoNotTellOwnFromOtherWork) {
  Tale tale("cargo build");
  tale.builder().add_sample({.time = at(100), .busy_cores = 2}, {});
  Utilisation use = find_utilisation(tale.end(100));
  EXPECT_FALSE(use.separates_own);
  EXPECT_EQ(use.mean_other_cores, std::nullopt);
  EXPECT_FLOAT_EQ(use.intervals[0].own, 2);
}

TEST(Utilisation, SpreadsTheCpuOfProcessesOverTheirLivesWithoutSamples) {
  Tale tale("make");
  tale.process("cc1", 0, 100, 50);
  tale.process("cc1", 50, 100, 50);
  Utilisation use = find_utilisation(tale.end(100), 2);
  EXPECT_EQ(use.basis, UtilisationBasis::cpu);
  EXPECT_FLOAT_EQ(use.intervals[0].own, 0.5F);
  EXPECT_FLOAT_EQ(use.intervals[1].own, 1.5F);
}

TEST(Utilisation, CountsTasksWhereNoCpuIsKnown) {
  Tale tale("", RunSource::target_directory);
  tale.unit("a", "1.0.0", 0, {.frontend = 100});
  tale.unit("b", "1.0.0", 50, {.frontend = 50});
  Utilisation use = find_utilisation(tale.end(100), 2);
  EXPECT_EQ(use.basis, UtilisationBasis::tasks);
  EXPECT_FLOAT_EQ(use.intervals[0].own, 1);
  EXPECT_FLOAT_EQ(use.intervals[1].own, 2);
  EXPECT_EQ(use.mean_own_cores, std::nullopt);
}

TEST(Utilisation, IsNoFinerThanTheSampler) {
  Tale tale("cargo build");
  EXPECT_EQ(find_utilisation(tale.end(200)).intervals.size(), 4U);
}

TEST(Utilisation, OfARunWithoutLengthIsEmpty) {
  Tale tale("true");
  EXPECT_TRUE(find_utilisation(tale.end(0)).intervals.empty());
}

}  // namespace
}  // namespace makespan
