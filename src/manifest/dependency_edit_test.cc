#include "manifest/dependency_edit.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

const DependencyTable kNormal;
const DependencyTable kWorkspace = {.list = DependencyList::workspace, .target = {}};
const DependencyTable kUnix = {.list = DependencyList::normal, .target = "cfg(any(unix,windows))"};

std::string text_of(const Result<std::string>& result) {
  return result ? *result : "error: " + result.error().message;
}

TomlFile file(std::string_view text) {
  return {.text = text, .path = "Cargo.toml"};
}

std::string removed(std::string_view text, std::string_view name,
                    const DependencyTable& table = kNormal) {
  return text_of(remove_dependency(file(text), table, name));
}

std::string moved(std::string_view text, std::string_view name,
                  const DependencyTable& table = kNormal) {
  return text_of(move_to_dev_dependencies(file(text), table, name));
}

std::string with_version(std::string_view text, std::string_view name, std::string_view version,
                         const DependencyTable& table = kNormal) {
  return text_of(set_requirement(file(text), table, name, version));
}

std::string with_features(std::string_view text, const std::vector<std::string>& features) {
  return text_of(set_features(file(text), kNormal, "foo", features));
}

TEST(RemoveDependency, TakesOnlyTheOneOfThatName) {
  const std::string_view text =
      "[dependencies]\nfoo-bar = \"1\"\n\"foo\" = \"1\" # foo\nfoo_bar = \"1\"\n"
      "[dependencies.foobar]\nversion = \"1\"\n[dev-dependencies]\nfoo = \"1\"\n";
  EXPECT_EQ(removed(text, "foo"),
            "[dependencies]\nfoo-bar = \"1\"\nfoo_bar = \"1\"\n"
            "[dependencies.foobar]\nversion = \"1\"\n[dev-dependencies]\nfoo = \"1\"\n");
  EXPECT_EQ(removed(text, "foo", {.list = DependencyList::development, .target = {}}),
            "[dependencies]\nfoo-bar = \"1\"\n\"foo\" = \"1\" # foo\nfoo_bar = \"1\"\n"
            "[dependencies.foobar]\nversion = \"1\"\n[dev-dependencies]\n");
}

TEST(RemoveDependency, NamedLikeATable) {
  EXPECT_EQ(removed("[dependencies]\ndependencies = \"1\"\na = \"1\"\n", "dependencies"),
            "[dependencies]\na = \"1\"\n");
  EXPECT_EQ(removed("[dependencies.dependencies]\nversion = \"1\"\n\n[x]\n", "dependencies"),
            "[x]\n");
}

TEST(RemoveDependency, ByItsRenameNotItsPackage) {
  const std::string_view text = "[dependencies]\nbar = { package = \"foo\", version = \"1\" }\n";
  EXPECT_EQ(removed(text, "bar"), "[dependencies]\n");
  EXPECT_EQ(removed(text, "foo"), "error: Cargo.toml: [dependencies] has no 'foo'");
}

TEST(RemoveDependency, OfATargetWrittenWithOtherSpaces) {
  EXPECT_EQ(removed("[target.'cfg(any(unix,  windows))'.dependencies]\nfoo = \"1\"\nbar = \"1\"\n",
                    "foo", kUnix),
            "[target.'cfg(any(unix,  windows))'.dependencies]\nbar = \"1\"\n");
  EXPECT_EQ(removed("[target.\"cfg(any(unix, windows))\".dependencies.foo]\nversion = \"1\"\n",
                    "foo", kUnix),
            "");
  EXPECT_EQ(removed("[dependencies]\nfoo = \"1\"\n", "foo", kUnix),
            "error: Cargo.toml: [target.'cfg(any(unix,windows))'.dependencies] has no 'foo'");
}

TEST(RemoveDependency, OfTheWorkspace) {
  EXPECT_EQ(removed("[workspace.dependencies]\nfoo = \"1\"\n", "foo", kWorkspace),
            "[workspace.dependencies]\n");
  EXPECT_EQ(removed("[workspace]\nmembers = []\ndependencies.foo = \"1\"\n", "foo", kWorkspace),
            "[workspace]\nmembers = []\n");
  EXPECT_EQ(removed("[workspace.dependencies.foo]\npath = \"x\"\n[y]\n", "foo", kWorkspace),
            "[y]\n");
}

