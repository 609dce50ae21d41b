#include "advise/dependencies/feature_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace makespan {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> changes(std::string_view before, std::string_view after) {
  std::vector<std::string> lines;
  for (const FeatureChange& change : compare(read_feature_tree(before), read_feature_tree(after)))
    lines.push_back(describe(change));
  return lines;
}

TEST(FeatureTree, ReadsPackagesWithTheirFeatures) {
  const FeatureTree tree = read_feature_tree(
      "app v0.1.0 (/w/app)\t\n"
      "serde_derive v1.0.219 (proc-macro)\tdefault\n"
      "tokio v1.40.0\tnet,rt\n"
      "tokio v1.40.0\tnet,rt (*)\n"
      "\n[dev-dependencies]\n");
  EXPECT_EQ(tree.packages.size(), 3U);
  EXPECT_THAT(tree.packages.at("tokio 1.40.0"), ElementsAre("net,rt"));
  EXPECT_THAT(tree.packages.at("app 0.1.0"), ElementsAre(""));
  EXPECT_THAT(tree.packages.at("serde_derive 1.0.219"), ElementsAre("default"));
}

TEST(FeatureTree, APackageThatGoesIsNoChange) {
  EXPECT_THAT(changes("app v0.1.0\t\nrand v0.8.5\tstd\n", "app v0.1.0\t\n"), IsEmpty());
}

TEST(FeatureTree, ACarrierIsSeenByWhatItsTargetLoses) {
  EXPECT_THAT(changes("tokio v1.40.0\tnet,rt\n", "tokio v1.40.0\trt\n"),
              ElementsAre("tokio 1.40.0 loses net"));
}

TEST(FeatureTree, AnotherVersionIsAChange) {
  EXPECT_THAT(changes("url v2.5.0\tdefault\n", "url v2.4.0\tdefault\n"),
              ElementsAre("url 2.4.0 gains default"));
}

TEST(FeatureTree, OneOfTwoSetsMayVanish) {
  EXPECT_THAT(changes("syn v2.0.1\tfull\nsyn v2.0.1\tderive\n", "syn v2.0.1\tderive\n"), IsEmpty());
}

TEST(FeatureTree, OneOfTwoSetsMayNotChange) {
  EXPECT_THAT(changes("syn v2.0.1\tfull\nsyn v2.0.1\tderive\n", "syn v2.0.1\tderive,full\n"),
              ElementsAre("syn 2.0.1 is resolved differently"));
}

}  // namespace
}  // namespace makespan
