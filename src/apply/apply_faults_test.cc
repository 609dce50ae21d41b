// Something goes wrong at every single step of apply, of undo and of the recovery after them:
// kills, full disks, refusals, files that somebody edits or removes. Afterwards, and after the next
// makespan command, the project is as it was before or as it is after.

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <tuple>
#include <vector>

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

Command command_of(bool is_undo) {
  return is_undo ? undo : apply;
}

// Every file of the patch has one side's bytes, but for `touched`, which somebody else changes.
bool untorn(const Project& project, const std::string& touched = {}) {
  for (const FileChange& change : kPatch.files) {
    if (change.path == touched) continue;
    std::optional<std::string> bytes = project.tree.bytes(change.path);
    if (bytes != change.before && bytes != change.after) return false;
  }
  return true;
}

// The files but `touched` are all from before or all from after.
bool on_one_side(const Project& project, const std::string& touched) {
  bool before = true;
  bool after = true;
  for (const FileChange& change : kPatch.files) {
    if (change.path == touched) continue;
    before = before && project.tree.bytes(change.path) == change.before;
    after = after && project.tree.bytes(change.path) == change.after;
  }
  return before || after;
}

// --- every fault at every step of both commands -----------------------------------------------

struct Fault {
  std::string name;
  std::function<void(FaultyTree& tree, int step)> strike;
  std::string touched = {};  // the file that somebody else changes, where that is the fault
  bool edited = false;       // and what is in it then must stay
};

std::vector<Fault> make_faults() {
  auto refused = [](ErrorKind kind) {
    return [kind](FaultyTree& tree, int step) { tree.refuse_at(step, kind); };
  };
  std::vector<Fault> faults = {
      {"AKill", [](FaultyTree& tree, int step) { tree.kill_at(step); }},
      {"AKillWithoutExchangeOfNames",
       [](FaultyTree& tree, int step) {
         tree.cannot_exchange();
         tree.kill_at(step);
       }},
      {"ADiskThatIsFullForAMoment", refused(ErrorKind::no_space)},
      {"ADiskThatStaysFull", [](FaultyTree& tree, int step) { tree.fill_disk_at(step); }},
      {"AStepThatIsNotPermitted", refused(ErrorKind::permission)},
      {"AProjectThatStaysReadOnly",
       [](FaultyTree& tree, int step) { tree.forbid_writing_at(step); }},
      {"AStepThatFails", refused(ErrorKind::system)},
  };
  const std::vector<std::pair<std::string, std::string>> files = {{"TheManifest", kManifest},
                                                                  {"TheMember", kMember},
                                                                  {"TheNewFile", kConfig},
                                                                  {"TheRemovedFile", kGone}};
  for (const auto& [name, path] : files) {
    faults.push_back({.name = name + "Vanishes",
                      .strike =
                          [path = path](FaultyTree& tree, int step) {
                            tree.at_step(step, [&tree, path] { tree.drop(path); });
                          },
                      .touched = path});
    faults.push_back({.name = name + "IsEdited",
                      .strike =
                          [path = path](FaultyTree& tree, int step) {
                            tree.at_step(step, [&tree, path] { tree.put(path, "edited"); });
                          },
                      .touched = path,
                      .edited = true});
    faults.push_back({.name = name + "BecomesReadOnly",
                      .strike =
                          [path = path](FaultyTree& tree, int step) {
                            tree.at_step(step, [&tree, path] {
                              if (auto bytes = tree.bytes(path)) tree.put(path, *bytes, 0444);
                            });
                          },
                      .touched = path});
  }
  return faults;
}

class FaultTable : public testing::TestWithParam<std::tuple<bool, Fault>> {
 protected:
  [[nodiscard]] static bool is_undo() { return std::get<0>(GetParam()); }
  [[nodiscard]] static const Fault& fault() { return std::get<1>(GetParam()); }

  // Steps of the command where nothing goes wrong.
  [[nodiscard]] static int steps() {
    Project project(is_undo());
    if (fault().name.ends_with("WithoutExchangeOfNames")) project.tree.cannot_exchange();
    EXPECT_TRUE(command_of(is_undo())(project.tree));
    return project.tree.steps();
  }

  // After the next command.
  static void expect_whole(const Project& project, bool said_done) {
    const std::string& touched = fault().touched;
    if (!touched.empty()) {
      EXPECT_TRUE(on_one_side(project, touched));
      if (fault().edited) {
        EXPECT_EQ(project.tree.bytes(touched), "edited");
      }
      return;
    }
    EXPECT_TRUE(project.whole());
    bool moved = project.tree.snapshot() == (is_undo() ? project.before : project.after);
    EXPECT_TRUE(moved || !said_done) << "said to be done, and is not";
  }
};

TEST_P(FaultTable, TheNextCommandFindsTheProjectAsBeforeOrAsAfter) {
  int steps = this->steps();
  ASSERT_GT(steps, 20);
  for (int step = 0; step < steps; ++step) {
    SCOPED_TRACE(testing::Message() << "at step " << step);
    Project project(is_undo());
    fault().strike(project.tree, step);
    bool said_done = command_of(is_undo())(project.tree);
    EXPECT_TRUE(untorn(project, fault().touched));
    recover(project.tree);  // while it lasts, as somebody may try
    EXPECT_TRUE(untorn(project, fault().touched));
    project.tree.heal();
    recover(project.tree);
    expect_whole(project, said_done);
    project.tree.heal();
    Journal journal(project.tree.doors(), "/w");
    EXPECT_TRUE(finish_interrupted(journal, project.tree.doors()).empty());
  }
}

INSTANTIATE_TEST_SUITE_P(Of, FaultTable,
                         testing::Combine(testing::Values(false, true),
                                          testing::ValuesIn(make_faults())),
                         [](const auto& row) {
                           return (std::get<0>(row.param) ? "Undo" : "Apply") +
                                  std::get<1>(row.param).name;
                         });

// --- two of them ------------------------------------------------------------------------------

class Faults : public testing::TestWithParam<bool> {
 protected:
  [[nodiscard]] static bool is_undo() { return GetParam(); }
  [[nodiscard]] static Command command() { return command_of(is_undo()); }
  [[nodiscard]] static int steps() {
    Project project(is_undo());
    EXPECT_TRUE(command()(project.tree));
    return project.tree.steps();
  }
};

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

// The edited file keeps the edit, whenever it came; the others are all from before or all from
// after.
void expect_edit_kept(const Project& project, const std::string& path,
                      const std::string& situation) {
  EXPECT_EQ(project.tree.bytes(path), "edited") << situation;
  EXPECT_TRUE(on_one_side(project, path)) << situation;
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

// Its process may be one that we cannot see, as in another container.
TEST_P(Faults, ASecondCommandAtAnyStepLeavesTheFirstAlone) {
  for (int step = 0, steps = this->steps(); step < steps; ++step) {
    for (Command second : {apply, undo, +[](FaultyTree& tree) {
                             recover(tree);
                             return true;
                           }}) {
      Project project(is_undo());
      project.tree.at_step(step, [&] { second(project.tree); });
      bool done = command()(project.tree);
      EXPECT_TRUE(project.whole()) << "at step " << step;
      bool moved = project.tree.snapshot() == (is_undo() ? project.before : project.after);
      EXPECT_TRUE(moved || !done) << "at step " << step;
      project.tree.heal();
      Journal journal(project.tree.doors(), "/w");
      EXPECT_TRUE(finish_interrupted(journal, project.tree.doors()).empty()) << step;
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
