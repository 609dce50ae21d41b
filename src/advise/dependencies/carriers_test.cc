#include "advise/dependencies/carriers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "system/testing/memory_file_system.h"

namespace makespan {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// app -> one -> memchr, app -> two -> bitflags; one and two are used by nobody.
class CarriersOfApp : public testing::Test {
 protected:
  CarriersOfApp() {
    workspace_.packages.push_back({.id = "app", .name = "app", .version = "1.0.0"});
    workspace_.packages[0].dependencies = {{.package = "one", .name = "one"},
                                           {.package = "two", .name = "two"}};
    for (const char* name : {"app", "one", "two", "memchr", "bitflags"})
      workspace_.resolved.push_back({.id = name,
                                     .name = name,
                                     .version = "1.0.0",
                                     .manifest_path = std::string("/r/") + name + "/Cargo.toml"});
    leads(0, 1);
    leads(0, 2);
    leads(1, 3);
    leads(2, 4);
    files_.add("/r/memchr/src/lib.rs", "#[cfg(feature = \"std\")] fn detect() {}");
    files_.add("/r/bitflags/src/lib.rs", "#![cfg_attr(not(feature = \"std\"), no_std)]");
    found_ = {{.dependency = 0}, {.dependency = 1}};
  }

  void leads(size_t from, size_t to) {
    workspace_.resolved[from].dependencies.push_back(
        {.package = to, .name = workspace_.resolved[to].name});
  }
  // The graph that stays, of the products: before and after.
  void judge(const std::string& before, const std::string& after,
             GraphScope scope = GraphScope::products) {
    Carriers(workspace_, files_)
        .judge({{.scope = scope, .tree = read_feature_tree(before)}},
               {{.scope = scope, .tree = read_feature_tree(after)}}, found_);
  }
  std::vector<std::string> doubts(size_t place) {
    std::vector<std::string> reasons;
    for (const Doubt& doubt : found_[place].doubts)
      reasons.push_back(doubt.reason);
    return reasons;
  }

