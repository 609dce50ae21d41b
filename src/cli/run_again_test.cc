#include "cli/run_again.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace makespan {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

const Run kRun = {.project_root = "/home/user/aimds",
                  .host = {.cpu_model = "Example CPU", .kernel = "Linux 6.1", .online_cores = 8}};

Surroundings here() {
  return {.same_project = true, .host = {.cpu_model = "Example CPU", .online_cores = 8}};
}

TEST(RunAgain, WhatWasMadeHereMayBe) {
  EXPECT_THAT(why_not_run_again(kRun, RunReference::Kind::stored, here()), IsEmpty());
}

TEST(RunAgain, NothingOfAFileMayBe) {
  for (RunReference::Kind kind : {RunReference::Kind::run_file, RunReference::Kind::other_file})
    EXPECT_THAT(why_not_run_again(kRun, kind, here()), HasSubstr("comes from a file"));
}

// It was imported.
TEST(RunAgain, NothingOfAnotherProjectOrMachineMayBe) {
  Surroundings other = here();
  other.same_project = false;
  EXPECT_EQ(why_not_run_again(kRun, RunReference::Kind::stored, other),
            "The run was made in /home/user/aimds, not in this project, and no compiler call of it "
            "is run again.");
  other = here();
  other.host.online_cores = 2;
  EXPECT_EQ(why_not_run_again(kRun, RunReference::Kind::stored, other),
            "The run was made on another machine (Example CPU, 8 cores; this is Example CPU, 2 "
            "cores), and no compiler call of it is run again.");
  other = here();
  other.host.cpu_model = "Another CPU";
  EXPECT_THAT(why_not_run_again(kRun, RunReference::Kind::stored, other),
              HasSubstr("on another machine"));
}

}  // namespace
}  // namespace makespan
