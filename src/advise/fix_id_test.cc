#include "advise/fix_id.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace makespan {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Candidate fix(std::string id, std::string kind, Verdict verdict = Verdict::recommended) {
  Candidate candidate;
  candidate.fix.id = std::move(id);
  candidate.fix.kind = std::move(kind);
  candidate.fix.verdict = verdict;
  candidate.fix.reason = "saves 0.1 s of 53 s";
  return candidate;
}

class FixIds : public ::testing::Test {
 protected:
  std::vector<std::string> named(std::string_view text) {
    Result<std::vector<size_t>> places = find_by_id(text, candidates_);
    if (!places) return {places.error().message};
    std::vector<std::string> ids;
    for (size_t place : *places)
      ids.push_back(candidates_[place].fix.id);
    return ids;
  }

  std::vector<Candidate> candidates_ = {
      fix("release.codegen-units=16", "codegen-units", Verdict::decision),
      fix("ci.codegen-units=16", "codegen-units"),
      fix("release.codegen-units=4", "codegen-units", Verdict::rejected),
      fix("dev.package.*.debug=none", "debug"),
      fix("unused:core/rand", "unused"),
      fix("unused:app/syn", "unused", Verdict::possible),
      fix("unused:app/rand", "unused"),
      fix("align:dashmap@6.1.0", "align"),
      fix("linker=mold", "linker", Verdict::rejected),
  };
};

TEST_F(FixIds, NameAFixExactly) {
  EXPECT_THAT(named("release.codegen-units=16"), ElementsAre("release.codegen-units=16"));
  EXPECT_THAT(named("dev.package.*.debug=none"), ElementsAre("dev.package.*.debug=none"));
}

TEST_F(FixIds, OfARejectedFixAreTakenWhenExact) {
  EXPECT_THAT(named("linker=mold"), ElementsAre("linker=mold"));
}

TEST_F(FixIds, OfAKindAloneMeanAllThatIsRecommended) {
  EXPECT_THAT(named("unused"), ElementsAre("unused:core/rand", "unused:app/rand"));
}

TEST_F(FixIds, OfAKindAloneTakeTheBestOfValuesThatExcludeEachOther) {
  for (const char* id : {"ci.lto=off", "ci.lto=false"}) {
    candidates_.push_back(fix(id, "lto"));
    candidates_.back().group = "lto";
  }
  EXPECT_THAT(named("lto"), ElementsAre("ci.lto=off"));
}

TEST_F(FixIds, OfAKindThatIsRejectedSayWhy) {
  EXPECT_THAT(named("linker"),
              ElementsAre("every fix of the kind `linker` is rejected here: saves 0.1 s of 53 s"));
}

TEST_F(FixIds, MayLeaveAPartOutWhereOneThingFits) {
  EXPECT_THAT(named("unused:syn"), ElementsAre("unused:app/syn"));
  EXPECT_THAT(named("align:dashmap"), ElementsAre("align:dashmap@6.1.0"));
  EXPECT_THAT(named("ci.codegen-units"), ElementsAre("ci.codegen-units=16"));
  EXPECT_THAT(named("package.*.debug=none"), ElementsAre("dev.package.*.debug=none"));
  EXPECT_THAT(named("package.*.debug"), ElementsAre("dev.package.*.debug=none"));
}

TEST_F(FixIds, ThatFitSeveralFixesNameThem) {
  EXPECT_THAT(named("unused:rand"),
              ElementsAre("`unused:rand` fits several fixes: unused:core/rand, unused:app/rand"));
  EXPECT_THAT(named("codegen-units=16"),
              ElementsAre("`codegen-units=16` fits several fixes: release.codegen-units=16, "
                          "ci.codegen-units=16"));
}

TEST_F(FixIds, ThatFitNothingNameWhatIsNear) {
  EXPECT_THAT(named("dev.codegen-units=16"),
              ElementsAre(HasSubstr("near it: release.codegen-units=16, ci.codegen-units=16")));
  EXPECT_THAT(named("turbo"), ElementsAre("there is no fix `turbo` for this run; `makespan fixes` "
                                          "lists those that there are"));
}

TEST_F(FixIds, OfOtherVersionsAreNotTakenForTheirPrefix) {
  EXPECT_THAT(named("align:dash"), ElementsAre(HasSubstr("there is no fix")));
}

}  // namespace
}  // namespace makespan
