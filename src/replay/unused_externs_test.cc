#include "replay/unused_externs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "replay/testing/fake_call_runner.h"
#include "replay/testing/words.h"

namespace makespan {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

CompilerCall call_of(const std::string& line) {
  return {.label = "app 0.1.0 (bin)", .arguments = words_of(line)};
}

TEST(LintingCall, ChecksWithTheLintForcedOn) {
  EXPECT_EQ(joined(linting_call(call_of("rustc --crate-name app src/main.rs --error-format=json "
                                        "--crate-type bin --emit=dep-info,link -C "
                                        "incremental=/t/i -C debuginfo=2 --out-dir /t -L "
                                        "dependency=/t --extern rand=/t/librand.rlib"),
                                "/s")
                       ->arguments),
            "rustc --crate-name app src/main.rs --error-format json --crate-type bin --emit "
            "metadata -C debuginfo=2 --out-dir /s/out -L dependency=/t --extern "
            "rand=/t/librand.rlib --cap-lints allow --force-warn unused_crate_dependencies");
}

TEST(LintingCall, IsRustcsAlone) {
  CompilerCall call = call_of("cc -c x.c");
  call.kind = CallKind::c;
  EXPECT_EQ(linting_call(call, "/s").error().message, "app 0.1.0 (bin) is no call of rustc");
}

// As rustc 1.95 writes them; the second as releases before 1.79 did.
constexpr const char* kMessages =
    R"({"$message_type":"artifact","artifact":"/s/out/libapp.rmeta","emit":"metadata"}
{"$message_type":"diagnostic","message":"extern crate `tracing_subscriber` is unused in crate `app`","code":{"code":"unused_crate_dependencies","explanation":null},"level":"warning","spans":[]}
{"message":"external crate `rand` unused in `app`: remove the dependency or add `use rand as _;`","code":{"code":"unused_crate_dependencies"},"level":"warning"}
{"$message_type":"diagnostic","message":"unused variable: `unused_crate_dependencies`","code":{"code":"unused_variables"},"level":"warning"}
not JSON, of unused_crate_dependencies
{"$message_type":"diagnostic","message":"2 warnings emitted","code":null,"level":"warning"}
)";

TEST(UnusedExterns, AreThoseThatTheLintNames) {
  EXPECT_THAT(unused_externs_in(kMessages), ElementsAre("rand", "tracing_subscriber"));
  EXPECT_THAT(unused_externs_in(""), IsEmpty());
}

TEST(UnusedExterns, ComeFromOneRunOfTheCall) {
  FakeCallRunner runner([](const CompilerCall&) { return CallRun{.standard_error = kMessages}; });
  EXPECT_THAT(unused_externs(runner, call_of("rustc --crate-name app a.rs"), "/s").value(),
              ElementsAre("rand", "tracing_subscriber"));
  ASSERT_EQ(runner.runs.size(), 1U);
  EXPECT_EQ(runner.runs[0].arguments.back(), "unused_crate_dependencies");
}

TEST(UnusedExterns, AreNotToldWhereTheCallFails) {
  FakeCallRunner runner([](const CompilerCall&) -> Result<CallRun> {
    return failure(ErrorKind::system, "app failed when it was run again: no such crate");
  });
  EXPECT_EQ(unused_externs(runner, call_of("rustc a.rs"), "/s").error().message,
            "app failed when it was run again: no such crate");
}

}  // namespace
}  // namespace makespan
