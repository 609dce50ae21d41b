#include "manifest/replaced_sources.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace makespan {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> paths(std::string_view text) {
  return replaced_source_paths({.text = text, .path = "Cargo.toml"})
      .value_or(std::vector<std::string>{"(error)"});
}

TEST(ReplacedSources, AreNamedByTheirPathsInEveryForm) {
  EXPECT_THAT(paths(R"(
[dependencies]
own = { path = "own" }
[patch.crates-io]
serde = { path = "../serde" }
log = { git = "https://example.org/log" }
[patch."https://example.org/x"]
x.path = 'vendor/x'
[patch.crates-io.rand]
path = "/abs/rand"
[replace]
"libc:0.2.1" = { path = "../serde" }
)"),
              ElementsAre("../serde", "/abs/rand", "vendor/x"));
}

TEST(ReplacedSources, AreNoneInOtherShapes) {
  EXPECT_THAT(paths("[package]\nname = \"a\"\n"), IsEmpty());
  EXPECT_THAT(paths("patch = 1\nreplace = [2]\n"), IsEmpty());
  EXPECT_THAT(paths("[patch]\ncrates-io = 1\nx = { y = { path = 3 } }\n"), IsEmpty());
  EXPECT_THAT(paths("[patch"), ElementsAre("(error)"));
}

}  // namespace
}  // namespace makespan
