#include "replay/call_inputs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "replay/testing/words.h"
#include "system/testing/memory_file_system.h"

namespace makespan {
namespace {

UnixTime at(double seconds) {
  return UnixTime::at(Duration::seconds(seconds));
}

struct Inputs : testing::Test {
  Inputs() {
    files.add("/bin/rustc", "rustc", at(1));
    files.add("/w/src/lib.rs", "fn f() {}", at(2));
    files.add("/w/src/a b.rs", "fn g() {}", at(2));
    files.add("/t/deps/libquote-0a.rmeta", "quote", at(90));
    files.add("/t/deps/syn-dd.d",
              "/t/deps/libsyn-dd.rmeta: src/lib.rs src/a\\ b.rs\n\nsrc/lib.rs:\n", at(95));
  }
  MemoryFileSystem files;
  CompilerCall call{.label = "syn 2.0.1",
                    .executable = "/bin/rustc",
                    .arguments = words_of("rustc --crate-name syn src/lib.rs --emit=dep-info,link "
                                          "-C extra-filename=-dd --out-dir /t/deps --extern "
                                          "proc_macro --extern "
                                          "noprelude:quote=/t/deps/libquote-0a.rmeta"),
                    .working_directory = "/w",
                    .environment = {{"PATH", "/bin"}, {"CARGO_MAKEFLAGS", "8,9"}},
                    .recorded_until = at(100)};
};

TEST_F(Inputs, AreFineWhereAllIsAsItWas) {
  EXPECT_TRUE(check_inputs(files, call).has_value());
}

TEST_F(Inputs, ThatAreGoneAreNamed) {
  call.arguments.back() = "quote=/t/deps/libquote-ff.rmeta";
  EXPECT_EQ(check_inputs(files, call).error().message,
            "the target directory has changed since the run: /t/deps/libquote-ff.rmeta is gone");
  call.working_directory = "/gone";
  EXPECT_EQ(check_inputs(files, call).error().message,
            "the directory that the compiler ran in is gone: /gone");
  call.executable = "/old/rustc";
  EXPECT_EQ(check_inputs(files, call).error().message,
            "the compiler of the run is gone: /old/rustc");
}

TEST_F(Inputs, ThatWereBuiltAnewAreNamed) {
  files.add("/t/deps/libquote-0a.rmeta", "quote", at(101));
  EXPECT_EQ(check_inputs(files, call).error().message,
            "the target directory has changed since the run: /t/deps/libquote-0a.rmeta was built "
            "anew");
}

TEST_F(Inputs, GiveTheSameKeyAsLongAsNothingChanges) {
  std::string key = experiment_key(files, call, {.codegen_units = 4});
  EXPECT_EQ(key.size(), 32U);
  EXPECT_EQ(experiment_key(files, call, {.codegen_units = 4}), key);
  call.environment[1].value = "10,11";
  EXPECT_EQ(experiment_key(files, call, {.codegen_units = 4}), key) << "of another jobserver";
}

TEST_F(Inputs, GiveAnotherKeyForWhateverChanges) {
  std::string key = experiment_key(files, call, {.codegen_units = 4});
  EXPECT_NE(experiment_key(files, call, {.codegen_units = 16}), key);
  EXPECT_NE(experiment_key(files, call, {}), key);
  for (const char* path :
       {"/bin/rustc", "/w/src/lib.rs", "/w/src/a b.rs", "/t/deps/libquote-0a.rmeta"}) {
    MemoryFileSystem changed = files;
    changed.add(path, changed.read_file(path).value(), at(96));
    EXPECT_NE(experiment_key(changed, call, {.codegen_units = 4}), key) << path;
  }
  CompilerCall other = call;
  other.environment[0].value = "/usr/bin";
  EXPECT_NE(experiment_key(files, other, {.codegen_units = 4}), key);
  other = call;
  other.arguments.emplace_back("--cfg=x");
  EXPECT_NE(experiment_key(files, other, {.codegen_units = 4}), key);
}

TEST_F(Inputs, WithoutDepInfoAreTheSourceThatTheCallNames) {
  ASSERT_TRUE(files.remove_tree("/t/deps/syn-dd.d").has_value());
  std::string key = experiment_key(files, call, {});
  files.add("/w/src/lib.rs", "fn f() { }", at(2));
  EXPECT_NE(experiment_key(files, call, {}), key);
}

}  // namespace
}  // namespace makespan
