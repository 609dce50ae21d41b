#include "scratch/scratch_places.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "system/ancestors.h"
#include "system/file_lock.h"
#include "system/file_tree.h"
#include "system/testing/memory_file_system.h"
#include "system/testing/temporary_directory.h"

namespace makespan {
namespace {

namespace fs = std::filesystem;

const ScratchEnvironment kEnvironment = {.cache_directory = "/home/u/.cache",
                                         .temporary_directory = "/tmp",
                                         .cargo_home = "/home/u/.cargo"};

TEST(ScratchPlaces, AreTheCacheTheNeighbourhoodAndTheTemporaryDirectory) {
  EXPECT_EQ(scratch_places("/home/u/src/app", kEnvironment),
            (std::vector<std::string>{"/home/u/.cache/makespan/scratch",
                                      "/home/u/src/.makespan-scratch", "/tmp/makespan-scratch"}));
  EXPECT_EQ(scratch_places("/app", {}), std::vector<std::string>{"/.makespan-scratch"});
}

struct Objection : testing::Test {
  std::string to(const std::string& place, const std::string& workspace = "/home/u/src/app") {
    return objection_to(files, place, workspace, kEnvironment);
  }
  MemoryFileSystem files;
};

TEST_F(Objection, ThereIsNoneToAnOrdinaryCache) {
  files.add("/home/u/.cargo/config.toml", "");
  EXPECT_EQ(to("/home/u/.cache/makespan/scratch"), "");
  EXPECT_EQ(to("/home/u/.cache/makespan/scratch", "/srv/app"), "");
}

TEST_F(Objection, ToWhatLiesInTheWorkspace) {
  EXPECT_EQ(to("/home/u/src/app/.makespan/scratch"),
            "/home/u/src/app/.makespan/scratch is inside the workspace");
}

TEST_F(Objection, ToNeighboursInAGitCheckout) {
  files.add("/home/u/src/.git/HEAD", "");
  EXPECT_EQ(to("/home/u/src/.makespan-scratch"), "/home/u/src is in a git checkout");
  EXPECT_EQ(to("/home/u/.cache/makespan/scratch"), "");
}

TEST_F(Objection, ToFilesAboveThatDoNotCountForTheWorkspace) {
  files.add("/tmp/Cargo.toml", "");
  EXPECT_EQ(to("/tmp/makespan-scratch"),
            "/tmp/Cargo.toml would count there and does not count for /home/u/src/app");
  files.add("/home/u/rust-toolchain", "");
  EXPECT_EQ(to("/home/u/.cache/makespan/scratch"), "");  // it counts for both
  EXPECT_NE(to("/home/u/.cache/makespan/scratch", "/srv/app"), "");
}

struct StaleCopies : testing::Test {
  StaleCopies() {
    fs::create_directories(place + "/1-aa/tree");
    std::ofstream(place + "/1-aa/tree/file") << "x";
    std::ofstream(place + "/1-aa.lock") << "";
  }
  ~StaleCopies() override { EXPECT_TRUE(remove_whole_tree(place)); }
  TemporaryDirectory directory;
  std::string place = directory / "scratch";
};

TEST_F(StaleCopies, AreRemovedWithTheirPlace) {
  remove_stale_copies(real_file_system(), {place, "/nowhere"});
  EXPECT_FALSE(fs::exists(place));
}

TEST_F(StaleCopies, StayWhileTheirOwnerLives) {
  Result<std::optional<FileLock>> lock = FileLock::try_lock(place + "/1-aa.lock");
  ASSERT_TRUE(lock && *lock);
  remove_stale_copies(real_file_system(), {place});
  EXPECT_TRUE(fs::exists(place + "/1-aa/tree/file"));
}

TEST_F(StaleCopies, LeaveWhatIsNotOursAlone) {
  std::ofstream(place + "/notes") << "mine";
  remove_stale_copies(real_file_system(), {place});
  EXPECT_TRUE(fs::exists(place + "/notes"));
  EXPECT_FALSE(fs::exists(place + "/1-aa"));
}

TEST(Ancestors, OfAPath) {
  EXPECT_EQ(with_ancestors("/a/b"), (std::vector<std::string>{"/a/b", "/a", "/"}));
  EXPECT_TRUE(is_beneath("/a/b", "/a"));
  EXPECT_TRUE(is_beneath("/a", "/a"));
  EXPECT_TRUE(is_beneath("/a", "/"));
  EXPECT_FALSE(is_beneath("/ab", "/a"));
}

TEST(Ancestors, AreOutermostWhereNoneHoldsThem) {
  EXPECT_EQ(outermost({"/r/fuzz", "/r", "/r-x", "/r/fuzz/deep", "/s/a", "/r"}),
            (std::vector<std::string>{"/r", "/r-x", "/s/a"}));
}

}  // namespace
}  // namespace makespan
