// Something goes wrong at every single step of apply, of undo and of the recovery after them:
// kills, full disks, refusals, files that somebody edits or removes. Afterwards, and after the next
// makespan command, the project is as it was before or as it is after.

#include <gtest/gtest.h>

#include "apply/apply.h"
#include "apply/testing/faulty_tree.h"
#include "base/check.h"

namespace makespan {
namespace {

constexpr const char* kManifest = "/w/Cargo.toml";
constexpr const char* kMember = "/w/core/Cargo.toml";
constexpr const char* kConfig = "/w/.cargo/config.toml";
constexpr const char* kGone = "/w/old.toml";

// A file of each kind of change: two edited, one made in a directory that is not there, one
// removed.
const Patch kPatch{.files = {{.path = kConfig, .before = std::nullopt, .after = "[build]\n"},
                             {.path = kManifest, .before = "before 1\n", .after = "after 1\n"},
                             {.path = kMember, .before = "before 2\n", .after = "after 2\n"},
                             {.path = kGone, .before = "before 3\n", .after = std::nullopt}}};
const std::vector<std::string> kFixes = {"unused:core/rand"};

void fill(FaultyTree& tree) {
  tree.put(kManifest, "before 1\n", 0640);
  tree.put(kMember, "before 2\n");
  tree.put(kGone, "before 3\n");
  tree.put("/w/src/lib.rs", "");
}

bool apply(FaultyTree& tree) {
  Journal journal(tree.doors(), "/w");
  auto check = [&] {
    return Status(tree.look(kManifest) ? Status() : failure(ErrorKind::system, ""));
  };
  return apply_patch(kPatch, kFixes, check, journal, tree.doors()).has_value();
}

bool undo(FaultyTree& tree) {
  Journal journal(tree.doors(), "/w");
  return undo_last_patch(journal, tree.doors()).has_value();
}

void recover(FaultyTree& tree) {
  Journal journal(tree.doors(), "/w");
  (void)finish_interrupted(journal, tree.doors());
}

struct Project {
  FaultyTree tree;
  FaultyTree::Snapshot before;
  FaultyTree::Snapshot after;

  // `applied`: the test begins where apply has been.
  explicit Project(bool applied) {
    fill(tree);
    before = tree.snapshot();
    FaultyTree changed = tree;
    CHECK(apply(changed));
    after = changed.snapshot();
    if (applied) tree = changed;
    tree.heal();
  }

