#include "advise/dependencies/alignment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace makespan {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// core (ours) -> dashmap 5.5.3; cache (ours) -> dashmap 6.1.0
class TwoVersions : public testing::Test {
 protected:
  TwoVersions() {
    own("core", "[dependencies]\ndashmap = \"5.5\" # fast\n", "^5.5");
    own("cache", "[dependencies]\ndashmap = { version = \"6\" }\n", "^6");
    resolve("core", "0.1.0");
    resolve("cache", "0.1.0");
    resolve("dashmap", "5.5.3");
    resolve("dashmap", "6.1.0");
    leads("core", 2);
    leads("cache", 3);
  }

  void own(const std::string& name, const std::string& manifest, const std::string& requirement) {
    WorkspacePackage package{.id = name + " 0.1.0",
                             .name = name,
                             .directory = "/w/" + name,
                             .manifest_path = "/w/" + name + "/Cargo.toml",
                             .manifest = manifest};
    package.targets = {{.kind = "lib", .name = name}};
    package.dependencies = {{.package = "dashmap", .name = "dashmap", .requirement = requirement}};
    workspace_.packages.push_back(std::move(package));
  }
  void resolve(const std::string& name, const std::string& version) {
    workspace_.resolved.push_back({.id = name + " " + version, .name = name, .version = version});
  }
  void leads(const std::string& from, size_t to) {
    for (ResolvedPackage& package : workspace_.resolved)
      if (package.name == from)
        package.dependencies.push_back({.package = to, .name = workspace_.resolved[to].name});
  }
  Alignment only() {
    std::vector<Alignment> all = find_alignments(workspace_);
    EXPECT_EQ(all.size(), 1U);
    return all.empty() ? Alignment() : all[0];
  }

  Workspace workspace_;
};

TEST_F(TwoVersions, TheHighestStaysWhereOnlyOurManifestsAskForOthers) {
  const Alignment alignment = only();
  EXPECT_EQ(alignment.version, "6.1.0");
  EXPECT_THAT(alignment.others, ElementsAre("5.5.3"));
  EXPECT_THAT(alignment.holders, IsEmpty());
  ASSERT_EQ(alignment.declarations.size(), 1U);
  EXPECT_EQ(alignment.declarations[0].package, 0U);
  EXPECT_TRUE(alignment.exposed);
}

TEST_F(TwoVersions, TheManifestIsEditedWhereItStands) {
  const Alignment alignment = only();
  const std::vector<AlignedManifest> manifests = manifests_of(workspace_, alignment);
  ASSERT_EQ(manifests.size(), 1U);
  EXPECT_EQ(manifests[0].path, "/w/core/Cargo.toml");
  EXPECT_EQ(
      edit_aligned(workspace_.packages[0].manifest, workspace_, alignment, manifests[0]).value(),
      "[dependencies]\ndashmap = \"6.1.0\" # fast\n");
}

TEST_F(TwoVersions, WhatAnotherFixTookOutIsNotMissed) {
  const Alignment alignment = only();
  const AlignedManifest manifest = manifests_of(workspace_, alignment)[0];
  EXPECT_EQ(edit_aligned("[dependencies]\n", workspace_, alignment, manifest).value(),
            "[dependencies]\n");
}

TEST_F(TwoVersions, AnInheritedRequirementIsEditedInTheWorkspace) {
  workspace_.packages[0].manifest = "[dependencies]\ndashmap.workspace = true\n";
  workspace_.root_manifest = "[workspace.dependencies]\ndashmap = \"5.5\"\n";
  workspace_.root_manifest_path = "/w/Cargo.toml";
  const Alignment alignment = only();
  const std::vector<AlignedManifest> manifests = manifests_of(workspace_, alignment);
  ASSERT_EQ(manifests.size(), 1U);
  EXPECT_EQ(manifests[0].path, "/w/Cargo.toml");
  EXPECT_EQ(edit_aligned(workspace_.root_manifest, workspace_, alignment, manifests[0]).value(),
            "[workspace.dependencies]\ndashmap = \"6.1.0\"\n");
}

TEST_F(TwoVersions, WhatOthersAskForIsNamed) {
  resolve("sled", "1.0.0");
  leads("sled", 2);
  resolve("moka", "2.0.0");
  leads("moka", 3);
  const Alignment alignment = only();
  EXPECT_EQ(alignment.version, "6.1.0");
  EXPECT_THAT(alignment.holders, ElementsAre("sled 1.0.0"));
}

TEST_F(TwoVersions, TheLowerOneStaysWhereOnlyItIsHeld) {
  resolve("sled", "1.0.0");
  leads("sled", 2);
  const Alignment alignment = only();
  EXPECT_EQ(alignment.version, "5.5.3");
  EXPECT_TRUE(alignment.older);
  EXPECT_THAT(alignment.holders, IsEmpty());
  ASSERT_EQ(alignment.declarations.size(), 1U);
  EXPECT_EQ(alignment.declarations[0].package, 1U);
}

TEST_F(TwoVersions, ARustVersionThatIsTooOldIsNamed) {
  workspace_.packages[0].rust_version = "1.60";
  workspace_.resolved[3].rust_version = "1.65.0";
  EXPECT_EQ(only().too_old, "core");
  EXPECT_EQ(only().needs_newer_rust, "dashmap 6.1.0");
}

TEST_F(TwoVersions, ARustVersionThatSufficesAllowsIt) {
  workspace_.packages[0].rust_version = "1.65";
  workspace_.resolved[3].rust_version = "1.65.0";
  EXPECT_EQ(only().too_old, "");
}

TEST_F(TwoVersions, WhatTheVersionPullsInNeedsItsRustToo) {
  workspace_.packages[0].rust_version = "1.65";
  workspace_.resolved[3].rust_version = "1.65.0";
  resolve("hashbrown", "0.15.2");
  workspace_.resolved[4].rust_version = "1.70";
  workspace_.resolved[3].dependencies.push_back({.package = 4, .name = "hashbrown"});
  EXPECT_EQ(only().too_old, "core");
  EXPECT_EQ(only().needs_newer_rust, "hashbrown 0.15.2");
}

TEST_F(TwoVersions, WhoDependsOnTheEditedPackageBuildsItToo) {
  own("app", "", "");
  workspace_.packages[2].dependencies.clear();
  workspace_.packages[2].rust_version = "1.60";
  resolve("app", "0.1.0");
  leads("app", 0);
  workspace_.resolved[3].rust_version = "1.65.0";
  EXPECT_EQ(only().too_old, "app");
}

TEST_F(TwoVersions, WhatAPackageBuildsAlreadyAsksNoMoreOfIt) {
  own("app", "", "");
  workspace_.packages[2].dependencies.clear();
  workspace_.packages[2].rust_version = "1.60";
  resolve("app", "0.1.0");
  leads("app", 0);
  leads("app", 1);  // cache: the version is built for it as things are
  workspace_.resolved[3].rust_version = "1.65.0";
  EXPECT_EQ(only().too_old, "");
}

TEST_F(TwoVersions, OneVersionIsNothingToAlign) {
  workspace_.resolved[2].name = "other";
  EXPECT_THAT(find_alignments(workspace_), IsEmpty());
}

}  // namespace
}  // namespace makespan
