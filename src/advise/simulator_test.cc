#include "advise/simulator.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "model/trace_builder.h"

namespace makespan {
namespace {

Duration ms(int64_t n) {
  return Duration::milliseconds(n);
}

// Eight tasks of 100 ms that need nothing of each other, two at a time.
Trace eight_tasks_on_two_cores() {
  TraceBuilder builder;
  builder.run().host.cores = 2;
  builder.run().wall = ms(400);
  InvocationId cargo = builder.add_invocation({.tool = BuildTool::cargo, .jobs = 2});
  for (int64_t i = 0; i < 8; ++i) {
    builder.add_task({.kind = TaskKind::library,
                      .name = builder.intern("unit" + std::to_string(i)),
                      .invocation = cargo,
                      .start = Timestamp::at(ms(100 * (i / 2))),
                      .wall = ms(100),
                      .cpu = ms(100),
                      .run_queue_wait = Duration()});
  }
  return std::move(builder).finish().value();
}

// A tenth where all cores of a machine are busy: half of sixteen cost less than a tenth.
TEST(Simulator, SlowsALargerMachineDownByWhatItsOwnCoresCostEachOther) {
  Trace trace = eight_tasks_on_two_cores();
  Simulator simulator(trace, 16, {.low = 0, .middle = 0.1, .high = 0.1, .fitted = true});
  EXPECT_LT(simulator.base(), ms(110));
}

}  // namespace
}  // namespace makespan
