#include "cli/try_measures.h"

#include <gtest/gtest.h>

#include "model/trace_builder.h"
#include "system/testing/memory_file_system.h"

namespace makespan {
namespace {

Trace trace_with(BuildTool tool) {
  TraceBuilder builder;
  builder.add_invocation({.tool = tool});
  return std::move(builder).finish().value();
}

TEST(TryMeasures, TellWhetherACargoBuilds) {
  EXPECT_TRUE(calls_cargo(trace_with(BuildTool::cargo)));
  EXPECT_FALSE(calls_cargo(trace_with(BuildTool::make)));
  EXPECT_FALSE(calls_cargo(Trace()));
}

TEST(TryMeasures, CountWhatAUserTakesAway) {
  MemoryFileSystem files;
  files.add("/t/CACHEDIR.TAG", "tag");
  files.add("/t/release/app", std::string(100, 'x'));
  files.add("/t/release/app.d", "made of");
  files.add("/t/release/deps/app-1", std::string(100, 'x'));
  files.add("/t/x86_64-unknown-linux-musl/release/app", std::string(30, 'x'));
  EXPECT_EQ(artifact_bytes(files, "/t"), 130U);
}

}  // namespace
}  // namespace makespan
