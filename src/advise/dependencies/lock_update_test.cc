#include "advise/dependencies/lock_update.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "advise/testing/fake_workbench.h"
#include "system/testing/memory_file_system.h"

namespace makespan {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// prost (not ours) takes any itertools from 0.10 on, criterion (not ours) 0.13 alone.
class TwoItertools : public testing::Test {
 protected:
  TwoItertools() {
    workspace_.root = "/w";
    workspace_.lock_path = "/w/Cargo.lock";
    workspace_.lock = lock_of({"0.13.0", "0.14.0"});
    files_.add(workspace_.lock_path, workspace_.lock);
    workspace_.resolved = {{.id = "prost", .name = "prost", .version = "0.13.0"},
                           {.id = "criterion", .name = "criterion", .version = "0.5.1"},
                           {.id = "13", .name = "itertools", .version = "0.13.0"},
                           {.id = "14", .name = "itertools", .version = "0.14.0"}};
    workspace_.resolved[0].dependencies = {{.package = 3, .name = "itertools"}};
    workspace_.resolved[1].dependencies = {{.package = 2, .name = "itertools"}};
  }

  static std::string lock_of(const std::vector<std::string>& versions) {
    std::string lock = "version = 4\n\n";
    for (const std::string& version : versions)
      lock += "[[package]]\nname = \"itertools\"\nversion = \"" + version + "\"\n\n";
    return lock;
  }

  LockUpdate ask() {
    const std::vector<Alignment> alignments = find_alignments(workspace_);
    const Result<LockUpdate> update = ask_for_update(workspace_, alignments.at(0), files_, bench_);
    EXPECT_TRUE(update) << update.error().message;
    return update.value_or(LockUpdate());
  }

