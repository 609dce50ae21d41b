#include "manifest/dependencies.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace makespan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<DependencyEntry> list(std::string_view text) {
  return list_dependencies({.text = text, .path = "Cargo.toml"}).value();
}

// "line+lines table name form".
std::vector<std::string> summary(std::string_view text) {
  constexpr std::string_view forms[] = {"requirement", "inline", "dotted", "section"};
  std::vector<std::string> result;
  for (const DependencyEntry& entry : list(text))
    result.push_back(fmt::format("{}+{} {} {} {}", entry.line, entry.lines, table_name(entry.table),
                                 entry.name, forms[static_cast<size_t>(entry.form)]));
  return result;
}

TEST(ListDependencies, FindsEachFormInEachTable) {
  EXPECT_THAT(
      summary(R"([dependencies]
foo = "1" # why
foo-bar = { version = "1" }
dotted.version = "1"
other = [
]
dotted.features = []
"quoted" . workspace = true

[ dependencies . "sec" ]
version = "1"

# inside
optional = true
# behind
[dependencies.sec.sub]
x = 1
[target.'cfg(windows)'.dev-dependencies]
winapi = "0.3"
[target.x86_64-unknown-linux-gnu]
build_dependencies.cc = "1"
[workspace]
dependencies = { a = "1", b.path = "b" }
)"),
      ElementsAre("2+1 [dependencies] foo requirement", "3+1 [dependencies] foo-bar inline",
                  "4+2 [dependencies] dotted dotted", "5+2 [dependencies] other requirement",
                  "8+1 [dependencies] quoted dotted", "10+7 [dependencies] sec section",
                  "19+1 [target.'cfg(windows)'.dev-dependencies] winapi requirement",
                  "21+1 [target.x86_64-unknown-linux-gnu.build-dependencies] cc "
                  "requirement",
                  "23+1 [workspace.dependencies] a requirement",
                  "23+1 [workspace.dependencies] b dotted"));
}

TEST(ListDependencies, ReadsWhatIsDeclared) {
  const std::vector<DependencyEntry> entries = list(R"([dependencies]
bar = { package = "foo", version = "=1.2", features = ["a", "b"], default_features = false }
inherited = { workspace = true, optional = true }
local = { path = "../local", default-features = true }
remote.git = "https://example.org/r"
)");
  ASSERT_EQ(entries.size(), 4U);
  EXPECT_EQ(entries[0].package, "foo");
  EXPECT_EQ(entries[0].requirement, "=1.2");
  EXPECT_THAT(entries[0].features, ElementsAre("a", "b"));
  EXPECT_EQ(entries[0].default_features, false);
  EXPECT_TRUE(entries[1].inherited);
  EXPECT_TRUE(entries[1].optional);
  EXPECT_EQ(entries[1].requirement, std::nullopt);
  EXPECT_EQ(entries[2].path, "../local");
  EXPECT_EQ(entries[2].default_features, true);
  EXPECT_TRUE(entries[3].git);
  EXPECT_EQ(entries[3].default_features, std::nullopt);
}

TEST(ListDependencies, OfNamesThatAreTrapsFindsOnlyDependencies) {
  EXPECT_THAT(summary("[dependencies]\ndependencies = \"1\"\n\"a.b\" = \"1\"\n"
                      "[dependencies-x]\nno = \"1\"\n[package.metadata.dependencies]\nno = 1\n"
                      "[patch.crates-io]\nno = { path = \"x\" }\n"),
              ElementsAre("2+1 [dependencies] dependencies requirement",
                          "3+1 [dependencies] a.b requirement"));
  EXPECT_THAT(list("dependencies = 3\n"), IsEmpty());
}

TEST(ListDependencies, OfATextThatIsNoTomlSaysWhere) {
  const auto entries = list_dependencies({.text = "[dependencies\n", .path = "a/Cargo.toml"});
  ASSERT_FALSE(entries);
  EXPECT_EQ(entries.error().message, "a/Cargo.toml:1: expected ] behind the table's name");
}

TEST(InheritsDependency, InAnyTableOfTheMember) {
  const std::string_view member =
      "[dependencies]\na.workspace = true\nb = \"1\"\nc = { workspace = false }\n"
      "[target.'cfg(unix)'.build-dependencies]\nd = { workspace = true, features = [] }\n";
  EXPECT_TRUE(inherits_dependency({.text = member, .path = "t"}, "a").value());
  EXPECT_FALSE(inherits_dependency({.text = member, .path = "t"}, "b").value());
  EXPECT_FALSE(inherits_dependency({.text = member, .path = "t"}, "c").value());
  EXPECT_TRUE(inherits_dependency({.text = member, .path = "t"}, "d").value());
}

}  // namespace
}  // namespace makespan
