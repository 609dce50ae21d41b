#include "apply/lock_change.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace makespan {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string package(const std::string& name, const std::string& version,
                    const std::string& source = "registry+x") {
  return "[[package]]\nname = \"" + name + "\"\nversion = \"" + version + "\"\n" +
         (source.empty() ? "" : "source = \"" + source + "\"\n") + "\n";
}

TEST(ChangedVersions, AreThoseOfPackagesThatBothLocksHave) {
  std::string before = package("rand", "0.8.5") + package("serde", "1.0.1");
  std::string after = package("rand", "0.8.6") + package("serde", "1.0.1");
  EXPECT_THAT(
      changed_versions(before, after),
      ElementsAre(LockVersionChange{.name = "rand", .before = {"0.8.5"}, .after = "0.8.6"}));
  EXPECT_EQ(text_of(changed_versions(before, after)), "rand 0.8.5 becomes 0.8.6");
}

TEST(ChangedVersions, AreNotThoseOfPackagesThatCameOrWent) {
  EXPECT_THAT(changed_versions(package("rand", "0.8.5"), package("serde", "1.0.1")), IsEmpty());
}

TEST(ChangedVersions, AreNoneWhereOneOfTwoVersionsWent) {
  std::string both = package("dashmap", "5.5.3") + package("dashmap", "6.1.0");
  EXPECT_THAT(changed_versions(both, package("dashmap", "6.1.0")), IsEmpty());
}

TEST(ChangedVersions, TellTheVersionThatJoinsTheOthers) {
  std::string both = package("dashmap", "5.5.3") + package("dashmap", "6.1.0");
  EXPECT_EQ(text_of(changed_versions(both, both + package("dashmap", "6.2.0"))),
            "dashmap 5.5.3 and 6.1.0 becomes 6.2.0");
}

TEST(ChangedVersions, LeaveOutTheUsersOwnPackages) {
  EXPECT_THAT(changed_versions(package("app", "0.1.0", ""), package("app", "0.2.0", "")),
              IsEmpty());
}

}  // namespace
}  // namespace makespan