  MemoryFileSystem files_;
  FakeWorkbench bench_{files_};
  Workspace workspace_;
};

constexpr const char* kRefused =
    "    Updating index\n"
    "error: failed to select a version for the requirement `itertools = \"^0.13\"`\n"
    "candidate versions found which didn't match: 0.14.0\n"
    "location searched: crates.io index\n"
    "required by package `criterion v0.5.1`\n"
    "    ... which satisfies dependency `criterion = \"^0.5\"` of package `app v0.1.0 (/w)`\n";

TEST_F(TwoItertools, BecomeTheVersionThatEveryRequirementAllows) {
  bench_.updates = {{.exit_code = 101, .said = kRefused, .lock = {}},
                    {.said = "    Removing itertools v0.14.0\n", .lock = lock_of({"0.13.0"})}};
  const LockUpdate update = ask();
  EXPECT_EQ(update.version, "0.13.0");
  EXPECT_EQ(update.lock, lock_of({"0.13.0"}));
  EXPECT_THAT(update.commands,
              ElementsAre("cargo update --package itertools@0.14.0 --precise 0.13.0"));
  EXPECT_THAT(update.moved, ElementsAre("itertools"));
  EXPECT_EQ(bench_.calls[0].arguments,
            (std::vector<std::string>{"update", "--offline", "--package", "itertools@0.13.0",
                                      "--precise", "0.14.0"}));
}

TEST_F(TwoItertools, BecomeOneWithANewerHolder) {
  bench_.updates = {{.exit_code = 101, .said = kRefused, .lock = {}},
                    {.exit_code = 101, .said = kRefused, .lock = {}},
                    {.said = "    Updating criterion v0.5.1 -> v0.6.0\n"
                             "    Removing itertools v0.13.0\n",
                     .lock = lock_of({"0.14.0"})}};
  const LockUpdate update = ask();
  EXPECT_EQ(update.version, "0.14.0");
  EXPECT_EQ(update.lock, lock_of({"0.14.0"}));
  EXPECT_THAT(update.commands, ElementsAre("cargo update --package criterion@0.5.1"));
  EXPECT_THAT(update.moved, ElementsAre("criterion", "itertools"));
}

TEST_F(TwoItertools, StayTwoWhereCargoSaysSo) {
  bench_.updates = {{.exit_code = 101, .said = kRefused, .lock = {}},
                    {.exit_code = 101, .said = kRefused, .lock = {}},
                    {.said = "    Updating criterion v0.5.1 -> v0.5.2\n", .lock = workspace_.lock}};
  const LockUpdate update = ask();
  EXPECT_EQ(update.version, "");
  EXPECT_THAT(update.commands, IsEmpty());
  EXPECT_EQ(update.complaint,
            "failed to select a version for the requirement `itertools = \"^0.13\"`, required by "
            "package `criterion v0.5.1`");
  EXPECT_EQ(bench_.written["/w/Cargo.lock"], workspace_.lock);  // put back
}

TEST_F(TwoItertools, StayTwoWhereCargoKeepsThemWithoutAWord) {
  bench_.updates.assign(3, {.lock = workspace_.lock});
  const LockUpdate update = ask();
  EXPECT_EQ(update.version, "");
  EXPECT_EQ(update.complaint, "nothing, and keeps itertools 0.13.0");
}

TEST_F(TwoItertools, AreNotAskedForWithoutALockFile) {
  workspace_.lock.clear();
  EXPECT_EQ(ask().version, "");
  EXPECT_THAT(bench_.calls, IsEmpty());
}

std::string package(const std::string& name, const std::string& version,
                    const std::string& dependencies = "") {
  std::string text = "[[package]]\nname = \"" + name + "\"\nversion = \"" + version + "\"\n";
  if (!dependencies.empty()) text += "dependencies = [\n" + dependencies + "]\n";
  return text + "\n";
}

// app uses a and b, each in two versions.
const std::string kHead = "version = 4\n\n";
const std::string kBefore = kHead + package("a", "1.0.0") + package("a", "2.0.0") +
                            package("app", "0.1.0", " \"a 1.0.0\",\n \"b 1.0.0\",\n \"c\",\n") +
                            package("b", "1.0.0") + package("b", "2.0.0") +
                            package("c", "1.0.0", " \"a 2.0.0\",\n \"b 2.0.0\",\n");
const std::string kOneA = kHead + package("a", "2.0.0") +
                          package("app", "0.1.0", " \"a\",\n \"b 1.0.0\",\n \"c\",\n") +
                          package("b", "1.0.0") + package("b", "2.0.0") +
                          package("c", "1.0.0", " \"a\",\n \"b 2.0.0\",\n");
const std::string kOneB = kHead + package("a", "1.0.0") + package("a", "2.0.0") +
                          package("app", "0.1.0", " \"a 1.0.0\",\n \"b\",\n \"c\",\n") +
                          package("b", "2.0.0") + package("c", "1.0.0", " \"a 2.0.0\",\n \"b\",\n");

TEST(MergedLock, IsTheOneThatCargoMadeWhereNothingElseChanged) {
  EXPECT_EQ(merged_lock(kBefore, kBefore, kOneA), kOneA);
}

TEST(MergedLock, HoldsBothChanges) {
  EXPECT_EQ(merged_lock(kOneA, kBefore, kOneB),
            kHead + package("a", "2.0.0") + package("app", "0.1.0", " \"a\",\n \"b\",\n \"c\",\n") +
                package("b", "2.0.0") + package("c", "1.0.0", " \"a\",\n \"b\",\n"));
}

TEST(MergedLock, LeavesOutWhatIsGoneAndAddsWhatIsNew) {
  const std::string without_c = kHead + package("a", "1.0.0") + package("a", "2.0.0") +
                                package("app", "0.1.0", " \"a 1.0.0\",\n \"b 1.0.0\",\n") +
                                package("b", "1.0.0");
  EXPECT_EQ(merged_lock(without_c, kBefore, kOneA + package("d", "1.0.0")),
            kHead + package("a", "2.0.0") + package("app", "0.1.0", " \"a\",\n \"b 1.0.0\",\n") +
                package("b", "1.0.0") + package("d", "1.0.0"));
}

}  // namespace
}  // namespace makespan
