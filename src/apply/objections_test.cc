#include "apply/objections.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apply/testing/faulty_tree.h"
#include "system/testing/fake_command_runner.h"

namespace makespan {
namespace {

using testing::HasSubstr;

constexpr const char* kManifest = "/w/core/Cargo.toml";
constexpr const char* kStatus =
    "git --no-optional-locks status --porcelain=v2 --untracked-files=all --ignored=matching -- "
    "./Cargo.toml";

class ObjectionsTest : public testing::Test {
 protected:
  ObjectionsTest() { tree_.put(kManifest, "1"); }

  std::string objection_to(const FileChange& change, bool force = false) {
    Result<std::vector<Objection>> found =
        find_objections({.files = {change}}, bounds_, records_, tree_.doors(), commands_);
    if (!found) return found.error().message;
    Status refused = refuse_if_any(*found, force);
    return refused ? "" : refused.error().message;
  }
  std::string objection(const std::string& path = kManifest) {
    return objection_to({.path = path, .before = "1", .after = "2"});
  }
  void in_git(const std::string& status) {
    tree_.put("/w/.git", "");
    commands_.answers[kStatus] = {.standard_output = status};
  }

  FaultyTree tree_;
  FakeCommandRunner commands_;
  std::vector<JournalRecord> records_;
  ApplyBounds bounds_{
      .root = "/w", .directories = {"/w", "/lib"}, .files = {"/home/.cargo/config"}, .run = "r1"};
};

TEST_F(ObjectionsTest, AreNoneAgainstAFileThatIsAsThePatchSawIt) {
  EXPECT_EQ(objection(), "");
  tree_.put("/lib/Cargo.toml", "1");
  EXPECT_EQ(objection("/lib/Cargo.toml"), "");
  tree_.put("/home/.cargo/config", "1");
  EXPECT_EQ(objection("/home/.cargo/config"), "");
}

TEST_F(ObjectionsTest, NameTheFileAndWhatIsWrongWithIt) {
  tree_.drop(kManifest);
  EXPECT_EQ(objection(), "nothing was applied: core/Cargo.toml is gone");
  tree_.put(kManifest, "1 and more");
  EXPECT_EQ(objection(),
            "nothing was applied: core/Cargo.toml changed while the fix was being worked out");
  tree_.put(kManifest, "1", 0444);
  EXPECT_EQ(objection(), "nothing was applied: core/Cargo.toml is read-only");
  tree_.put_link(kManifest);
  EXPECT_EQ(objection(),
            "nothing was applied: core/Cargo.toml is a symbolic link, and apply writes "
            "through none");
  tree_.put("/w/new", "");
  EXPECT_EQ(objection_to({.path = "/w/new", .after = "x"}),
            "nothing was applied: new is there by now");
  EXPECT_EQ(objection_to({.path = "/w/core", .before = "", .after = "x"}),
            "nothing was applied: core is no regular file");
}

TEST_F(ObjectionsTest, KeepThePatchInTheWorkspace) {
  for (const char* path : {"/elsewhere/Cargo.toml", "/w/../elsewhere/Cargo.toml",
                           "/wider/Cargo.toml", "/home/.cargo/credentials", "/w", "Cargo.toml"}) {
    if (*path == '/') tree_.put(path, "1");
    EXPECT_THAT(objection(path), HasSubstr("lies outside the workspace and its path dependencies"))
        << path;
  }
}

TEST_F(ObjectionsTest, AreAgainstWhatIsNotCommittedUnlessForced) {
  in_git("1 .M N... 100644 100644 100644 a b core/Cargo.toml\n");
  EXPECT_EQ(objection(),
            "nothing was applied: core/Cargo.toml has uncommitted changes. `makespan "
            "apply --force` applies it all the same");
  EXPECT_EQ(objection_to({.path = kManifest, .before = "1", .after = "2"}, true), "");
  in_git("? core/Cargo.toml\n");
  EXPECT_THAT(objection(), HasSubstr("core/Cargo.toml is not committed to git"));
  in_git("! core/Cargo.toml\n");
  EXPECT_EQ(objection(), "");
  in_git("");
  EXPECT_EQ(objection(), "");
}

TEST_F(ObjectionsTest, DoNotCountWhatApplyOrUndoWrote) {
  in_git("1 .M N... 100644 100644 100644 a b core/Cargo.toml\n");
  JournalRecord record{.state = ApplyState::applied};
  record.entry.files = {{.change = {.path = kManifest, .before = "0", .after = "1"}}};
  records_ = {record};
  EXPECT_EQ(objection(), "");
  records_[0].state = ApplyState::undone;
  EXPECT_THAT(objection(), HasSubstr("uncommitted changes"));
  records_[0].entry.files[0].change = {.path = kManifest, .before = "1", .after = "2"};
  EXPECT_EQ(objection(), "");
  records_[0].entry.files[0].forced = true;
  EXPECT_THAT(objection(), HasSubstr("uncommitted changes")) << "undo brought back somebody's edit";
}

TEST_F(ObjectionsTest, SayWhereGitCannotTellUnlessForced) {
  tree_.put("/w/.git", "");
  commands_.answers[kStatus] = {.exit_code = 128,
                                .standard_error = "fatal: detected dubious ownership\nhint\n"};
  EXPECT_EQ(
      objection(),
      "nothing was applied: core/Cargo.toml may have uncommitted changes, and git cannot tell "
      "(fatal: detected dubious ownership). `makespan apply --force` applies it all the same");
  commands_.answers.clear();  // no git
  EXPECT_THAT(objection(), HasSubstr("git cannot tell (cannot run git"));
  EXPECT_EQ(objection_to({.path = kManifest, .before = "1", .after = "2"}, true), "");
}

TEST_F(ObjectionsTest, AreAgainstFilesThatChangedAfterTheRun) {
  bounds_.run_started = UnixTime::at(Duration::seconds(100));
  bounds_.run_ended = UnixTime::at(Duration::seconds(200));
  tree_.set_modified(kManifest, UnixTime::at(Duration::seconds(150)));
  EXPECT_EQ(objection(),
            "nothing was applied: core/Cargo.toml changed since run r1 was made. "
            "`makespan apply --force` applies it all the same");
  tree_.set_modified(kManifest, UnixTime::at(Duration::seconds(100)));
  EXPECT_EQ(objection(), "");
  tree_.put("/w/Cargo.lock", "1");
  tree_.set_modified("/w/Cargo.lock", UnixTime::at(Duration::seconds(150)));
  EXPECT_EQ(objection("/w/Cargo.lock"), "") << "cargo wrote it during the run";
  tree_.set_modified("/w/Cargo.lock", UnixTime::at(Duration::seconds(201)));
  EXPECT_THAT(objection("/w/Cargo.lock"), HasSubstr("Cargo.lock changed since run r1"));
}

TEST_F(ObjectionsTest, AreNoneAgainstANewTimeOfTheBytesThatTheRunHad) {
  bounds_.run_revision = "abc";
  tree_.set_modified(kManifest, UnixTime::at(Duration::seconds(150)));
  EXPECT_THAT(objection(), HasSubstr("changed since run"));
  commands_.answers["git cat-file -e abc:./Cargo.toml"] = {};
  commands_.answers["git --no-optional-locks diff --quiet abc -- ./Cargo.toml"] = {.exit_code = 1};
  EXPECT_THAT(objection(), HasSubstr("changed since run"));
  commands_.answers["git --no-optional-locks diff --quiet abc -- ./Cargo.toml"] = {.exit_code = 0};
  EXPECT_EQ(objection(), "");
}

}  // namespace
}  // namespace makespan
