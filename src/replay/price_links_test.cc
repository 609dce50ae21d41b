// What links is run again against libraries that are compiled anew with the change, where there is
// time for it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "replay/testing/price_changes_fixture.h"

namespace makespan {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

// An application that is linked by thin LTO, and the library that it takes.
struct PriceLinks : PriceChanges {
  PriceLinks() {
    unit("syn", 1000, {}, " -C linker-plugin-lto");
    ProcessId app = build.start(
        {.parent = cargo,
         .command =
             "rustc --crate-name app src/main.rs --crate-type bin --emit=link -C opt-level=3 "
             "-C lto=thin -C codegen-units=1 -C extra-filename=-0b --out-dir /t -L "
             "dependency=/t --extern syn=/t/libsyn-dd8a8c82cd584d02.rlib",
         .executable = kRustc,
         .from = 2000,
         .to = 4000,
         .cpu = 2000,
         .environment = {{"PATH", "/bin"}, {"CARGO_PKG_NAME", "app"}}});
    ThreadId main = build.thread(app, {.name = "rustc", .from = 2000, .to = 4000, .cpu = 500});
    build.thread(app, {.name = "coordinator",
                       .from = 2400,
                       .to = 3600,
                       .cpu = 2,
                       .spawner = main,
                       .spawner_cpu = 400});
    build.thread(app, {.name = "lto cgu.00", .from = 2500, .to = 3500, .cpu = 1000});
    files.add("/t/libsyn-dd8a8c82cd584d02.rlib", "syn");
  }

  [[nodiscard]] std::vector<std::string> lines() const {
    std::vector<std::string> all;
    for (const CompilerCall& call : runner.runs)
      all.push_back(joined(call.arguments));
    return all;
  }
};

const CallChange kNoLto{.lto = "thin-local"};

TEST_F(PriceLinks, CompilesTheLibrariesAnewBeforeTheLink) {
  options.budget = Duration::seconds(10);
  Pricing pricing = price({kNoLto});
  ASSERT_THAT(lines(), SizeIs(testing::Ge(3)));
  EXPECT_THAT(lines()[0], HasSubstr("--out-dir /s/libraries-0"));
  EXPECT_THAT(lines()[0], HasSubstr("-C embed-bitcode=no"));
  EXPECT_THAT(lines()[1], HasSubstr("--extern syn=/t/libsyn-dd8a8c82cd584d02.rlib"));
  EXPECT_THAT(lines()[1], HasSubstr("-C lto=thin"));
  EXPECT_THAT(lines()[2], HasSubstr("--extern syn=/s/libraries-0/libsyn-dd8a8c82cd584d02r.rlib"));
  EXPECT_THAT(lines()[2], testing::Not(HasSubstr("lto=thin")));
  EXPECT_EQ(of(pricing, "app").basis, PriceBasis::replayed);
  EXPECT_EQ(of(pricing, "app").libraries, LinkedLibraries::remade);
  EXPECT_EQ(of(pricing, "syn").libraries, LinkedLibraries::untouched);
}

TEST_F(PriceLinks, LinksTheRecordedLibrariesWhereNewOnesWouldTakeMostOfTheBudget) {
  options.budget = Duration::seconds(1.6);
  Pricing pricing = price({kNoLto});
  EXPECT_THAT(lines(), testing::Each(testing::Not(HasSubstr("/s/libraries-0"))));
  EXPECT_NE(of(pricing, "app").basis, PriceBasis::replayed);
  EXPECT_EQ(of(pricing, "app").libraries, LinkedLibraries::recorded);
}

TEST_F(PriceLinks, LinksTheRecordedLibrariesWhereNewOnesCannotBeCompiled) {
  options.budget = Duration::seconds(30);
  fails = {"syn+"};
  Pricing pricing = price({k16});
  EXPECT_EQ(of(pricing, "app").basis, PriceBasis::replayed);
  EXPECT_EQ(of(pricing, "app").libraries, LinkedLibraries::recorded);
  EXPECT_THAT(pricing.notes, Contains("Links with codegen-units=16 were not run again with "
                                      "libraries made for it: syn+ failed"));
}

TEST_F(PriceLinks, NeedNoNewLibrariesForAnotherLinker) {
  options.budget = Duration::seconds(7);
  Pricing pricing = price({{.linker = "mold"}});
  EXPECT_THAT(lines(), testing::Each(testing::Not(HasSubstr("/s/libraries-0"))));
  EXPECT_EQ(of(pricing, "app").libraries, LinkedLibraries::untouched);
}

TEST_F(PriceLinks, RememberWhatWasLinkedWithNewLibraries) {
  options.budget = Duration::seconds(30);
  price({kNoLto});
  runner.runs.clear();
  Pricing again = price({kNoLto});
  EXPECT_THAT(lines(), testing::Each(testing::Not(HasSubstr("/s/libraries-0"))));
  EXPECT_EQ(of(again, "app").basis, PriceBasis::replayed);
  EXPECT_EQ(of(again, "app").libraries, LinkedLibraries::remade);
}

TEST_F(PriceLinks, UseASingleRememberedLinkWhereThereIsNoTimeForAnother) {
  options.budget = Duration::seconds(30);
  price({kNoLto});
  bool one = false;
  std::erase_if(memory.kept, [&](const Experiment& experiment) {
    return experiment.unit.starts_with("app") && std::exchange(one, true);
  });
  ASSERT_TRUE(one);
  runner.runs.clear();
  options.budget = Duration();
  Pricing again = price({kNoLto});
  EXPECT_THAT(lines(), IsEmpty());
  EXPECT_EQ(of(again, "app").basis, PriceBasis::replayed);
  EXPECT_EQ(of(again, "app").libraries, LinkedLibraries::remade);
}

}  // namespace
}  // namespace makespan
