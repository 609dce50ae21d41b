#include "report/terminal/parallelism_sentence.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

Duration s(double seconds) {
  return Duration::seconds(seconds);
}

TEST(ParallelismSentence, BeginsWithTheMostAtOnce) {
  EXPECT_EQ(parallelism_sentence({s(1), s(23), s(76)}, "Units", 2),
            "Units at once (-j2): 2 for 76% of the time, 1 for 23%, none for 1%.");
}

TEST(ParallelismSentence, LeavesOutWhatHardlyHappened) {
  EXPECT_EQ(parallelism_sentence({s(0), s(99.7), s(0.3)}, "Processes", std::nullopt),
            "Processes at once: 1 for 100% of the time.");
}

TEST(ParallelismSentence, PutsLargeNumbersTogether) {
  std::vector<Duration> durations(38, s(0));
  durations[1] = s(10);
  durations[2] = s(10);
  durations[3] = durations[4] = s(5);
  durations[7] = s(20);
  durations[32] = s(20);
  durations[33] = durations[37] = s(15);
  EXPECT_EQ(parallelism_sentence(durations, "Units", 64),
            "Units at once (-j64): 33–37 for 30% of the time, 17–32 for 20%, 5–8 for 20%, 3–4 for "
            "10%, 2 for 10%, 1 for 10%.");
}

TEST(ParallelismSentence, SaysNothingWhereNothingRan) {
  EXPECT_EQ(parallelism_sentence({s(1)}, "Units", 2), "");
}

}  // namespace
}  // namespace makespan
