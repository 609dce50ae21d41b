#include "system/fresh_directory.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "system/testing/temporary_directory.h"

namespace makespan {
namespace {

TEST(FreshDirectory, IsANewOneEachTime) {
  TemporaryDirectory place;
  std::string first = make_fresh_directory(place.path(), ".work").value();
  std::string second = make_fresh_directory(place.path(), ".work").value();
  EXPECT_NE(first, second);
  EXPECT_TRUE(first.starts_with(place / ".work-"));
  EXPECT_TRUE(std::filesystem::is_empty(first));
}

TEST(FreshDirectory, OfARelativePlaceIsAbsolute) {
  std::string path = make_fresh_directory(".", "fresh").value();
  EXPECT_TRUE(path.starts_with('/')) << path;
  EXPECT_TRUE(std::filesystem::remove(path));
}

TEST(FreshDirectory, NeedsAPlaceThatIsThere) {
  TemporaryDirectory place;
  EXPECT_FALSE(make_fresh_directory(place / "none", "fresh"));
}

}  // namespace
}  // namespace makespan
