#include "cli/run_id.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

UnixTime second(double seconds) {
  return UnixTime::at(Duration::seconds(seconds));
}

TEST(RunId, IsTheStartAndWhatTellsRunsOfOneSecondApart) {
  EXPECT_EQ(make_run_id(second(1'764'549'302.5), 0), "20251201-003502-0000");
  EXPECT_EQ(make_run_id(second(1'764'549'302.5), 46655), "20251201-003502-zzz0");
  EXPECT_EQ(make_run_id(second(1'764'549'302.5), 36 * 46655), "20251201-003502-0zzz");
  EXPECT_LT(make_run_id(second(100), 7), make_run_id(second(101), 3));
}

}  // namespace
}  // namespace makespan
