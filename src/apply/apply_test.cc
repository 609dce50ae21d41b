#include "apply/apply.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apply/testing/faulty_tree.h"

namespace makespan {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kManifest = "/w/Cargo.toml";

Patch change(const std::string& before, const std::string& after) {
  return {.files = {{.path = kManifest, .before = before, .after = after}}};
}

class ApplyTest : public testing::Test {
 protected:
  ApplyTest() { tree_.put(kManifest, "1", 0640); }

  Result<AppliedPatch> apply(const Patch& patch, Status check = {}) {
    return apply_patch(
        patch, {"linker=mold"}, [&] { return check; }, journal_, tree_.doors());
  }
  Result<UndonePatch> undo() { return undo_last_patch(journal_, tree_.doors()); }

  FaultyTree tree_;
  Journal journal_{tree_.doors(), "/w"};
};

TEST_F(ApplyTest, WritesTheFilesAndUndoGivesBackEveryByteAndMode) {
  FaultyTree::Snapshot before = tree_.snapshot();
  Patch patch = change("1", "2");
  patch.files.insert(
      patch.files.begin(),
      {.path = "/w/.cargo/config.toml", .before = std::nullopt, .after = "[build]\n"});
  Result<AppliedPatch> applied = apply(patch);
  ASSERT_TRUE(applied) << applied.error().message;
  EXPECT_EQ(tree_.bytes(kManifest), "2");
  EXPECT_EQ(tree_.mode(kManifest), 0640U);
  EXPECT_EQ(tree_.bytes("/w/.cargo/config.toml"), "[build]\n");
  EXPECT_EQ(tree_.snapshot().files.size(), 2U) << "nothing else is left there";
  Result<UndonePatch> undone = undo();
  ASSERT_TRUE(undone) << undone.error().message;
  EXPECT_THAT(undone->record.entry.fixes, ElementsAre("linker=mold"));
  EXPECT_EQ(tree_.snapshot(), before);
}

TEST_F(ApplyTest, RemembersWhichFilesWereForced) {
  Patch patch = change("1", "2");
  patch.files.push_back({.path = "/w/new", .before = std::nullopt, .after = "x"});
  ASSERT_TRUE(apply_patch(patch, {"linker=mold"}, [] { return Status(); }, journal_, tree_.doors(),
                          {kManifest}));
  std::vector<JournalRecord> records = journal_.records().value();
  ASSERT_EQ(records.size(), 1U);
  EXPECT_TRUE(records[0].entry.files[0].forced);
  EXPECT_FALSE(records[0].entry.files[1].forced);
}

TEST_F(ApplyTest, AppliesOnTopAndUndoTakesTheLastFirst) {
  ASSERT_TRUE(apply(change("1", "2")));
  ASSERT_TRUE(apply(change("2", "3")));
  Result<UndonePatch> undone = undo();
  ASSERT_TRUE(undone);
  EXPECT_EQ(undone->left, 1U);
  EXPECT_EQ(tree_.bytes(kManifest), "2");
  ASSERT_TRUE(undo());
  EXPECT_EQ(tree_.bytes(kManifest), "1");
  Result<UndonePatch> nothing = undo();
  ASSERT_FALSE(nothing);
  EXPECT_EQ(nothing.error().message, "there is nothing to undo: no fix is applied here");
}

TEST_F(ApplyTest, PutsEverythingBackWhereTheCheckFails) {
  FaultyTree::Snapshot before = tree_.snapshot();
  Result<AppliedPatch> applied =
      apply(change("1", "2"), failure(ErrorKind::invalid, "cargo says no"));
  ASSERT_FALSE(applied);
  EXPECT_EQ(applied.error().message, "cargo says no");
  EXPECT_EQ(tree_.snapshot(), before);
  EXPECT_FALSE(undo()) << "there is nothing to take back";
}

TEST_F(ApplyTest, OfOtherBytesThanThePatchSawIsRefused) {
  Result<AppliedPatch> applied = apply(change("0", "2"));
  ASSERT_FALSE(applied);
  EXPECT_EQ(applied.error().message, "/w/Cargo.toml was changed by somebody else at this moment");
  EXPECT_EQ(tree_.bytes(kManifest), "1");
}

// At whichever step: what was exchanged with an edit is not called applied.
TEST_F(ApplyTest, ThatMetAnEditFailsAndDoesNotFindItLater) {
  for (int step = 0; step < 80; ++step) {
    FaultyTree tree;
    tree.put(kManifest, "1");
    tree.at_step(step, [&] { tree.put(kManifest, "edited"); });
    Journal journal(tree.doors(), "/w");
    Result<AppliedPatch> applied = apply_patch(
        change("1", "2"), {"x"}, [] { return Status(); }, journal, tree.doors());
    EXPECT_TRUE(!applied || applied->notices.empty()) << "edited at step " << step;
  }
}

TEST_F(ApplyTest, UndoOfAnEditedFileNamesItAndChangesNothing) {
  ASSERT_TRUE(apply(change("1", "2")));
  tree_.put(kManifest, "2 and more");
  Result<UndonePatch> undone = undo();
  ASSERT_FALSE(undone);
  EXPECT_EQ(undone.error().kind, ErrorKind::busy);
  EXPECT_EQ(undone.error().message,
            "cannot undo linker=mold: /w/Cargo.toml changed since apply wrote it, and undo would "
            "lose that");
  EXPECT_EQ(tree_.bytes(kManifest), "2 and more");
  tree_.put(kManifest, "2");
  EXPECT_TRUE(undo());
}

TEST_F(ApplyTest, UndoOfARemovedFileNamesIt) {
  ASSERT_TRUE(apply(change("1", "2")));
  tree_.drop(kManifest);
  EXPECT_THAT(undo().error().message, HasSubstr("/w/Cargo.toml changed since apply wrote it"));
}

TEST_F(ApplyTest, UndoKeepsADirectoryOfApplyThatHasOtherFilesByNow) {
  ASSERT_TRUE(apply({.files = {{.path = "/w/.cargo/config.toml", .after = "[build]\n"}}}));
  tree_.put("/w/.cargo/audit.toml", "");
  ASSERT_TRUE(undo());
  EXPECT_EQ(tree_.bytes("/w/.cargo/audit.toml"), "");
  EXPECT_FALSE(tree_.bytes("/w/.cargo/config.toml"));
}

TEST_F(ApplyTest, TellsWhatAKillLeftAndSaysItOnce) {
  tree_.at_step(40, [&] { tree_.kill_at(41); });
  (void)apply(change("1", "2"));
  tree_.heal();
  EXPECT_THAT(finish_interrupted(journal_, tree_.doors()),
              ElementsAre(HasSubstr("an apply of linker=mold was interrupted")));
  EXPECT_THAT(finish_interrupted(journal_, tree_.doors()), IsEmpty());
}

TEST_F(ApplyTest, WaitsForNoOtherMakespanThatIsAtWork) {
  tree_.kill_at(30);
  (void)apply(change("1", "2"));
  tree_.heal();
  // The one that died is still there, as far as /proc tells.
  JournalRecord record = journal_.records().value().back();
  std::string pid = record.owner.substr(0, record.owner.find('@'));
  JournalRecord owned = record;
  tree_.put("/proc/" + pid + "/stat",
            pid + " (makespan) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 5");
  tree_.put(journal_.state_path(record.number), "applying " + pid + "@5\n");
  EXPECT_THAT(finish_interrupted(journal_, tree_.doors()), IsEmpty());
  EXPECT_EQ(apply(change("1", "2")).error().message,
            "another makespan is at work on the files of linker=mold at this moment");
}

TEST_F(ApplyTest, LeavesAFileThatWasEditedAfterTheKillAndSaysWhereTheOldBytesAre) {
  int steps = 0;
  {
    FaultyTree counted = tree_;
    Journal journal(counted.doors(), "/w");
    ASSERT_TRUE(apply_patch(
        change("1", "2"), {"x"}, [] { return Status(); }, journal, counted.doors()));
    steps = counted.steps();
  }
  for (int step = 0; step < steps; ++step) {
    FaultyTree tree;
    tree.put(kManifest, "1");
    Journal journal(tree.doors(), "/w");
    tree.kill_at(step);
    (void)apply_patch(
        change("1", "2"), {"x"}, [] { return Status(); }, journal, tree.doors());
    tree.heal();
    tree.put(kManifest, "edited");
    std::vector<std::string> said = finish_interrupted(journal, tree.doors());
    EXPECT_EQ(tree.bytes(kManifest), "edited");
    if (said.size() < 2) continue;
    EXPECT_EQ(said[1],
              "/w/Cargo.toml was changed by somebody else meanwhile and left alone; the "
              "bytes from before are in /w/.makespan/apply/0001.journal");
    EXPECT_TRUE(tree.bytes("/w/.makespan/apply/0001.journal"));
  }
}

}  // namespace
}  // namespace makespan
