#include "store/run_store.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "model/testing/generated_trace.h"
#include "model/testing/trace_difference.h"
#include "store/testing/lockless_vfs.h"
#include "store/testing/read_only_file_system.h"
#include "system/testing/temporary_directory.h"

namespace makespan {
namespace {

std::string content(const std::string& path) {
  return real_file_system().read_file(path).value();
}

struct RunStoreTest : testing::Test {
  RunStoreTest() { std::filesystem::create_directories(project); }

  TemporaryDirectory directory;
  std::string project = directory / "app";
  std::string kept = project + "/.makespan";
  StorePlace place = {.project_root = project, .state_directory = directory / "state"};
  RunDatabaseOptions hasty = {.patience = std::chrono::milliseconds(1)};
  RunStore store{real_file_system(), place};
  Trace trace = generate_trace(1);
  Trace other = generate_trace(2);
};

TEST_F(RunStoreTest, LooksWithoutTouchingAnything) {
  EXPECT_TRUE(store.list().runs.empty());
  EXPECT_FALSE(store.resolve("last").has_value());
  EXPECT_FALSE(std::filesystem::exists(kept));
}

TEST_F(RunStoreTest, PreparesADirectoryThatGitIgnores) {
  StoreDirectory prepared = store.prepare().value();
  EXPECT_EQ(prepared.path, kept);
  EXPECT_EQ(prepared.recordings, kept + "/recordings");
  EXPECT_TRUE(std::filesystem::is_directory(prepared.recordings));
  EXPECT_EQ(content(kept + "/.gitignore"), "*\n");
  EXPECT_TRUE(prepared.notices.empty());
}

TEST_F(RunStoreTest, LeavesAGitignoreThatSomebodyChanged) {
  ASSERT_TRUE(store.prepare().has_value());
  ASSERT_TRUE(real_file_system().write_file(kept + "/.gitignore", "recordings\n").has_value());
  ASSERT_TRUE(store.save(trace).has_value());
  EXPECT_EQ(content(kept + "/.gitignore"), "recordings\n");
}

TEST_F(RunStoreTest, SavesAndLoadsARun) {
  SavedRun saved = store.save(trace).value();
  EXPECT_EQ(saved.file, kept + "/runs.db");
  EXPECT_TRUE(saved.notices.empty());
  EXPECT_EQ(trace_difference(trace, store.load(trace.run.id)->trace), "");
}

TEST_F(RunStoreTest, KeepsTheRunsOfAReadOnlyProjectElsewhere) {
  ReadOnlyFileSystem read_only(project);
  RunStore fallback(read_only, place);
  StoreDirectory prepared = fallback.prepare().value();
  std::string elsewhere = directory / "state/makespan/app-";
  EXPECT_TRUE(prepared.path.starts_with(elsewhere)) << prepared.path;
  ASSERT_EQ(prepared.notices.size(), 1U);
  EXPECT_EQ(prepared.notices[0], "cannot write " + kept +
                                     "/recordings: Read-only file system; runs are kept in " +
                                     prepared.path + " instead");
  SavedRun saved = fallback.save(trace).value();
  EXPECT_EQ(saved.file, prepared.path + "/runs.db");
  EXPECT_EQ(saved.notices, prepared.notices);
  EXPECT_EQ(trace_difference(trace, fallback.load(trace.run.id)->trace), "");
}

TEST_F(RunStoreTest, ReadsTheRunsOfBothPlaces) {
  ASSERT_TRUE(store.save(trace).has_value());
  ReadOnlyFileSystem read_only(project);
  ASSERT_TRUE(RunStore(read_only, place).save(other).has_value());
  EXPECT_EQ(store.list().runs.size(), 2U);
  EXPECT_TRUE(store.load(other.run.id).has_value());
}

TEST_F(RunStoreTest, SaysWhatToDoWhereNothingCanBeWritten) {
  ReadOnlyFileSystem read_only(project);
  RunStore nowhere(read_only, {.project_root = project, .state_directory = ""});
  Result<StoreDirectory> prepared = nowhere.prepare();
  ASSERT_FALSE(prepared);
  EXPECT_EQ(prepared.error().message,
            "cannot write " + kept +
                "/recordings: Read-only file system, and there is no other place for runs: "
                "`makespan run --output FILE` writes one where you say");
  EXPECT_EQ(nowhere.save(trace).error().kind, ErrorKind::permission);
}

TEST_F(RunStoreTest, WritesARunFileWhereTheDatabaseStaysLocked) {
  ASSERT_TRUE(store.save(other).has_value());
  Sqlite holder = Sqlite::open(kept + "/runs.db", SqliteMode::read_write, {}).value();
  SqliteTransaction held = SqliteTransaction::begin(holder).value();

  RunStore waiting(real_file_system(), place, hasty);
  SavedRun saved = waiting.save(trace).value();
  EXPECT_EQ(saved.file, kept + "/" + trace.run.id + ".run");
  ASSERT_EQ(saved.notices.size(), 1U);
  EXPECT_EQ(
      saved.notices[0],
      "cannot use " + kept + "/runs.db: database is locked; this run is saved as " + saved.file);
  EXPECT_EQ(store.list().runs.size(), 2U);
  EXPECT_EQ(store.resolve(trace.run.id)->id, trace.run.id);
  EXPECT_EQ(trace_difference(trace, store.load(trace.run.id)->trace), "");
}

// It is not waited for, as for another writer: no lock will ever be had there.
TEST_F(RunStoreTest, WritesRunFilesWhereTheFileSystemHasNoLocks) {
  register_lockless_vfs();
  RunStore lockless(real_file_system(), place,
                    {.patience = std::chrono::minutes(10), .vfs = "lockless"});
  std::string why =
      "cannot use " + kept + "/runs.db: its file system has no locks (disk I/O error)";
  EXPECT_EQ(lockless.prepare()->notices, std::vector<std::string>{why});
  for (const Trace* one : {&trace, &other}) {
    SavedRun saved = lockless.save(*one).value();
    EXPECT_EQ(saved.file, kept + "/" + one->run.id + ".run");
    EXPECT_EQ(saved.notices,
              std::vector<std::string>{why + "; this run is saved as " + saved.file});
    EXPECT_EQ(trace_difference(*one, lockless.load(one->run.id)->trace), "");
  }
  EXPECT_EQ(lockless.list().runs.size(), 2U);
}

TEST_F(RunStoreTest, ReadsADatabaseFromAFileSystemWithoutLocks) {
  ASSERT_TRUE(store.save(trace).has_value());
  register_lockless_vfs();
  RunStore lockless(real_file_system(), place,
                    {.patience = std::chrono::minutes(10), .vfs = "lockless"});
  EXPECT_EQ(trace_difference(trace, lockless.load(trace.run.id)->trace), "");
  EXPECT_TRUE(lockless.list().notices.empty());
}

TEST_F(RunStoreTest, ListsARunOnceThatIsInTwoPlaces) {
  ASSERT_TRUE(store.save(trace).has_value());
  std::string file = kept + "/" + trace.run.id + ".run";
  ASSERT_TRUE(write_run_file(real_file_system(), file, trace).has_value());
  EXPECT_EQ(store.list().runs.size(), 1U);
  ASSERT_TRUE(store.remove(trace.run.id).has_value());
  EXPECT_TRUE(store.list().runs.empty());
}

TEST_F(RunStoreTest, SavesBesideADamagedDatabase) {
  ASSERT_TRUE(store.prepare().has_value());
  std::string garbage(5'000, 'x');
  ASSERT_TRUE(real_file_system().write_file(kept + "/runs.db", garbage).has_value());
  std::string damage = kept + "/runs.db is damaged or not a run database: file is not a database";

  EXPECT_EQ(store.prepare()->notices, std::vector<std::string>{damage});
  SavedRun saved = store.save(trace).value();
  EXPECT_EQ(saved.file, kept + "/" + trace.run.id + ".run");
  RunList list = store.list();
  EXPECT_EQ(list.runs.size(), 1U);
  EXPECT_EQ(list.notices, std::vector<std::string>{damage});
  EXPECT_EQ(content(kept + "/runs.db"), garbage);
  EXPECT_EQ(store.resolve("nonsense").error().message,
            "there is no run `nonsense`; close to it: " + trace.run.id +
                "; `makespan list` shows all; " + damage);
}

TEST_F(RunStoreTest, FailsWhenTheDiskIsFullAndKeepsWhatIsThere) {
  ASSERT_TRUE(store.save(other).has_value());
  RunStore full(real_file_system(), place, {.page_limit = 60});
  Result<SavedRun> saved = full.save(generate_trace(3, {.units = 900, .processes = 2'000}));
  ASSERT_FALSE(saved);
  EXPECT_EQ(saved.error().kind, ErrorKind::no_space);
  EXPECT_EQ(trace_difference(other, store.load(other.run.id)->trace), "");
}

TEST_F(RunStoreTest, MovesARunWholeInAFile) {
  ASSERT_TRUE(store.save(trace, RunPurpose::trial).has_value());
  std::string file = directory / "moved.run";
  RunFileContent run = store.load(trace.run.id).value();
  ASSERT_TRUE(write_run_file(real_file_system(), file, run.trace, run.purpose).has_value());

  RunStore elsewhere(real_file_system(), {.project_root = directory / "elsewhere"});
  for (int time = 0; time < 2; ++time) {
    Result<RunStore::Imported> imported = elsewhere.import_run(file);
    ASSERT_TRUE(imported.has_value()) << imported.error().message;
    EXPECT_EQ(imported->id, trace.run.id);
  }
  ASSERT_EQ(elsewhere.list().runs.size(), 1U);
  EXPECT_EQ(elsewhere.list().runs[0].purpose, RunPurpose::trial);
  EXPECT_EQ(trace_difference(trace, elsewhere.load(trace.run.id)->trace), "");
}

TEST_F(RunStoreTest, RefusesToImportWhatIsNoRunFile) {
  std::string file = directory / "text.run";
  std::ofstream(file) << "not a run";
  EXPECT_EQ(store.import_run(file).error().message,
            file + " is damaged or not a run database: file is not a database");
  EXPECT_EQ(store.import_run(directory / "missing.run").error().message,
            "there is no file " + (directory / "missing.run"));
  EXPECT_EQ(store.import_run(directory.path()).error().kind, ErrorKind::not_found);
}

TEST_F(RunStoreTest, ResolvesIdsAndLast) {
  ASSERT_TRUE(store.save(trace).has_value());
  for (const std::string& text : {std::string("last"), trace.run.id, trace.run.id.substr(0, 12)}) {
    Result<RunReference> reference = store.resolve(text);
    ASSERT_TRUE(reference.has_value()) << reference.error().message;
    EXPECT_EQ(reference->kind, RunReference::Kind::stored);
    EXPECT_EQ(reference->id, trace.run.id);
  }
}

TEST_F(RunStoreTest, TellsARunFileFromOtherFiles) {
  ASSERT_TRUE(store.save(trace).has_value());
  std::string file = directory / "moved";
  ASSERT_TRUE(write_run_file(real_file_system(), file, trace).has_value());
  EXPECT_EQ(store.resolve(file)->kind, RunReference::Kind::run_file);
  EXPECT_EQ(trace_difference(trace, read_run_file(file)->trace), "");

  std::string log = directory / "recording.log";
  std::ofstream(log) << "something else";
  EXPECT_EQ(store.resolve(log)->kind, RunReference::Kind::other_file);
  EXPECT_EQ(store.resolve(log)->path, log);
  EXPECT_EQ(store.resolve(directory / "missing").error().message,
            "cannot read " + (directory / "missing") + ": No such file or directory");
}

TEST_F(RunStoreTest, NamesWhatItCannotRemove) {
  EXPECT_EQ(store.remove("20261124-000000-0000").error().message,
            "there is no run `20261124-000000-0000`");
}

}  // namespace
}  // namespace makespan
