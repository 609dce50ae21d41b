#include "advise/dependencies/lint_wrapper.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace makespan {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string call(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words)
    text += word + '\0';
  return text;
}

std::string app_call(const std::vector<std::string>& more = {}) {
  std::vector<std::string> words = {"/w",
                                    "/w/app",
                                    "rustc",
                                    "--crate-name",
                                    "app",
                                    "--edition=2021",
                                    "app/src/main.rs",
                                    "-C",
                                    "extra-filename=-0f",
                                    "--out-dir",
                                    "/t/debug/deps",
                                    "--cfg",
                                    "feature=\"tls\"",
                                    "--extern",
                                    "serde=/t/debug/deps/libserde-1.rmeta",
                                    "--extern",
                                    "noprelude:rand=/t/debug/deps/librand-2.rmeta",
                                    "--extern",
                                    "proc_macro"};
  words.insert(words.end(), more.begin(), more.end());
  return call(words);
}

constexpr std::string_view kRandIsUnused =
    R"({"$message_type":"artifact","artifact":"/t/debug/deps/libapp-0f.rmeta","emit":"metadata"}
{"$message_type":"diagnostic","message":"extern crate `rand` is unused in crate `app`","code":{"code":"unused_crate_dependencies","explanation":null},"level":"warning","spans":[]}
)";

TEST(CheckedCall, TellsGivenCratesFromUnusedOnes) {
  const std::optional<CheckedCall> read = read_checked_call(app_call(), kRandIsUnused, "0\n");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->package_directory, "/w/app");
  EXPECT_EQ(read->crate_name, "app");
  EXPECT_EQ(read->source, "/w/app/src/main.rs");
  EXPECT_EQ(read->dep_info, "/t/debug/deps/app-0f.d");
  EXPECT_THAT(read->features, ElementsAre("tls"));
  EXPECT_THAT(read->given, ElementsAre("rand", "serde"));
  EXPECT_THAT(read->unused, ElementsAre("rand"));
  EXPECT_TRUE(read->succeeded);
  EXPECT_FALSE(read->test);
}

TEST(CheckedCall, KnowsTestHarnesses) {
  EXPECT_TRUE(read_checked_call(app_call({"--test"}), "", "0\n")->test);
}

TEST(CheckedCall, OtherMessagesThatQuoteTheLintSayNothing) {
  const std::string_view error =
      R"({"message":"unknown lint `unused_crate_dependencies`","code":{"code":"unknown_lints"}}
not JSON: unused_crate_dependencies
)";
  EXPECT_THAT(read_checked_call(app_call(), error, "0\n")->unused, IsEmpty());
}

TEST(CheckedCall, AFailedOrKilledCallHasNotSucceeded) {
  EXPECT_FALSE(read_checked_call(app_call(), "", "101\n")->succeeded);
  EXPECT_FALSE(read_checked_call(app_call(), "", "")->succeeded);
}

TEST(CheckedCall, ProbesAndTornFilesAreNone) {
  EXPECT_FALSE(read_checked_call(call({"/w", "/w/app", "rustc", "-vV"}), "", "0\n"));
  EXPECT_FALSE(read_checked_call("", "", ""));
}

TEST(DepInfo, ListsSourcesAndWhatTheyInclude) {
  EXPECT_THAT(read_dep_info("/t/deps/app-0f.d: app/src/main.rs app/src/../README.md app/a\\ b.rs\n"
                            "\napp/src/main.rs:\napp/src/../README.md:\napp/a\\ b.rs:\n"
                            "\n# env-dep:CARGO_PKG_NAME=app:\n",
                            "/w"),
              ElementsAre("/w/app/README.md", "/w/app/a b.rs", "/w/app/src/main.rs"));
}

TEST(LintWrapperScript, QuotesItsFolderAndThePackages) {
  const std::string script = lint_wrapper_script("/tmp/a b", {"/w/my app"});
  EXPECT_THAT(script, HasSubstr("folder='/tmp/a b'\n"));
  EXPECT_THAT(script, HasSubstr("    '/w/my app') return 0 ;;\n"));
}

}  // namespace
}  // namespace makespan
