#include "advise/lto_model.h"

#include <gtest/gtest.h>

#include "analysis/testing/tale.h"

namespace makespan {
namespace {

// core (400 ms of codegen) ─┐
// util (100 ms) ────────────┴─ app, a binary with 300 ms of LTO
class LinkedApplication : public ::testing::Test {
 protected:
  LinkedApplication() : tale_("cargo build --release") {
    tale_.invocation("cargo build --release", 0, 2000, {.profile = "release", .jobs = 2});
    util_ = tale_.unit("util", "0.1.0", 0, {.frontend = 10, .codegen = {100}});
    core_ = tale_.unit("core", "0.1.0", 1, {.frontend = 10, .codegen = {400}}, {util_});
    plain_ = tale_.unit("plain", "0.1.0", 500, {.kind = TaskKind::binary, .frontend = 10}, {core_});
    app_ = tale_.unit("app", "0.1.0", 501, {.kind = TaskKind::binary, .frontend = 10, .lto = 300},
                      {core_});
    trace_ = tale_.end(2000);
  }
  Tale tale_;
  TaskId util_, core_, plain_, app_;
  Trace trace_;
};

TEST_F(LinkedApplication, GeneratesItsDependenciesCodeAtTheLink) {
  LtoFactors fat = LtoModel(trace_).of(plain_, "fat");
  EXPECT_EQ(fat.moved, Duration::milliseconds(500));
  EXPECT_EQ(fat.threads, 1u);
  EXPECT_EQ(fat.share.expected, 1);
  EXPECT_GT(LtoModel(trace_).of(plain_, "thin").threads, 1u);
  EXPECT_EQ(LtoModel(trace_).threads(plain_, "thin"), LtoModel(trace_).of(plain_, "thin").threads);
  EXPECT_EQ(LtoModel(trace_).threads(core_, "thin"), 1u);
}

TEST_F(LinkedApplication, KeepsItsLtoInOtherThreads) {
  LtoFactors fat = LtoModel(trace_).of(app_, "fat");
  EXPECT_EQ(fat.moved, Duration::milliseconds(300));
  EXPECT_EQ(fat.lto.expected, 0);
}

TEST_F(LinkedApplication, LosesItsLtoWithoutAnyAcrossCrates) {
  for (const char* lto : {"thin-local", "off"}) {
    LtoFactors without = LtoModel(trace_).of(app_, lto);
    EXPECT_EQ(without.moved, Duration());
    EXPECT_LT(without.lto.high, 0.5);
  }
}

TEST_F(LinkedApplication, IsTheOneThatRunsLto) {
  LtoModel model(trace_);
  EXPECT_TRUE(model.runs_lto(app_));
  EXPECT_FALSE(model.runs_lto(core_));
  EXPECT_EQ(model.of(core_, "fat").moved, Duration());
}

}  // namespace
}  // namespace makespan
