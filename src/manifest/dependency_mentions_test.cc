#include "manifest/dependency_mentions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace makespan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<FeatureMention> mentions(std::string_view text, std::string_view name) {
  return feature_mentions({.text = text, .path = "t"}, name).value();
}

TEST(FeatureMentions, InEachSpelling) {
  EXPECT_THAT(
      mentions("[features]\nstd = [\"foo/std\", \"foo-bar/std\"]\n"
               "default = [\n  \"dep:foo\", # foo\n  \"foo?/x\",\n]\nother = [\"food\"]\n",
               "foo"),
      ElementsAre(FeatureMention{"std", "foo/std", 2}, FeatureMention{"default", "dep:foo", 4},
                  FeatureMention{"default", "foo?/x", 5}));
}

TEST(FeatureMentions, OfTheImplicitFeatureOnlyWhereNoFeatureHasTheName) {
  EXPECT_THAT(mentions("[features]\ndefault = [\"foo\"]\n", "foo"),
              ElementsAre(FeatureMention{"default", "foo", 2}));
  EXPECT_THAT(mentions("[features]\nfoo = [\"dep:foo\"]\ndefault = [\"foo\"]\n", "foo"),
              ElementsAre(FeatureMention{"foo", "dep:foo", 2}));
}

TEST(FeatureMentions, InTheRequiredFeaturesOfTargets) {
  EXPECT_THAT(mentions("[[bin]]\nname = \"server\"\nrequired-features = [\"foo\", \"x\"]\n", "foo"),
              ElementsAre(FeatureMention{"bin.server", "foo", 3}));
  EXPECT_THAT(mentions("test = [{ name = \"t\", required-features = [\"foo/x\"] }]\n", "foo"),
              ElementsAre(FeatureMention{"test.t", "foo/x", 1}));
}

TEST(FeatureMentions, AreNoneWithoutFeatures) {
  EXPECT_THAT(mentions("[dependencies]\nfoo = \"1\"\n", "foo"), IsEmpty());
}

TEST(IgnoredDependencies, OfEachTool) {
  EXPECT_THAT(ignored_dependencies({.text = R"(package.metadata.cargo-machete.ignored = ["prost"]
[workspace.metadata.cargo-machete]
ignored = ["w"]
[workspace.metadata]
cargo-shear = { ignored = ["s", 3] }
[workspace.metadata.cargo-udeps.ignore]
normal = [
  "n",
]
build = ["b"]
)",
                                    .path = "t"})
                  .value(),
              ElementsAre(IgnoredDependency{"cargo-machete", "prost", false, 1},
                          IgnoredDependency{"cargo-machete", "w", true, 3},
                          IgnoredDependency{"cargo-shear", "s", true, 5},
                          IgnoredDependency{"cargo-udeps", "n", true, 8},
                          IgnoredDependency{"cargo-udeps", "b", true, 10}));
}

}  // namespace
}  // namespace makespan