  [[nodiscard]] bool whole() const {
    FaultyTree::Snapshot now = tree.snapshot();
    return now == before || now == after;
  }
};

using Command = bool (*)(FaultyTree&);

class Faults : public testing::TestWithParam<bool> {
 protected:
  [[nodiscard]] static bool is_undo() { return GetParam(); }
  [[nodiscard]] static Command command() { return is_undo() ? undo : apply; }
  [[nodiscard]] static int steps() {
    Project project(is_undo());
    EXPECT_TRUE(command()(project.tree));
    return project.tree.steps();
  }
};

// Every file of the patch has one side's bytes, or is as `edited` says.
bool untorn(const Project& project) {
  for (const FileChange& change : kPatch.files) {
    std::optional<std::string> bytes = project.tree.bytes(change.path);
    if (bytes != change.before && bytes != change.after) return false;
  }
  return true;
}

TEST_P(Faults, AKillAtAnyStepLeavesEveryFileWholeAndIsPutRightByTheNextCommand) {
  for (int step = 0, steps = this->steps(); step < steps; ++step) {
    Project project(is_undo());
    project.tree.kill_at(step);
    command()(project.tree);
    EXPECT_TRUE(untorn(project)) << "killed at step " << step;
    project.tree.heal();
    recover(project.tree);
    EXPECT_TRUE(project.whole()) << "killed at step " << step;
    project.tree.heal();
    Journal journal(project.tree.doors(), "/w");
    EXPECT_TRUE(finish_interrupted(journal, project.tree.doors()).empty()) << step;
  }
}

TEST_P(Faults, AKillAtAnyStepOfTheRecoveryIsPutRightByTheCommandAfterIt) {
  for (int step = 0, steps = this->steps(); step < steps; ++step) {
    for (int again = 0;; ++again) {
      Project project(is_undo());
      project.tree.kill_at(step);
      command()(project.tree);
      project.tree.heal();
      project.tree.kill_at(again);
      recover(project.tree);
      bool ended = project.tree.steps() <= again;
      EXPECT_TRUE(untorn(project)) << step << ", then " << again;
      project.tree.heal();
      recover(project.tree);
      EXPECT_TRUE(project.whole()) << "killed at step " << step << ", then at " << again;
      if (ended) break;
    }
  }
}

TEST_P(Faults, AKillWithoutExchangeOfNamesIsPutRightToo) {
  Project counted(is_undo());
  counted.tree.cannot_exchange();
  EXPECT_TRUE(command()(counted.tree));
  for (int step = 0; step < counted.tree.steps(); ++step) {
    Project project(is_undo());
    project.tree.cannot_exchange();
    project.tree.kill_at(step);
    command()(project.tree);
    EXPECT_TRUE(untorn(project)) << step;
    project.tree.heal();
    recover(project.tree);
    EXPECT_TRUE(project.whole()) << "killed at step " << step;
  }
}

TEST_P(Faults, AStepThatIsRefusedLeavesItUndoneOrDone) {
  for (ErrorKind kind : {ErrorKind::permission, ErrorKind::no_space, ErrorKind::system}) {
    for (int step = 0, steps = this->steps(); step < steps; ++step) {
      Project project(is_undo());
      project.tree.refuse_at(step, kind);
      bool done = command()(project.tree);
      project.tree.heal();
      recover(project.tree);
      EXPECT_TRUE(project.whole()) << "refused at step " << step;
      bool moved = project.tree.snapshot() == (is_undo() ? project.before : project.after);
      EXPECT_TRUE(moved || !done) << "refused at step " << step << ", and said to be done";
    }
  }
}

TEST_P(Faults, ADiskThatFillsUpAndStaysFullChangesNothing) {
  for (int step = 0, steps = this->steps(); step < steps; ++step) {
    Project project(is_undo());
    project.tree.fill_disk_at(step);
    bool done = command()(project.tree);
    // What could not be marked is still whole, and going back needs no space.
    EXPECT_TRUE(project.whole() || done) << "full at step " << step;
    project.tree.heal();
    recover(project.tree);
    EXPECT_TRUE(project.whole()) << "full at step " << step;
  }
}

// The edited file keeps the edit, whenever it came; the others are all from before or all from
// after.
void expect_edit_kept(const Project& project, const std::string& path,
                      const std::string& situation) {
  EXPECT_EQ(project.tree.bytes(path), "edited") << situation;
  bool before = true;
  bool after = true;
  for (const FileChange& change : kPatch.files) {
    if (change.path == path) continue;
    before = before && project.tree.bytes(change.path) == change.before;
    after = after && project.tree.bytes(change.path) == change.after;
  }
  EXPECT_TRUE(before || after) << situation;
}

TEST_P(Faults, AnEditAtAnyStepIsNeverLost) {
  for (const FileChange& change : kPatch.files) {
    for (int step = 0, steps = this->steps(); step < steps; ++step) {
      Project project(is_undo());
      project.tree.at_step(step, [&] { project.tree.put(change.path, "edited"); });
      command()(project.tree);
      project.tree.heal();
      recover(project.tree);
      expect_edit_kept(project, change.path, change.path + " at step " + std::to_string(step));
    }
  }
}

TEST_P(Faults, AnEditBeforeAKillIsNeverLost) {
  for (const FileChange& change : kPatch.files) {
    int steps = this->steps();
    for (int edit = 0; edit < steps; ++edit) {
      for (int kill = edit + 1; kill <= steps + 20; ++kill) {
        Project project(is_undo());
        project.tree.at_step(edit, [&] { project.tree.put(change.path, "edited"); });
        project.tree.kill_at(kill);
        command()(project.tree);
        project.tree.heal();
        recover(project.tree);
        expect_edit_kept(project, change.path,
                         change.path + " edited at step " + std::to_string(edit) + ", killed at " +
                             std::to_string(kill));
      }
    }
  }
}

TEST_P(Faults, AFileThatVanishesAtAnyStepDoesNotTearTheOthers) {
  for (const std::string& path : {std::string(kManifest), std::string(kMember)}) {
    for (int step = 0, steps = this->steps(); step < steps; ++step) {
      Project project(is_undo());
      project.tree.at_step(step, [&] { project.tree.drop(path); });
      command()(project.tree);
      project.tree.heal();
      recover(project.tree);
      project.tree.put(path, "edited");  // the others' side is what is asked
      expect_edit_kept(project, path, path + " gone at step " + std::to_string(step));
    }
  }
}

// A kill may come between two directories that are made.
TEST(FaultsOfDirectories, AKillAtAnyStepLeavesNoneOfThemBehind) {
  const Patch patch{
      .files = {
          {.path = "/w/.cargo/config.toml", .before = std::nullopt, .after = "[build]\n"},
          {.path = "/w/tools/new/Cargo.toml", .before = std::nullopt, .after = "[package]\n"}}};
  auto apply_it = [&](FaultyTree& tree) {
    Journal journal(tree.doors(), "/w");
    return apply_patch(
               patch, kFixes, [] { return Status(); }, journal, tree.doors())
        .has_value();
  };
  FaultyTree empty;
  empty.put(kManifest, "before 1\n");
  FaultyTree done = empty;
  ASSERT_TRUE(apply_it(done));
  for (int step = 0; step < done.steps(); ++step) {
    FaultyTree tree = empty;
    tree.kill_at(step);
    apply_it(tree);
    tree.heal();
    recover(tree);
    bool whole = tree.snapshot() == empty.snapshot() || tree.snapshot() == done.snapshot();
    EXPECT_TRUE(whole) << "killed at step " << step;
  }
}

INSTANTIATE_TEST_SUITE_P(Of, Faults, testing::Values(false, true),
                         [](const auto& side) { return side.param ? "Undo" : "Apply"; });

}  // namespace
}  // namespace makespan
