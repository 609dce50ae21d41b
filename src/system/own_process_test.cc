#include "system/own_process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "system/testing/memory_file_system.h"

namespace makespan {
namespace {

TEST(OwnedName, BelongsToALivingProcessAsLongAsWeLive) {
  std::string name = owned_name("20261124-081502-3f9a.log");
  EXPECT_TRUE(name.ends_with("-20261124-081502-3f9a.log"));
  EXPECT_TRUE(owner_is_alive(real_file_system(), name));
}

constexpr const char* kStat = "12 (a ) (b) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 4711 0";

TEST(OwnedName, IsOrphanedWhereItsProcessIsGone) {
  MemoryFileSystem files;
  files.add("/proc/12/stat", kStat);
  EXPECT_TRUE(owner_is_alive(files, "12.4711-x.log"));
  EXPECT_FALSE(owner_is_alive(files, "13.4711-x.log"));
}

TEST(OwnedName, IsOrphanedWhereALaterProcessHasTheNumber) {
  MemoryFileSystem files;
  files.add("/proc/12/stat", kStat);
  EXPECT_FALSE(owner_is_alive(files, "12.4710-x.log"));
}

TEST(OwnedName, OfAnOlderVersionHasNoStart) {
  MemoryFileSystem files;
  files.add("/proc/12/stat", kStat);
  EXPECT_TRUE(owner_is_alive(files, "12-x.log"));
  EXPECT_FALSE(owner_is_alive(files, "13-x.log"));
}

TEST(OwnedName, IsToldFromOtherNames) {
  EXPECT_TRUE(is_owned_name(owned_name("x")));
  EXPECT_TRUE(is_owned_name("4711-x"));
  for (const char* name : {"notes.log", "4711", "-x", "4711x-y", "4711.-y", "4711.1", ".1-y", ""})
    EXPECT_FALSE(is_owned_name(name)) << name;
}

TEST(OwnedName, OfAnotherFormHasNoOwner) {
  EXPECT_FALSE(owner_is_alive(real_file_system(), "notes.log"));
  EXPECT_FALSE(owner_is_alive(real_file_system(), "-x.log"));
  EXPECT_FALSE(owner_is_alive(real_file_system(), "../1-x.log"));
}

TEST(OwnEnvironment, HasWhatWeWereStartedWith) {
  ::setenv("OWN_ENVIRONMENT_TEST", "a=b", 1);
  EXPECT_THAT(own_environment(), testing::Contains("OWN_ENVIRONMENT_TEST=a=b"));
  ::unsetenv("OWN_ENVIRONMENT_TEST");
}

TEST(ProcessIdentity, IsAliveAsLongAsWeLive) {
  std::string identity = process_identity(real_file_system());
  EXPECT_TRUE(process_is_alive(real_file_system(), identity)) << identity;
}

TEST(ProcessIdentity, IsNotThatOfALaterProcessWithTheSameNumber) {
  MemoryFileSystem files;
  files.add("/proc/12/stat", kStat);
  EXPECT_TRUE(process_is_alive(files, "12@4711"));
  EXPECT_FALSE(process_is_alive(files, "12@4710"));
  EXPECT_FALSE(process_is_alive(files, "13@4711"));
  EXPECT_FALSE(process_is_alive(files, "12"));
  EXPECT_FALSE(process_is_alive(files, ""));
}

TEST(ProcessIdentity, OfAZombieIsDead) {
  MemoryFileSystem files;
  files.add("/proc/12/stat", "12 (cc) Z 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 4711 0");
  EXPECT_FALSE(process_is_alive(files, "12@4711"));
}

}  // namespace
}  // namespace makespan
