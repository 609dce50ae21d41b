#include "replay/price_changes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "replay/testing/price_changes_fixture.h"

namespace makespan {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

TEST_F(PriceChanges, RunsTheCallAndItsChangeInTurnAndTheOtherWayRound) {
  unit("syn", 1000);
  options.budget = Duration::seconds(3.2);
  Pricing pricing = price();
  EXPECT_THAT(asked, ElementsAre("syn", "syn+", "syn+", "syn"));
  EXPECT_EQ(pricing.calls, 4U);
  ASSERT_THAT(pricing.prices, SizeIs(1));
  EXPECT_EQ(pricing.prices[0].basis, PriceBasis::replayed);
  EXPECT_NEAR(pricing.prices[0].effect.cpu.expected, 0.5, 1e-6);
  EXPECT_EQ(pricing.prices[0].effect.pairs, 2U);
}

TEST_F(PriceChanges, BeginsWithTheChangeAtEveryOtherCall) {
  unit("syn", 1000);
  unit("quote", 900);
  options.budget = Duration::seconds(20);
  price();
  const auto first_of = [&](const std::string& unit) {
    return *std::find_if(asked.begin(), asked.end(),
                         [&](const std::string& call) { return call.starts_with(unit); });
  };
  EXPECT_EQ(first_of("quote"), "quote");
  EXPECT_EQ(first_of("syn"), "syn+");
}

TEST_F(PriceChanges, WritesToScratchOnly) {
  unit("syn", 1000);
  price();
  for (const CompilerCall& call : runner.runs) {
    EXPECT_THAT(joined(call.arguments), HasSubstr("--out-dir /s/out"));
    EXPECT_THAT(joined(call.arguments), testing::Not(HasSubstr("/t ")));
  }
}

TEST_F(PriceChanges, SharesTheUnchangedRunAmongChanges) {
  unit("syn", 1000);
  options.budget = Duration::seconds(3.2);
  Pricing pricing = price({k16, {.codegen_units = 4}});
  EXPECT_THAT(asked, ElementsAre("syn", "syn+", "syn+"));
  EXPECT_THAT(pricing.totals, SizeIs(2));
}

TEST_F(PriceChanges, LetsRunUnitsStandForTheOthersWithTheirSpread) {
  unit("large", 4000);
  unit("middle", 2000);
  unit("small", 100);
  ratio = {{"large", 0.5}, {"middle", 0.8}};
  options.budget = Duration::seconds(12);
  Pricing pricing = price();
  EXPECT_EQ(of(pricing, "large").basis, PriceBasis::replayed);
  EXPECT_EQ(of(pricing, "middle").basis, PriceBasis::replayed);
  const PricedChange& small = of(pricing, "small");
  if (small.basis == PriceBasis::modelled) {
    EXPECT_NEAR(small.effect.cpu.expected, 0.6, 1e-6);
    EXPECT_LT(small.effect.cpu.low, 0.55);
    EXPECT_GT(small.effect.cpu.high, 0.7);
  } else {
    EXPECT_NEAR(small.effect.cpu.expected, 0.5, 1e-6);
  }
}

TEST_F(PriceChanges, TellsTheWholeOfAChange) {
  unit("large", 4000);
  unit("small", 1000);
  ratio = {{"large", 0.5}, {"small", 1.0}};
  options.budget = Duration::seconds(1000);
  options.tight = 0.001;
  Pricing pricing = price();
  ASSERT_THAT(pricing.totals, SizeIs(1));
  const PricedTotal& total = pricing.totals[0];
  EXPECT_EQ(total.units, 2U);
  EXPECT_EQ(total.replayed, 2U);
  EXPECT_NEAR(total.measured, 1, 1e-9);
  EXPECT_EQ(total.recorded, Duration::seconds(5));
  EXPECT_NEAR(total.cpu.expected, 0.6, 1e-6);
}

TEST_F(PriceChanges, RunsNothingWhereTheCallStaysAsItIs) {
  unit("syn", 1000);
  Pricing pricing = price({{.codegen_units = 1}});
  EXPECT_THAT(asked, IsEmpty());
  EXPECT_EQ(pricing.prices[0].basis, PriceBasis::unaffected);
  EXPECT_EQ(pricing.prices[0].effect.cpu.expected, 1);
  EXPECT_NEAR(pricing.totals[0].cpu.high, 1, 1e-9);
}

TEST_F(PriceChanges, WithoutABudgetRunsNothingAndSaysSo) {
  unit("syn", 1000);
  options.budget = Duration();
  Pricing pricing = price();
  EXPECT_THAT(asked, IsEmpty());
  EXPECT_EQ(pricing.prices[0].basis, PriceBasis::unknown);
  EXPECT_EQ(pricing.prices[0].reason, "the budget was spent on others");
}

TEST_F(PriceChanges, StoppedAtTheEndOfTheBudgetACallMayBeRunAnotherTime) {
  unit("syn", 1000);
  options.budget = Duration::seconds(3.2);
  runner = FakeCallRunner([this](const CompilerCall& call) -> Result<CallRun> {
    if (asked.empty()) return answer(call);
    now = options.budget;
    return failure(ErrorKind::system, "stopped");
  });
  Pricing pricing = price();
  EXPECT_FALSE(pricing.interrupted);
  EXPECT_EQ(pricing.calls, 2U);
  EXPECT_EQ(pricing.prices[0].reason, "the budget was spent on others");
}

// The caller kills what runs at the end of the budget, by its own clock: to look at the inputs of
// many calls takes seconds.
TEST_F(PriceChanges, CountsWhatLookingAtTheCallsTakes) {
  unit("syn", 1000);
  options.budget = Duration::seconds(3.2);
  memory.at_recall = [this] { now += Duration::seconds(3); };
  Pricing pricing = price();
  EXPECT_THAT(asked, IsEmpty());
  EXPECT_EQ(pricing.spent, Duration::seconds(3));
  EXPECT_THAT(of(pricing, "syn").reason, testing::Not(HasSubstr("stopped")));
}

TEST_F(PriceChanges, SaysWhyAUnitWasNotRunAndModelsIt) {
  unit("syn", 2000);
  unit("secret", 1000, {"DATABASE_URL"});
  options.budget = Duration::seconds(4.2);
  Pricing pricing = price();
  const PricedChange& secret = of(pricing, "secret");
  EXPECT_EQ(secret.basis, PriceBasis::modelled);
  EXPECT_THAT(secret.reason, HasSubstr("it needs the value of DATABASE_URL"));
  EXPECT_THAT(pricing.notes, Contains(HasSubstr("1 of 2 compiler calls could not be run again: ")));
  EXPECT_THAT(asked, testing::Not(Contains("secret")));
}

TEST_F(PriceChanges, DoesNotRunACallAgainThatFails) {
  unit("good", 2000);
  unit("bad", 3000);
  fails = {"bad"};
  options.budget = Duration::seconds(20);
  Pricing pricing = price();
  EXPECT_EQ(std::count(asked.begin(), asked.end(), "bad"), 1);
  EXPECT_EQ(of(pricing, "bad").basis, PriceBasis::modelled);
  EXPECT_EQ(of(pricing, "bad").reason, "bad failed");
  EXPECT_EQ(of(pricing, "good").basis, PriceBasis::replayed);
}

TEST_F(PriceChanges, KeepsTheOtherChangesWhereOneCannotBeCompiled) {
  unit("syn", 1000);
  fails = {"syn+"};
  options.budget = Duration::seconds(20);
  Pricing pricing = price();
  EXPECT_THAT(asked, ElementsAre("syn", "syn+"));
  EXPECT_EQ(pricing.prices[0].basis, PriceBasis::unknown);
  EXPECT_EQ(pricing.prices[0].reason, "syn+ failed");
}

TEST_F(PriceChanges, StopsWhenCancelledAndKeepsWhatWasMeasured) {
  unit("syn", 2000);
  unit("quote", 1000);
  options.budget = Duration::seconds(100);
  options.cancelled = [this] { return asked.size() >= 3; };
  Pricing pricing = price();
  EXPECT_TRUE(pricing.interrupted);
  EXPECT_EQ(asked.size(), 3U);
  std::string other = asked[0] == "syn" ? "quote" : "syn";
  EXPECT_EQ(of(pricing, asked[0]).basis, PriceBasis::replayed);
  EXPECT_EQ(of(pricing, other).basis, PriceBasis::modelled);
}

TEST_F(PriceChanges, RemembersPairsWhileTheInputsAreTheSame) {
  unit("syn", 1000);
  options.budget = Duration::seconds(3.2);
  price();
  ASSERT_THAT(memory.kept, SizeIs(2));
  EXPECT_EQ(memory.kept[0].unit, "syn");
  EXPECT_EQ(memory.kept[0].change, "codegen-units=16");
  asked.clear();
  options.budget = Duration();
  Pricing again = price();
  EXPECT_THAT(asked, IsEmpty());
  EXPECT_EQ(again.reused, 2U);
  EXPECT_EQ(again.prices[0].basis, PriceBasis::replayed);
  files.add(kRustc, "rustc, a newer one");
  EXPECT_EQ(price().prices[0].basis, PriceBasis::unknown);
}

TEST_F(PriceChanges, GoesOnWhereNothingCanBeKept) {
  unit("syn", 1000);
  memory.full = true;
  options.budget = Duration::seconds(3.2);
  Pricing pricing = price();
  EXPECT_EQ(pricing.prices[0].basis, PriceBasis::replayed);
  EXPECT_THAT(pricing.notes, ElementsAre("what was measured could not be kept: the disk is full"));
}

TEST_F(PriceChanges, SaysWhatItRunsBeforeItDoes) {
  unit("syn", 1000);
  options.budget = Duration::seconds(2.2);
  std::vector<std::string> said;
  options.progress = [&](const PricingProgress& at) { said.push_back(at.label); };
  price();
  EXPECT_THAT(said, ElementsAre("syn", "syn with codegen-units=16"));
}

TEST_F(PriceChanges, StopsWhereTheAnswerIsTight) {
  unit("syn", 1000);
  options.budget = Duration::seconds(1000);
  options.tight = 0.05;
  EXPECT_LT(price().calls, 20U);
}

TEST_F(PriceChanges, SaysThatAnInputIsGone) {
  unit("syn", 1000, {}, " --extern quote=/t/libquote-0a.rmeta");
  Pricing pricing = price();
  EXPECT_THAT(asked, IsEmpty());
  EXPECT_EQ(pricing.prices[0].reason,
            "the target directory has changed since the run: /t/libquote-0a.rmeta is gone");
}

TEST_F(PriceChanges, OfABuildScriptWithoutCChangesNothing) {
  cargo = build.start({.command = "cargo build", .to = 100'000});
  build.start({.parent = cargo,
               .command = "/t/debug/build/libc-1a/build-script-build",
               .to = 9000,
               .cpu = 5000,
               .environment = {{"PATH", "/bin"}}});
  Pricing pricing = price({{.debuginfo = "0"}});
  EXPECT_EQ(pricing.prices[0].basis, PriceBasis::unaffected);
}

TEST_F(PriceChanges, OfABuildScriptWhoseCCannotBeRunAgainIsNotKnown) {
  cargo = build.start({.command = "cargo build", .to = 100'000});
  ProcessId script = build.start({.parent = cargo,
                                  .command = "/t/debug/build/ring-1a/build-script-build",
                                  .to = 9000,
                                  .environment = {{"PATH", "/bin"}}});
  build.start({.parent = script,
               .command = "cc -c a.c -o /t/a.o",
               .executable = "/usr/bin/gcc",
               .to = 4000,
               .cpu = 4000,
               .withheld = {"CFLAGS"}});
  Pricing pricing = price({{.debuginfo = "0"}});
  EXPECT_EQ(pricing.prices[0].basis, PriceBasis::unknown);
  EXPECT_THAT(pricing.prices[0].reason, HasSubstr("called no C compiler that can be run again"));
}

TEST_F(PriceChanges, RunsTheCCallsOfABuildScript) {
  cargo = build.start({.command = "cargo build", .to = 100'000});
  ProcessId script = build.start({.parent = cargo,
                                  .command = "/t/debug/build/ring-1a/build-script-build",
                                  .to = 9000,
                                  .environment = {{"PATH", "/bin"}}});
  build.start({.parent = script,
               .command = "cc -g -c a.c -o /t/a.o",
               .executable = "/usr/bin/gcc",
               .to = 4000,
               .cpu = 4000,
               .environment = {{"PATH", "/bin"}}});
  build.start({.parent = script,
               .command = "cc -c b.c -o /t/b.o",
               .executable = "/usr/bin/gcc",
               .to = 1000,
               .cpu = 1000,
               .environment = {{"PATH", "/bin"}}});
  files.add("/usr/bin/gcc", "gcc");
  options.budget = Duration::seconds(8.2);
  std::vector<std::string> lines;
  FakeCallRunner c([&](const CompilerCall& call) {
    lines.push_back(joined(call.arguments));
    double cpu = lines.back().find("-g ") != std::string::npos ? 4 : 2;
    now += Duration::seconds(cpu);
    return CallRun{.cost = {.other = Duration::seconds(cpu)}};
  });
  Trace recorded = std::move(build).recognised();
  std::vector<PriceWish> wishes = {{.task = TaskId(0), .change = {.debuginfo = "0"}}};
  Pricing pricing = price_changes(recorded, wishes, c, files, &memory, options);
  EXPECT_THAT(lines, ElementsAre("cc -g -c a.c -o /s/out/a.o", "cc -c a.c -o /s/out/a.o"));
  EXPECT_EQ(pricing.prices[0].basis, PriceBasis::replayed);
  // 4 s become 2, and the second call had no debug info before.
  EXPECT_NEAR(pricing.prices[0].effect.cpu.expected, 3.0 / 5, 1e-6);
}

}  // namespace
}  // namespace makespan