  MemoryFileSystem files_;
  Workspace workspace_;
  std::vector<UnusedDependency> found_;
};

TEST_F(CarriersOfApp, WhatLosesStdSpeaksForThatWhichLedToIt) {
  judge("bitflags v1.0.0\tstd\n", "bitflags v1.0.0\t\n");
  EXPECT_THAT(doubts(0), IsEmpty());
  EXPECT_THAT(doubts(1), ElementsAre("what it pulls in switches on features of what stays: without "
                                     "it bitflags 1.0.0 loses std"));
  EXPECT_THAT(found_[1].changes, ElementsAre("bitflags 1.0.0 loses std"));
  EXPECT_EQ(found_[1].doubts[0].settles,
            "how it behaves then only tests can say: `makespan try unused:app/two --test`");
}

TEST_F(CarriersOfApp, AFeatureThatNoCodeReadsIsNoLoss) {
  judge("memchr v1.0.0\talloc,default,std\n", "memchr v1.0.0\talloc,std\n");
  EXPECT_THAT(doubts(0), IsEmpty());
  EXPECT_THAT(found_[0].changes,
              ElementsAre("memchr 1.0.0 loses default, which its code never reads"));
}

TEST_F(CarriersOfApp, OneThatIsReadAmongSeveralIsALoss) {
  judge("memchr v1.0.0\tdefault,std\n", "memchr v1.0.0\t\n");
  EXPECT_THAT(doubts(0), ElementsAre("what it pulls in switches on features of what stays: without "
                                     "it memchr 1.0.0 loses default, std"));
}

TEST_F(CarriersOfApp, APackageWhoseCodeIsNotHereMayReadIt) {
  workspace_.resolved[3].manifest_path.clear();
  judge("memchr v1.0.0\tdefault\n", "memchr v1.0.0\t\n");
  EXPECT_EQ(doubts(0).size(), 1U);
}

TEST_F(CarriersOfApp, WhatOnlyTestsLoseCountsToo) {
  judge("bitflags v1.0.0\tstd\n", "bitflags v1.0.0\t\n", GraphScope::tests);
  EXPECT_EQ(doubts(1).size(), 1U);
}

TEST_F(CarriersOfApp, WhatRunsWhileBuildingWasRunByTheProof) {
  judge("bitflags v1.0.0\tstd\n", "bitflags v1.0.0\t\n", GraphScope::building);
  EXPECT_THAT(doubts(1), IsEmpty());
  EXPECT_THAT(found_[1].changes,
              ElementsAre("bitflags 1.0.0 loses std, where it runs while building"));
}

TEST_F(CarriersOfApp, ADeclaredPackageThatStaysWithLessIsWhatWasCarriedWhereverItRuns) {
  files_.add("/r/two/src/lib.rs", "#[cfg(feature = \"extra\")] fn f() {}");
  judge("two v1.0.0\textra\n", "two v1.0.0\t\n", GraphScope::building);
  EXPECT_THAT(doubts(1),
              ElementsAre("it carries features: without it two 1.0.0 loses extra, where it runs "
                          "while building"));
}

TEST_F(CarriersOfApp, WhatIsShippedSaysMoreThanWhatRunsWhileBuilding) {
  const FeatureTree before = read_feature_tree("bitflags v1.0.0\tstd\n");
  const FeatureTree after = read_feature_tree("bitflags v1.0.0\t\n");
  Carriers(workspace_, files_)
      .judge({{.root = "", .scope = GraphScope::building, .tree = before},
              {.root = "app", .scope = GraphScope::products, .tree = before}},
             {{.root = "", .scope = GraphScope::building, .tree = after},
              {.root = "app", .scope = GraphScope::products, .tree = after}},
             found_);
  EXPECT_EQ(doubts(1).size(), 1U);
}

TEST_F(CarriersOfApp, WhatAMemberLosesSpeaksForThoseThatItBuilds) {
  workspace_.packages.push_back({.id = "tool", .name = "tool", .version = "0.1.0"});
  workspace_.packages[1].dependencies = {{.package = "two", .name = "two"}};
  workspace_.resolved.push_back({.id = "tool", .name = "tool", .version = "0.1.0"});
  leads(5, 2);
  found_.push_back({.package = 1, .dependency = 0});
  Carriers(workspace_, files_)
      .judge({{.root = "tool", .tree = read_feature_tree("bitflags v1.0.0\tstd\n")}},
             {{.root = "tool", .tree = read_feature_tree("bitflags v1.0.0\t\n")}}, found_);
  EXPECT_THAT(doubts(1), IsEmpty());
  EXPECT_EQ(doubts(2).size(), 1U);
}

TEST_F(CarriersOfApp, AnotherVersionOfWhatStaysCounts) {
  judge("memchr v1.0.0\t\n", "memchr v0.9.0\tstd\n");
  EXPECT_THAT(doubts(0), ElementsAre("what it pulls in switches on features of what stays: without "
                                     "it memchr 0.9.0 gains std"));
  EXPECT_EQ(doubts(1).size(), 1U);  // nobody leads to 0.9.0: it may be either
}

TEST_F(CarriersOfApp, AReasonNamesAFewAndTheEvidenceAll) {
  judge("one v1.0.0\ta\ntwo v1.0.0\t\n", "two v1.0.0\t\n");
  EXPECT_THAT(found_[0].changes, IsEmpty());  // it left: that is no change of what stays
  leads(1, 4);
  workspace_.resolved.push_back({.id = "c", .name = "c", .version = "1.0.0"});
  workspace_.resolved.push_back({.id = "d", .name = "d", .version = "1.0.0"});
  leads(1, 5);
  leads(1, 6);
  judge("bitflags v1.0.0\tstd\nc v1.0.0\tx\nd v1.0.0\tx\nmemchr v1.0.0\tstd\n",
        "bitflags v1.0.0\t\nc v1.0.0\t\nd v1.0.0\t\nmemchr v1.0.0\t\n");
  EXPECT_THAT(
      doubts(0),
      ElementsAre("what it pulls in switches on features of what stays: without it bitflags "
                  "1.0.0 loses std, c 1.0.0 loses x, d 1.0.0 loses x and 1 more"));
  EXPECT_EQ(found_[0].changes.size(), 4U);
}

}  // namespace
}  // namespace makespan
