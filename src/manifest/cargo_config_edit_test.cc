#include "manifest/cargo_config_edit.h"

#include <gtest/gtest.h>

#include "manifest/gitignore.h"

namespace makespan {
namespace {

const TomlPath kFlags = {"target", "x86_64-unknown-linux-gnu", "rustflags"};

std::string text_of(const Result<std::string>& result) {
  return result ? *result : "error: " + result.error().message;
}

std::string set(std::string_view text, const TomlPath& key, std::string_view value) {
  return text_of(set_config_value({.text = text, .path = "config.toml"}, key, value));
}

std::string append(std::string_view text, const std::vector<std::string>& arguments) {
  return text_of(append_config_arguments({.text = text, .path = "config.toml"}, kFlags, arguments));
}

TEST(SetConfigValue, MakesTheFileAndTheTable) {
  EXPECT_EQ(set("", {"target", "x86_64-unknown-linux-gnu", "linker"}, "\"clang\""),
            "[target.x86_64-unknown-linux-gnu]\nlinker = \"clang\"\n");
  EXPECT_EQ(set("[target.'cfg(unix)']\nrunner = \"x\"\n", {"build", "jobs"}, "4"),
            "[target.'cfg(unix)']\nrunner = \"x\"\n\n[build]\njobs = 4\n");
}

TEST(AppendConfigArguments, ToAnArray) {
  EXPECT_EQ(
      append("", {"-C", "link-arg=-fuse-ld=mold"}),
      "[target.x86_64-unknown-linux-gnu]\nrustflags = [\"-C\", \"link-arg=-fuse-ld=mold\"]\n");
  EXPECT_EQ(append("[target.x86_64-unknown-linux-gnu]\nrustflags = [\n  \"-C\", # a\n  \"x\",\n]\n",
                   {"-C", "y"}),
            "[target.x86_64-unknown-linux-gnu]\nrustflags = [\n  \"-C\", # a\n  \"x\",\n  \"-C\",\n"
            "  \"y\",\n]\n");
}

TEST(AppendConfigArguments, ToAString) {
  EXPECT_EQ(append("[target]\nx86_64-unknown-linux-gnu.rustflags = '-C  x'\n", {"-C", "y"}),
            "[target]\nx86_64-unknown-linux-gnu.rustflags = \"-C  x -C y\"\n");
  EXPECT_EQ(append("[target]\nx86_64-unknown-linux-gnu.rustflags = ''\n", {"a b"}),
            "error: config.toml: 'target.x86_64-unknown-linux-gnu.rustflags' is one string, to "
            "which 'a b' with its space cannot be added");
}

TEST(AppendConfigArguments, ThatAreThereAlreadyAddsNothing) {
  const std::string array = "[target.x86_64-unknown-linux-gnu]\nrustflags = ['-g', '-C', 'y']\n";
  EXPECT_EQ(append(array, {"-C", "y"}), array);
  const std::string text = "[target.x86_64-unknown-linux-gnu]\nrustflags = '-g -C y'\n";
  EXPECT_EQ(append(text, {"-C", "y"}), text);
}

TEST(AppendConfigArguments, ToSomethingElseIsAnError) {
  EXPECT_EQ(append("[target.x86_64-unknown-linux-gnu]\nrustflags = 3\n", {"-g"}),
            "error: config.toml: 'target.x86_64-unknown-linux-gnu.rustflags' is not a list of "
            "strings");
}

TEST(AddGitignoreLine, AtTheEndUnlessItIsThere) {
  EXPECT_EQ(add_gitignore_line("", ".makespan/"), ".makespan/\n");
  EXPECT_EQ(add_gitignore_line("target\n", ".makespan/"), "target\n.makespan/\n");
  EXPECT_EQ(add_gitignore_line("target\r\n", ".makespan/"), "target\r\n.makespan/\r\n");
  EXPECT_EQ(add_gitignore_line("target", ".makespan/"), "target\n.makespan/");
  EXPECT_EQ(add_gitignore_line(".makespan/ \r\ntarget", ".makespan/"), ".makespan/ \r\ntarget");
  EXPECT_EQ(add_gitignore_line("#.makespan/\n/.makespan/\n", ".makespan/"),
            "#.makespan/\n/.makespan/\n.makespan/\n");
}

}  // namespace
}  // namespace makespan
