#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/trace_builder.h"
#include "simulate/edit.h"
#include "simulate/tie_orders.h"

namespace makespan {
namespace {

Duration ms(int64_t n) {
  return Duration::milliseconds(n);
}

// unicode ── quote ─┬─ derive (a proc-macro) ── app
//                   └───────────────────────────┘
class SharedLibraries : public ::testing::Test {
 protected:
  SharedLibraries() {
    TraceBuilder builder;
    builder.run().host.cores = 1;
    InvocationId cargo = builder.add_invocation({.tool = BuildTool::cargo, .jobs = 1});
    int64_t start = 0;
    auto add = [&](std::string_view name, TaskKind kind) {
      return builder.add_task({.kind = kind,
                               .name = builder.intern(name),
                               .invocation = cargo,
                               .start = Timestamp::at(ms(100 * start++)),
                               .wall = ms(100),
                               .cpu = ms(100)});
    };
    unicode_ = add("unicode", TaskKind::library);
    quote_ = add("quote", TaskKind::library);
    derive_ = add("derive", TaskKind::proc_macro);
    app_ = add("app", TaskKind::binary);
    builder.add_dependency({.task = quote_, .on = unicode_});
    builder.add_dependency({.task = derive_, .on = quote_});
    builder.add_dependency({.task = app_, .on = quote_});
    builder.add_dependency({.task = app_, .on = derive_});
    builder.run().wall = ms(400);
    workload_ = build_workload(std::move(builder).finish().value());
  }
  static Duration build_time(const Workload& workload) {
    return simulate_tie_orders(workload, workload.graph(), Policy::cargo, {.cores = 1}, 1).median;
  }

  TaskId unicode_, quote_, derive_, app_;
  Workload workload_;
};

TEST_F(SharedLibraries, AreBuiltTwiceWhenTheyAreNotSharedAnyMore) {
  std::vector<Edit> edits = {Unshare{.tasks = {unicode_, quote_}, .host = {derive_}}};
  Workload workload = apply_edits(workload_, edits);
  EXPECT_EQ(workload.tasks.size(), 6u);
  EXPECT_EQ(build_time(workload) - build_time(workload_), ms(200));
}

TEST_F(SharedLibraries, ServeOnlyTheirOwnSideAfterwards) {
  std::vector<Edit> edits = {Unshare{.tasks = {quote_}, .host = {derive_}},
                             Without{.tasks = {derive_}}};
  Workload workload = apply_edits(workload_, edits);
  // The copy went with the only one that needed it.
  EXPECT_FALSE(workload.tasks[4].present);
  EXPECT_TRUE(workload.tasks[quote_.index()].present);
}

TEST_F(SharedLibraries, ChangeOnOneSideAlone) {
  std::vector<Edit> edits = {Unshare{.tasks = {unicode_, quote_}, .host = {derive_}},
                             Scale{.tasks = {unicode_, quote_}, .factor = 0}};
  EXPECT_EQ(build_time(apply_edits(workload_, edits)), build_time(workload_));
}

}  // namespace
}  // namespace makespan
