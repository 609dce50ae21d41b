#include "report/paragraph.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/testing/tale.h"
#include "report/build_report.h"
#include "report/testing/situations.h"

namespace makespan {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string paragraph(const Trace& trace, const ReportCommands& commands = {}) {
  std::string text;
  for (const std::string& sentence : build_report(trace, analyse(trace), commands).paragraph)
    text += (text.empty() ? "" : " ") + sentence;
  return text;
}

std::string paragraph_of(std::string_view situation, const ReportCommands& commands = {}) {
  for (const ReportSituation& one : report_situations()) {
    if (one.name == situation) return paragraph(one.trace(), commands);
  }
  return {};
}

TEST(Paragraph, BeginsWithCommandTimeCoresAndUnits) {
  EXPECT_THAT(paragraph_of("release"),
              testing::StartsWith("`cargo build --release -p app`: 8.00 s, 1.6 of 2 cores busy; "
                                  "18 units built, 0 fresh."));
}

TEST(Paragraph, SaysWhatDuplicatesCostAndWhatNoCoreCountBeats) {
  std::string text = paragraph_of("release");
  EXPECT_THAT(text, HasSubstr("14% of the CPU went into packages that are there in two versions."));
  EXPECT_THAT(text, HasSubstr("No core count beats 7.12 s: proc-macro2 → quote → syn → … → app."));
}

TEST(Paragraph, SendsNobodyToACommandThatDoesNotExist) {
  EXPECT_THAT(paragraph_of("release"), Not(HasSubstr("whatif")));
  EXPECT_THAT(paragraph_of("release", {.whatif = true}),
              HasSubstr("Run `makespan whatif --jobs 4,8,16` next."));
  EXPECT_THAT(paragraph_of("release", {.whatif = true, .fixes = true}),
              HasSubstr("Run `makespan fixes` next."));
}

TEST(Paragraph, SaysThatNothingIsWorthDoing) {
  EXPECT_THAT(paragraph_of("fresh"), HasSubstr("Everything was up to date. Nothing here is worth "
                                               "doing. Run `makespan run --cold -- cargo build "
                                               "--release` next."));
  EXPECT_THAT(paragraph_of("one-unit"), HasSubstr("Nothing here is worth doing."));
  EXPECT_THAT(paragraph_of("release"), Not(HasSubstr("worth doing")));
}

TEST(Paragraph, SaysWhatFailedAndWhatWasNotReached) {
  std::string text = paragraph_of("failed");
  EXPECT_THAT(text, HasSubstr("It failed with exit code 101: app-core 0.1.0. Not reached: "
                              "app-detection, app-response, app."));
  EXPECT_THAT(text, Not(HasSubstr("worth doing")));
}

TEST(Paragraph, SaysThatTheCommandWentOnWhereUnitsFailed) {
  Tale tale("sh ci.sh");
  tale.invocation("cargo test", 0, 1990,
                  {.exit_code = 101, .failed = {"app 0.1.0 (test)", "app 0.1.0 (tests run)"}});
  tale.unit("serde", "1.0.0", 0, {.frontend = 900});
  tale.unit("app", "0.1.0", 1000, {.frontend = 200});
  tale.unit("app", "0.1.0", 1300,
            {.kind = TaskKind::test, .outcome = TaskOutcome::failed, .frontend = 100});
  tale.unit("app", "0.1.0", 1400,
            {.kind = TaskKind::test_run, .outcome = TaskOutcome::failed, .rest = 100});
  std::string text = paragraph(tale.end(2000), {.fixes = true});
  EXPECT_THAT(text,
              HasSubstr("2 units failed, and the command went on: app 0.1.0 (test), app 0.1.0 "
                        "(tests run)."));
  EXPECT_THAT(text, Not(HasSubstr("exit code")));
  EXPECT_THAT(text, HasSubstr("Run `makespan fixes` next."));
}

TEST(Paragraph, ClaimsNothingAboutMoreCoresWhereNoThreadWasSeen) {
  for (const char* situation : {"target-directory", "coarse"}) {
    EXPECT_THAT(paragraph_of(situation), Not(HasSubstr("core count"))) << situation;
    EXPECT_THAT(paragraph_of(situation), HasSubstr("The longest chain of units took")) << situation;
  }
}

TEST(Paragraph, SaysThatATargetDirectoryIsTheLastBuild) {
  std::string text = paragraph_of("target-directory");
  EXPECT_THAT(text,
              testing::StartsWith("The last `release` build, as the target directory tells it: "
                                  "5.20 s from the first unit's start to the last one's end;"));
  EXPECT_THAT(text, Not(HasSubstr("cores busy")));
}

TEST(Paragraph, NamesThePrograms) {
  EXPECT_THAT(paragraph_of("process-tree"),
              HasSubstr("23 processes. Most CPU: cc1 (3.00 s), ld (0.69 s), as (0.48 s)."));
}

TEST(Paragraph, NamesWhoHeldTheLock) {
  Tale tale("cargo build");
  InvocationId cargo = tale.invocation("cargo build", 0, 2000);
  tale.builder().add_lock_wait(
      {.process = tale.builder().so_far().invocations[cargo.index()].process,
       .start = Timestamp(),
       .end = Timestamp::at(Duration::milliseconds(1500)),
       .holder = tale.builder().intern("cargo check --workspace")});
  tale.unit("a", "1.0.0", 1500, {.frontend = 500});
  EXPECT_THAT(paragraph(tale.end(2000)),
              HasSubstr("1.50 s of it passed waiting for the lock of `cargo check --workspace`."));
}

TEST(Paragraph, SaysHowMuchWasRunningRatherThanBuilding) {
  Tale tale("cargo test");
  tale.invocation("cargo test", 0, 2000);
  tale.unit("app", "0.1.0", 0, {.kind = TaskKind::test, .frontend = 500});
  tale.unit("app", "0.1.0", 500, {.kind = TaskKind::test_run, .rest = 1500});
  EXPECT_THAT(paragraph(tale.end(2000)),
              HasSubstr("75% of the time programs ran that had been built, the longest app 0.1.0 "
                        "(tests run) for 1.50 s."));
}

TEST(Paragraph, SaysWhatAnEarlierCommandHadBuiltAlready) {
  EXPECT_THAT(paragraph_of("several-invocations"),
              HasSubstr("1 unit was built again that an earlier command of this run had built: "
                        "0.46 s of CPU."));
}

TEST(Paragraph, MakesNoFussOfWhatTookLessThanASecond) {
  Tale tale("cargo build");
  tale.invocation("cargo build", 0, 300, {.exit_code = 101, .failed = {"app 0.1.0"}});
  tale.unit("app", "0.1.0", 160, {.outcome = TaskOutcome::failed, .frontend = 120});
  tale.sample(1.3);
  std::string text = paragraph(tale.end(300, 20, 101));
  EXPECT_THAT(text, testing::EndsWith("It failed with exit code 101: app 0.1.0."));
}

TEST(Paragraph, AdmitsOtherPrograms) {
  Tale tale("cargo build");
  tale.invocation("cargo build", 0, 1000);
  for (int i = 0; i < 10; ++i)
    tale.unit("u" + std::to_string(i), "1.0.0", i * 100, {.frontend = 99});
  tale.sample(1.0);
  EXPECT_THAT(paragraph(tale.end(1000)), HasSubstr("Other programs had 50% of the machine"));
}

}  // namespace
}  // namespace makespan