TEST(RemoveDependency, WithHashesAndBracketsInItsStrings) {
  EXPECT_EQ(
      removed("[dependencies]\nfoo = { version = \"1\", path = \"a # [b]\" } # c\nbar = \"1\"\n",
              "foo"),
      "[dependencies]\nbar = \"1\"\n");
}

TEST(RemoveFeatureMentions, KeepsTheFeaturesAndAllElseInThem) {
  const auto without = [](std::string_view text) {
    return text_of(remove_feature_mentions(file(text), "foo"));
  };
  EXPECT_EQ(without("[features]\nstd = [\"foo/std\"] # s\nfoo-bar = [\"foo-bar/x\"]\n"
                    "all = [\n  \"std\", # S\n  \"dep:foo\", # F\n  \"foo?/x\",\n  \"std\",\n]\n"),
            "[features]\nstd = [] # s\nfoo-bar = [\"foo-bar/x\"]\n"
            "all = [\n  \"std\", # S\n  \"std\",\n]\n");
  EXPECT_EQ(without("[features]\nfoo = []\ndefault = [\"foo\"]\n"),
            "[features]\nfoo = []\ndefault = [\"foo\"]\n");
  EXPECT_EQ(without("[features]\ndefault = [\"foo\"]\n"), "[features]\ndefault = []\n");
  EXPECT_EQ(without("[dependencies]\nfoo = \"1\"\n"), "[dependencies]\nfoo = \"1\"\n");
}

TEST(MoveToDevDependencies, KeepsTheValueAndTheCommentBehindIt) {
  EXPECT_EQ(
      moved("[dependencies]\nfoo = { version='1',features=[ \"x\" ] }   # tests\nbar = \"1\"\n"
            "\n[dev-dependencies]\nzed = \"1\"\n",
            "foo"),
      "[dependencies]\nbar = \"1\"\n\n[dev-dependencies]\n"
      "foo = { version='1',features=[ \"x\" ] }   # tests\nzed = \"1\"\n");
  EXPECT_EQ(moved("[dependencies]\nfoo.workspace = true\n", "foo"),
            "[dependencies]\n\n[dev-dependencies]\nfoo.workspace = true\n");
  EXPECT_EQ(moved("[dependencies.foo]\nversion = \"1\"\n", "foo"),
            "[dev-dependencies.foo]\nversion = \"1\"\n");
}

TEST(MoveToDevDependencies, StaysWithItsTarget) {
  EXPECT_EQ(moved("[target.'cfg(any(unix, windows))'.dependencies]\nfoo = \"1\"\n\n[features]\n",
                  "foo", kUnix),
            "[target.'cfg(any(unix, windows))'.dependencies]\n\n"
            "[target.'cfg(any(unix, windows))'.dev-dependencies]\nfoo = \"1\"\n\n[features]\n");
}

TEST(MoveToDevDependencies, IntoTheTableOfTheOldSpelling) {
  EXPECT_EQ(moved("[dependencies]\nfoo = \"1\"\n[dev_dependencies]\nbar = \"1\"\n", "foo"),
            "[dependencies]\n[dev_dependencies]\nbar = \"1\"\nfoo = \"1\"\n");
}

TEST(MoveToDevDependencies, RefusesWhatCargoWould) {
  EXPECT_EQ(moved("[dependencies]\nfoo = { version = \"1\", optional = true }\n", "foo"),
            "error: Cargo.toml: 'foo' in [dependencies] is optional, which a dev-dependency cannot "
            "be");
  EXPECT_EQ(moved("[dependencies]\nfoo = \"1\"\n[dev-dependencies]\nfoo = \"1\"\n", "foo"),
            "error: Cargo.toml: there is 'dev-dependencies.foo' already");
  EXPECT_EQ(moved("[workspace.dependencies]\nfoo = \"1\"\n", "foo", kWorkspace),
            "error: Cargo.toml: 'foo' in [workspace.dependencies] is not a normal dependency");
}

