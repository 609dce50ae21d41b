#include "import/cargo/locked_dependents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace makespan {
namespace {

using testing::ElementsAre;

constexpr std::string_view kLock = R"lock(version = 4

[[package]]
name = "app"
version = "0.1.0"
dependencies = [
 "lib",
 "syn 2.0.1",
]

[[package]]
name = "lib"
version = "0.2.0"
source = "registry+x"
dependencies = [
 "syn 1.0.9 (registry+x)",
 "gone",
]

[[package]]
name = "syn"
version = "1.0.9"

[[package]]
name = "syn"
version = "2.0.1"

[metadata]
name = "not a package"
)lock";

std::string names(const std::vector<LockNode>& nodes, const std::vector<bool>& which) {
  std::string text;
  for (size_t i = 0; i < nodes.size(); ++i) {
    if (which[i]) text += nodes[i].name + nodes[i].version + " ";
  }
  return text;
}

TEST(LockedDependents, a_dependency_leads_to_the_version_it_names) {
  std::vector<LockNode> nodes = read_lock_graph(kLock);
  ASSERT_EQ(nodes.size(), 4);
  EXPECT_THAT(nodes[0].dependencies, ElementsAre(1, 3));
  EXPECT_THAT(nodes[1].dependencies, ElementsAre(2));
}

TEST(LockedDependents, what_needs_a_package_and_what_it_needs) {
  std::vector<LockNode> nodes = read_lock_graph(kLock);
  EXPECT_EQ(names(nodes, reached_from(nodes, {2}, true)), "app0.1.0 lib0.2.0 syn1.0.9 ");
  EXPECT_EQ(names(nodes, reached_from(nodes, {1}, false)), "lib0.2.0 syn1.0.9 ");
}

TEST(LockedDependents, text_that_is_no_lock_file_has_no_packages) {
  EXPECT_TRUE(read_lock_graph("hello\n]").empty());
}

}  // namespace
}  // namespace makespan
