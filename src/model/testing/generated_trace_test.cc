#include "model/testing/generated_trace.h"

#include <gtest/gtest.h>

#include <utility>

#include "model/testing/trace_difference.h"
#include "model/trace_builder.h"

namespace makespan {
namespace {

TEST(GeneratedTrace, HasTheSizeThatWasAskedFor) {
  Trace trace = generate_trace(1, {.units = 7, .processes = 30, .threads = 50, .samples = 9});
  EXPECT_EQ(trace.tasks.size(), 7U);
  EXPECT_EQ(trace.processes.size(), 30U);
  EXPECT_EQ(trace.threads.size(), 50U);
  EXPECT_EQ(trace.samples.size(), 9U);
}

TEST(GeneratedTrace, IsTheSameForTheSameSeedAndAnotherForAnother) {
  EXPECT_EQ(trace_difference(generate_trace(1), generate_trace(1)), "");
  EXPECT_NE(trace_difference(generate_trace(1), generate_trace(2)), "");
}

TEST(GeneratedTrace, MayHaveNoUnitsOrThreadsAtAll) {
  EXPECT_TRUE(generate_trace(1, {.units = 0, .processes = 3, .threads = 0}).tasks.empty());
}

TEST(TraceDifference, NamesTheFieldsThatDiffer) {
  Trace trace = generate_trace(1);
  trace.threads[3].name = StringId::none();
  std::string found = trace_difference(trace, generate_trace(1));
  EXPECT_TRUE(found.starts_with("threads[3]: ")) << found;
  EXPECT_NE(found.find("name=none"), std::string::npos) << found;
}

TEST(TraceDifference, DoesNotMindInWhichOrderTextsWereInterned) {
  TraceBuilder a;
  a.intern("other");
  a.add_task({.name = a.intern("syn"), .version = a.intern("")});
  TraceBuilder b;
  b.add_task({.name = b.intern("syn"), .version = b.intern("")});
  TraceBuilder c;
  c.add_task({.name = c.intern("syn"), .version = StringId::none()});
  Trace of_a = std::move(a).finish().value();
  EXPECT_EQ(trace_difference(of_a, std::move(b).finish().value()), "");
  EXPECT_NE(trace_difference(of_a, std::move(c).finish().value()), "");
}

}  // namespace
}  // namespace makespan
