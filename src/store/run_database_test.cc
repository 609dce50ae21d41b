#include "store/run_database.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <thread>
#include <utility>

#include "model/testing/generated_trace.h"
#include "model/testing/trace_difference.h"
#include "model/trace_builder.h"

namespace makespan {
namespace {

class RunDatabaseTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "run_database_XXXXXX";
    directory_ = pattern;
    std::string name = testing::UnitTest::GetInstance()->current_test_info()->name();
    directory_ = testing::TempDir() + "run_database_" + name;
    std::filesystem::remove_all(directory_);
    std::filesystem::create_directories(directory_);
    path_ = directory_ + "/runs.db";
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  RunDatabase create() { return RunDatabase::create(path_).value(); }

  std::string directory_;
  std::string path_;
};

TEST_F(RunDatabaseTest, GivesBackEveryFieldOfARun) {
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    Trace trace = generate_trace(seed, {.units = 5 + seed, .processes = 60, .threads = 100});
    ASSERT_TRUE(create().save(trace).has_value());
    Result<Trace> loaded = RunDatabase::open(path_).value().load(trace.run.id);
    ASSERT_TRUE(loaded.has_value()) << loaded.error().message;
    EXPECT_EQ(trace_difference(trace, *loaded), "");
  }
}

}  // namespace
}  // namespace makespan
