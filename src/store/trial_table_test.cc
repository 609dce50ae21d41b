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
  ASSERT_TRUE(database.keep_trial(trial("release.codegen-units=16")));
  ASSERT_TRUE(database.keep_trial(trial("release.codegen-units=16")));
  EXPECT_EQ(database.trials().value(),
            (std::vector<Trial>{trial("release.codegen-units=16"), failed}));
}

TEST(TrialTable, OfAProjectIsFoundWhereItCouldBeWritten) {
  TemporaryDirectory directory;
  RunStore store(real_file_system(), {.project_root = directory / "app", .state_directory = ""});
  EXPECT_TRUE(store.ledger().trials.empty());
  ASSERT_TRUE(store.keep_trial(trial("unused", 2)));
  ASSERT_TRUE(store.keep_trial(trial("unused", 1)));
  EXPECT_EQ(store.ledger().trials, (std::vector<Trial>{trial("unused", 1), trial("unused", 2)}));
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
