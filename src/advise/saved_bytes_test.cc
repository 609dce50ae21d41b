#include "advise/saved_bytes.h"

#include <gtest/gtest.h>

#include "model/trace_builder.h"

namespace makespan {
namespace {

// base <- app, which wrote 1,000 and 3,000 bytes.
class TwoUnits : public ::testing::Test {
 protected:
  TwoUnits() {
    TraceBuilder builder;
    builder.run().host.cores = 1;
    builder.run().wall = Duration::seconds(2);
    InvocationId cargo = builder.add_invocation({.tool = BuildTool::cargo, .jobs = 1});
    base_ = unit(builder, cargo, "base", 1000);
    app_ = unit(builder, cargo, "app", 3000);
    builder.add_dependency({.task = app_, .on = base_});
    trace_ = std::move(builder).finish().value();
    change_.debuginfo = "0";
  }

  static TaskId unit(TraceBuilder& builder, InvocationId cargo, const char* name, uint64_t bytes) {
    ProcessId process = builder.add_process({.end = Timestamp::at(Duration::seconds(1))});
    // The library and its metadata.
    for (uint64_t part : {bytes / 4, bytes - bytes / 4})
      builder.add_output_file({.process = process, .path = builder.intern(name), .bytes = part});
    return builder.add_task({.kind = TaskKind::library,
                             .name = builder.intern(name),
                             .invocation = cargo,
                             .process = process,
                             .start = Timestamp::at(Duration::seconds(bytes == 1000 ? 0 : 1)),
                             .wall = Duration::seconds(1),
                             .cpu = Duration::seconds(1)});
  }

  PricedChange price(TaskId task, PriceBasis basis, double ratio) const {
    PricedChange price{.task = task, .change = change_, .basis = basis};
    price.effect.output_bytes = {.low = ratio, .expected = ratio, .high = ratio};
    return price;
  }

  [[nodiscard]] std::optional<int64_t> saved(const Candidate& candidate) const {
    return saved_bytes(trace_, candidate, CallPrices(trace_, pricing_));
  }

  Trace trace_;
  TaskId base_, app_;
  CallChange change_;
  Pricing pricing_;
};

TEST_F(TwoUnits, RemovedOnesSaveAllThatTheyWrote) {
  EXPECT_EQ(saved({.structure = {Without{.tasks = {base_}}}}), 1000);
}

TEST_F(TwoUnits, ChangedOnesSaveWhatTheyWroteLess) {
  pricing_.prices = {price(app_, PriceBasis::replayed, 0.5),
                     price(base_, PriceBasis::modelled, 0.9)};
  EXPECT_EQ(saved({.calls = {{.tasks = {base_, app_}, .change = change_}}}), 1600);
}

TEST_F(TwoUnits, GrowingOnesSaveLessThanNothing) {
  pricing_.prices = {price(app_, PriceBasis::replayed, 1.5)};
  EXPECT_EQ(saved({.calls = {{.tasks = {app_}, .change = change_}}}), -1500);
}

TEST_F(TwoUnits, WhatWasNotMeasuredIsLikeTheRestUnlessItIsTooMuch) {
  Candidate both{.calls = {{.tasks = {base_, app_}, .change = change_}}};
  pricing_.prices = {price(app_, PriceBasis::replayed, 0.5)};
  EXPECT_EQ(saved(both), 2000);
  pricing_.prices = {price(base_, PriceBasis::replayed, 0.5)};
  EXPECT_EQ(saved(both), std::nullopt);
}

TEST_F(TwoUnits, ARemovedOneIsNotChangedToo) {
  pricing_.prices = {price(app_, PriceBasis::replayed, 0.5),
                     price(base_, PriceBasis::replayed, 0.5)};
  EXPECT_EQ(saved({.structure = {Without{.tasks = {base_}}},
                   .calls = {{.tasks = {base_, app_}, .change = change_}}}),
            2500);
}

TEST_F(TwoUnits, NothingIsKnownWithoutFilesOrWithoutAChange) {
  EXPECT_EQ(saved({.jobs = 4}), std::nullopt);
  trace_.output_files.clear();
  EXPECT_EQ(saved({.structure = {Without{.tasks = {base_}}}}), std::nullopt);
}

}  // namespace
}  // namespace makespan