TEST(SetRequirement, InEachForm) {
  EXPECT_EQ(with_version("[dependencies]\nfoo='1' # c\n", "foo", "=2.0"),
            "[dependencies]\nfoo='=2.0' # c\n");
  EXPECT_EQ(with_version("[dependencies]\nfoo = { features = [], version = \"1\" }\n", "foo", "2"),
            "[dependencies]\nfoo = { features = [], version = \"2\" }\n");
  EXPECT_EQ(with_version("[dependencies]\nfoo.version = \"1\"\n", "foo", "2"),
            "[dependencies]\nfoo.version = \"2\"\n");
  EXPECT_EQ(with_version("[dependencies.foo]\nversion = \"1\"\n", "foo", "2"),
            "[dependencies.foo]\nversion = \"2\"\n");
  EXPECT_EQ(with_version("[workspace.dependencies]\nfoo = \"1\"\n", "foo", "2", kWorkspace),
            "[workspace.dependencies]\nfoo = \"2\"\n");
}

TEST(SetRequirement, OfAnEntryWithoutOneIsAnError) {
  EXPECT_EQ(with_version("[dependencies]\nfoo.workspace = true\n", "foo", "2"),
            "error: Cargo.toml: 'foo' in [dependencies] has its version in "
            "[workspace.dependencies]");
  EXPECT_EQ(with_version("[dependencies]\nfoo = { path = \"foo\" }\n", "foo", "2"),
            "error: Cargo.toml: 'foo' in [dependencies] has no version");
  EXPECT_EQ(with_version("[dependencies]\nfoo = 1\n", "foo", "2"),
            "error: Cargo.toml: 'foo' in [dependencies] is no dependency");
}

TEST(SetFeatures, InEachForm) {
  EXPECT_EQ(with_features("[dependencies]\nfoo = '1' # c\n", {"a", "b"}),
            "[dependencies]\nfoo = { version = '1', features = [\"a\", \"b\"] } # c\n");
  EXPECT_EQ(
      with_features("[dependencies]\nfoo = { path = \"f\", features = [\"full\"] }\n", {"rt"}),
      "[dependencies]\nfoo = { path = \"f\", features = [\"rt\"] }\n");
  EXPECT_EQ(with_features("[dependencies]\nfoo.workspace = true\nbar = \"1\"\n", {"rt"}),
            "[dependencies]\nfoo.workspace = true\nfoo.features = [\"rt\"]\nbar = \"1\"\n");
  EXPECT_EQ(with_features("[dependencies.foo]\nversion = \"1\"\n", {"rt"}),
            "[dependencies.foo]\nversion = \"1\"\nfeatures = [\"rt\"]\n");
}

TEST(SetFeatures, OfNoneRemovesTheList) {
  EXPECT_EQ(with_features("[dependencies]\nfoo = { version = \"1\", features = [\"a\"] }\n", {}),
            "[dependencies]\nfoo = { version = \"1\" }\n");
  EXPECT_EQ(with_features("[dependencies]\nfoo = \"1\"\n", {}), "[dependencies]\nfoo = \"1\"\n");
}

TEST(SetDefaultFeatures, InTheSpellingThatIsThere) {
  const auto off = [](std::string_view text) {
    return text_of(set_default_features(file(text), kNormal, "foo", false));
  };
  EXPECT_EQ(off("[dependencies]\nfoo = \"1\"\n"),
            "[dependencies]\nfoo = { version = \"1\", default-features = false }\n");
  EXPECT_EQ(off("[dependencies]\nfoo = { version = \"1\", default_features = true }\n"),
            "[dependencies]\nfoo = { version = \"1\", default_features = false }\n");
  EXPECT_EQ(off("[dependencies]\nfoo = { workspace = true }\n"),
            "error: Cargo.toml: 'foo' in [dependencies] has its default features from "
            "[workspace.dependencies]");
}

}  // namespace
}  // namespace makespan
