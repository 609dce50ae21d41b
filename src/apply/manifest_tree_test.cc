#include "apply/manifest_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "system/testing/fake_command_runner.h"
#include "system/testing/memory_file_system.h"

namespace makespan {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

constexpr const char* kAsk = "cargo metadata --no-deps --offline --format-version 1";

std::string package(const std::string& directory, const std::string& source,
                    const std::string& dependency = "") {
  std::string path = dependency.empty() ? "null" : "\"" + dependency + "\"";
  return R"({"manifest_path": ")" + directory + R"(/Cargo.toml", "targets": [{"src_path": ")" +
         directory + "/" + source + R"("}], "dependencies": [{"path": null}, {"path": )" + path +
         "}]}";
}

std::string metadata(const std::string& root, const std::string& packages) {
  return R"({"workspace_root": ")" + root + R"(", "packages": [)" + packages + "]}";
}

TEST(ManifestTree, FollowsPathDependenciesOutOfTheWorkspaceAndToTheirRoots) {
  FakeCommandRunner cargo;
  cargo.answers[kAsk].standard_output =
      metadata("/h/w", package("/h/w/a", "src/lib.rs", "/h/lib/b"));
  cargo.answers[std::string(kAsk) + " --manifest-path /h/lib/b/Cargo.toml"].standard_output =
      metadata("/h/lib", package("/h/lib/b", "src/lib.rs", "/h/c"));
  cargo.answers[std::string(kAsk) + " --manifest-path /h/c/Cargo.toml"].standard_output =
      metadata("/h/c", package("/h/c", "build.rs", "/h/w/a"));
  MemoryFileSystem files;
  files.add("/h/w/Cargo.toml", "[patch.crates-io]\nd = { path = \"../d\" }\n");
  cargo.answers[std::string(kAsk) + " --manifest-path /h/d/Cargo.toml"].standard_output =
      metadata("/h/d", package("/h/d", "lib.rs"));
  Result<ManifestTree> tree = read_manifest_tree(files, cargo, "cargo", "/h/w/a");
  ASSERT_TRUE(tree) << tree.error().message;
  EXPECT_EQ(tree->root, "/h/w");
  EXPECT_EQ(tree->base(), "/h");
  EXPECT_THAT(tree->manifests,
              ElementsAre("/h/c/Cargo.toml", "/h/d/Cargo.toml", "/h/lib/Cargo.toml",
                          "/h/lib/b/Cargo.toml", "/h/w/Cargo.toml", "/h/w/a/Cargo.toml"));
  EXPECT_THAT(tree->sources, ElementsAre("/h/c/build.rs", "/h/d/lib.rs", "/h/lib/b/src/lib.rs",
                                         "/h/w/a/src/lib.rs"));
}

TEST(ManifestTree, SaysWhatCargoSaid) {
  MemoryFileSystem files;
  FakeCommandRunner cargo;
  cargo.answers[kAsk] = {.exit_code = 101,
                         .standard_error =
                             "error: failed to parse manifest at `/w/Cargo.toml`\n\n"
                             "Caused by:\n  no targets specified\n"};
  EXPECT_EQ(
      read_manifest_tree(files, cargo, "cargo", "/w").error().message,
      "cargo cannot read the manifests of /w: failed to parse manifest at `/w/Cargo.toml`; no "
      "targets specified");
}

TEST(ManifestTree, HasABaseThatAllLieIn) {
  auto base = [](std::vector<std::string> manifests) {
    return ManifestTree{.root = "/h/app", .manifests = std::move(manifests), .sources = {}}.base();
  };
  EXPECT_EQ(base({"/h/app/Cargo.toml", "/h/app/a/Cargo.toml"}), "/h/app");
  EXPECT_EQ(base({"/h/app-lib/Cargo.toml"}), "/h");
  EXPECT_EQ(base({"/h/Cargo.toml"}), "/h");
  EXPECT_EQ(base({"/h/ap/Cargo.toml"}), "/h");
  EXPECT_EQ(base({"/lib/Cargo.toml"}), "/");
}

TEST(ManifestTree, HasNoSourceOutsideOfItsCopy) {
  MemoryFileSystem files;
  files.add("/w/app/Cargo.toml", "[package]\n");
  ManifestTree tree;
  ASSERT_TRUE(add_cargo_metadata(metadata("/w/app", package("/w/app", "../app2/src/main.rs") +
                                                        ", " + package("/w/app", "../lib/lib.rs") +
                                                        ", " + package("/w/app", "src/main.rs")),
                                 tree));
  tree.sources.emplace_back("/w/app2/src/bin.rs");
  ASSERT_TRUE(copy_manifests(files, tree, {}, "/s/copy"));
  std::vector<std::string> written;
  for (const auto& [path, file] : files.files()) {
    if (path != "/w/app/Cargo.toml") written.push_back(path);
  }
  EXPECT_THAT(written, ElementsAre("/s/copy/Cargo.toml", "/s/copy/src/main.rs"));
}

TEST(ManifestTree, IsCopiedAsThePatchMakesItWithEmptySourcesAndPathsIntoTheCopy) {
  MemoryFileSystem files;
  files.add("/h/w/Cargo.toml", "[workspace]\n");
  files.add("/h/w/Cargo.lock", "lock");
  files.add("/h/w/a/Cargo.toml", "b = { path = \"/h/b\" }\nc = { path = '/h/b' }\n");
  files.add("/h/w/a/src/lib.rs", "fn code() {}");
  files.add("/h/b/Cargo.toml", "old");
  ManifestTree tree{.root = "/h/w",
                    .manifests = {"/h/b/Cargo.toml", "/h/w/Cargo.toml", "/h/w/a/Cargo.toml"},
                    .sources = {"/h/b/src/main.rs", "/h/w/a/src/lib.rs"}};
  Patch patch{.files = {{.path = "/h/b/Cargo.toml", .before = "old", .after = "new"}}};
  Result<std::string> root = copy_manifests(files, tree, patch, "/s");
  ASSERT_TRUE(root) << root.error().message;
  EXPECT_EQ(*root, "/s/w");
  std::map<std::string, std::string> copied;
  for (const auto& [path, file] : files.files()) {
    if (path.starts_with("/s/")) copied[path] = file.bytes;
  }
  EXPECT_THAT(
      copied,
      UnorderedElementsAre(
          std::pair("/s/w/Cargo.toml", "[workspace]\n"), std::pair("/s/w/Cargo.lock", "lock"),
          std::pair("/s/w/a/Cargo.toml", "b = { path = \"/s/b\" }\nc = { path = '/s/b' }\n"),
          std::pair("/s/w/a/src/lib.rs", ""), std::pair("/s/b/src/main.rs", ""),
          std::pair("/s/b/Cargo.toml", "new")));
}

}  // namespace
}  // namespace makespan
