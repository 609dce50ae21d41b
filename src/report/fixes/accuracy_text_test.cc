#include "report/fixes/accuracy_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace makespan {
namespace {

using testing::HasSubstr;

std::string text_of(const KindAccuracy& kind) {
  Accuracy accuracy{.trials = {{.kind = "debug", .fix = "dev.debug=none"}}, .kinds = {kind}};
  return accuracy_text(accuracy, {.width = 100});
}

TEST(AccuracyText, TellsTooFewRoundsFromNothingBuilt) {
  EXPECT_THAT(text_of({.kind = "debug", .too_few_rounds = 1}),
              HasSubstr("fewer than 3 rounds are too few to judge a prediction by"));
  EXPECT_THAT(text_of({.kind = "debug", .failed = 1}),
              HasSubstr("Nothing that was predicted has been built yet"));
}

}  // namespace
}  // namespace makespan
