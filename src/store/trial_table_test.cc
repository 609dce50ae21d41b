#include <gtest/gtest.h>

#include "store/run_database.h"
#include "store/run_store.h"
#include "store/schema.h"
#include "store/schema_sql.h"
#include "system/file_system.h"
#include "system/testing/temporary_directory.h"

namespace makespan {
namespace {

Trial trial(const std::string& fix, double at_seconds = 1000) {
  return {.at = UnixTime::at(Duration::seconds(at_seconds)),
          .workspace = "/home/u/app",
          .directory = "/home/u/app/core",
          .command = "cargo build --release",
          .kind = "codegen-units",
          .fix = fix,
          .rounds = 5,
          .basis = "replayed",
          .predicted = -0.25,
          .predicted_low = -0.3,
          .predicted_high = -0.2,
          .interval_scale = 1.5,
          .measured = -0.22,
          .measured_low = -0.24,
          .measured_high = -0.2,
          .measured_cpu = 0.01,
          .verdict = "faster",
          .base_wall = Duration::seconds(60.5),
          .base_run = "20261124-081502-3f9a",
          .variant_run = "20261124-081702-77aa"};
}

TEST(TrialTable, GivesBackWhatWasWritten) {
  RunDatabase database = RunDatabase::in_memory().value();
  Trial failed = trial("linker=mold", 2000);
  failed.measured.reset();
  ASSERT_TRUE(database.keep_trial(failed));
  Trial weighed = trial("release.lto=off", 3000);
  weighed.product = {.run_time = 0.02, .run_time_low = 0.01, .run_time_high = 0.03, .bytes = -0.1};
  ASSERT_TRUE(database.keep_trial(weighed));
  Trial without_files = trial("release.lto=thin", 4000);
  without_files.product = {
      .run_time = 0.02, .run_time_low = 0.01, .run_time_high = 0.03, .bytes = {}};
  ASSERT_TRUE(database.keep_trial(without_files));
  ASSERT_TRUE(database.keep_trial(trial("release.codegen-units=16")));
  ASSERT_TRUE(database.keep_trial(trial("release.codegen-units=16")));
  EXPECT_EQ(database.trials().value(), (std::vector<Trial>{trial("release.codegen-units=16"),
                                                           failed, weighed, without_files}));
}

TEST(TrialTable, OfAProjectIsFoundWhereItCouldBeWritten) {
  TemporaryDirectory directory;
  RunStore store(real_file_system(), {.project_root = directory / "app", .state_directory = ""});
  EXPECT_TRUE(store.ledger().trials.empty());
  ASSERT_TRUE(store.keep_trial(trial("unused", 2)));
  ASSERT_TRUE(store.keep_trial(trial("unused", 1)));
  EXPECT_EQ(store.ledger().trials, (std::vector<Trial>{trial("unused", 1), trial("unused", 2)}));
}

TEST(TrialTable, OfAnOldFileIsReadAsItWas) {
  TemporaryDirectory directory;
  std::string path = directory / "runs.db";
  {
    Sqlite old = Sqlite::open(path, SqliteMode::create, {}).value();
    ASSERT_TRUE(old.execute(kTables) && old.execute(kViews) && old.execute(kMigrationFrom1) &&
                old.execute(kMigrationFrom2));
    ASSERT_TRUE(old.execute("PRAGMA application_id = 1298879344; PRAGMA user_version = 3"));
    ASSERT_TRUE(old.execute(
        "INSERT INTO trials (tried_ns, workspace, command, kind, fix, rounds, basis, predicted, "
        "predicted_low, predicted_high, measured_low, measured_high, measured_cpu, verdict, "
        "base_wall_ns, base_run, variant_run) VALUES (1, '/w', 'cargo build', 'lto', "
        "'release.lto=off', 5, 'replayed', 0, 0, 0, 0, 0, 0, 'faster', 1, '', '')"));
  }
  RunDatabase database = RunDatabase::open(path).value();
  ASSERT_EQ(database.trials()->size(), 1U);
  EXPECT_EQ(database.trials()->at(0).fix, "release.lto=off");
  EXPECT_EQ(database.trials()->at(0).directory, "/w");
  EXPECT_FALSE(database.trials()->at(0).product);
  ASSERT_TRUE(database.keep_trial(trial("unused")));
}

TEST(TrialTable, IsAddedToAFileOfTheFirstVersion) {
  TemporaryDirectory directory;
  std::string path = directory / "runs.db";
  {
    Sqlite old = Sqlite::open(path, SqliteMode::create, {}).value();
    ASSERT_TRUE(old.execute(kTables) && old.execute(kViews));
    ASSERT_TRUE(old.execute("PRAGMA application_id = 1298879344; PRAGMA user_version = 1"));
  }
  RunDatabase database = RunDatabase::open(path).value();
  ASSERT_TRUE(database.keep_trial(trial("unused")));
  EXPECT_EQ(database.trials()->size(), 1U);
}

}  // namespace
}  // namespace makespan
