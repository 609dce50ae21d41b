// The text of each situation held against tests/golden/whatif/SITUATION/, and what must not be
// missing from it.
//
// UPDATE_GOLDEN=1 report_test --gtest_filter='*Golden*' rewrites the files; look at what changed.

#include "report/whatif/whatif_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/fixes/testing/golden.h"
#include "report/terminal/report_text.h"
#include "report/testing/simulated_whatif.h"
#include "report/whatif/simulation_views.h"

namespace makespan {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string text_of(std::string_view situation, size_t width = 400) {
  for (const WhatIfSituation& one : whatif_situations()) {
    if (one.name == situation) return whatif_text(one.report, {.width = width});
  }
  return {};
}

TEST(GoldenWhatIf, IsAsItWas) {
  for (const WhatIfSituation& one : whatif_situations()) {
    for (size_t width : {40, 80, 120, 200}) {
      expect_golden("whatif/" + one.name + "/" + std::to_string(width) + ".txt",
                    whatif_text(one.report, {.width = width}));
    }
  }
}

TEST(GoldenWhatIf, FitsEveryWidth) {
  for (const WhatIfSituation& one : whatif_situations()) {
    for (size_t width = 40; width <= 400; width += width < 130 ? 1 : 27)
      expect_fits(whatif_text(one.report, {.width = width, .colour = true}), width);
  }
}

TEST(WhatIfText, GivesTheEditedBuildsRowsBehindTheEdits) {
  std::string text = text_of("edited");
  size_t edits = text.find("\n  without dashmap@5:\n");
  ASSERT_NE(edits, std::string::npos);
  std::string recorded = text.substr(0, edits);
  std::string edited = text.substr(edits);
  EXPECT_THAT(recorded, AllOf(HasSubstr("\n  as recorded "), HasSubstr("\n  -j4 on 4 cores ")));
  EXPECT_THAT(edited, AllOf(HasSubstr("\n  -j4 on 4 cores "), HasSubstr("\n  -j2 on 2 cores "),
                            Not(HasSubstr("\n  as recorded "))));
}

TEST(WhatIfText, SaysOfWhichBuildBoundsAndMoreCoresAre) {
  EXPECT_THAT(text_of("edited"), AllOf(HasSubstr("More cores  without dashmap@5: "),
                                       HasSubstr("  without dashmap@5: critical path ")));
}

TEST(WhatIfText, SaysThatIdleCoresAndDragAreOfTheRecordedBuild) {
  EXPECT_THAT(text_of("edited"), AllOf(HasSubstr("of core time of the recorded build had nothing"),
                                       HasSubstr("Drag  the recorded build on 2 cores")));
  EXPECT_THAT(text_of("as-recorded"), Not(HasSubstr("recorded build on")));
}

TEST(WhatIfText, BeginsWithWhatKeepsItFromBeingTheWholeBuild) {
  EXPECT_THAT(text_of("recovered"), HasSubstr("The recording ends before the build did"));
  EXPECT_THAT(text_of("tests-failed"), HasSubstr("It failed with exit code 101, though"));
  EXPECT_THAT(text_of("coarse"), HasSubstr("The run is coarse"));
}

TEST(WhatIfText, SaysThatTheCpuOfMoreCodegenUnitsIsAsMeasured) {
  EXPECT_THAT(text_of("codegen-units"), HasSubstr("codegen-units: the CPU is as measured"));
}

TEST(WhatIfText, CountsTheUnitsWithoutSlack) {
  EXPECT_THAT(text_of("edited"),
              HasSubstr("9 of 18 units have no slack, 2 less than 0.74 s, 7 more: the time"));
}

WhatIfReport two_units() {
  WhatIfReport report{.cores = 2, .units = 2, .labels = DenseMap<TaskId, std::string>(2, "syn 2")};
  report.answer.replay = {.recorded = Duration::seconds(10), .simulated = Duration::seconds(11)};
  report.answer.replay.error = 0.1;
  return report;
}

std::string replay_note(const WhatIfReport& report) {
  Page page({.width = 400}, Duration::seconds(10));
  add_replay_note(page, report);
  return page.take();
}

TEST(WhatIfText, SaysWhereAnUnreliableReplayDiverges) {
  WhatIfReport report = two_units();
  report.answer.replay.divergence = Divergence{.task = TaskId(1),
                                               .recorded_start = Duration::seconds(4),
                                               .simulated_start = Duration::seconds(5)};
  EXPECT_THAT(whatif_text(report, {.width = 100}),
              HasSubstr("off by more than 5%. It first diverges at"));
  EXPECT_THAT(replay_note(report), HasSubstr("unreliable. It first diverges at syn 2, which"));
}

TEST(WhatIfText, SaysThatAnUnreliableReplayDivergesAtItsEnd) {
  EXPECT_THAT(replay_note(two_units()),
              HasSubstr("unreliable. No unit starts more than 5% of the build early or late: the "
                        "end does."));
}

TEST(WhatIfText, SaysUpToHowManyUnitsTheirDragIsSimulated) {
  EXPECT_THAT(whatif_text(two_units(), {.width = 100}), HasSubstr("up to some 500 of them"));
  EXPECT_THAT(text_of("edited"), HasSubstr("Single units on 2 cores: app 0.1.0 (bin) 3."));
}

}  // namespace
}  // namespace makespan
