#include "import/cargo/rustc_call.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace makespan {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::optional<RustcCall> parse(std::vector<std::string_view> words) {
  return parse_rustc_call(words);
}

TEST(RustcCall, a_library_of_the_registry) {
  auto call = parse({"--crate-name",
                     "syn",
                     "--edition=2021",
                     "/r/syn-2.0.1/src/lib.rs",
                     "--error-format=json",
                     "--crate-type",
                     "lib",
                     "--emit=dep-info,metadata,link",
                     "-C",
                     "opt-level=3",
                     "-C",
                     "embed-bitcode=no",
                     "--cfg",
                     "feature=\"parsing\"",
                     "--cfg",
                     "feature=\"derive\"",
                     "--check-cfg",
                     "cfg(feature, values(\"x\"))",
                     "-C",
                     "metadata=5c41",
                     "-C",
                     "extra-filename=-dd8a8c82cd584d02",
                     "--out-dir",
                     "/t/debug/deps",
                     "-L",
                     "dependency=/t/debug/deps",
                     "--extern",
                     "quote=/t/debug/deps/libquote-0a.rmeta",
                     "--cap-lints",
                     "allow"});
  ASSERT_TRUE(call);
  EXPECT_EQ(call->crate_name, "syn");
  EXPECT_EQ(call->source, "/r/syn-2.0.1/src/lib.rs");
  EXPECT_EQ(call->out_dir, "/t/debug/deps");
  EXPECT_EQ(call->extra_filename, "-dd8a8c82cd584d02");
  EXPECT_THAT(call->crate_types, ElementsAre("lib"));
  EXPECT_THAT(call->features, ElementsAre("derive", "parsing"));
  EXPECT_THAT(call->flags, ElementsAre("embed-bitcode=no", "opt-level=3"));
  ASSERT_EQ(call->externs.size(), 1);
  EXPECT_EQ(call->externs[0].name, "quote");
  EXPECT_EQ(call->externs[0].path, "/t/debug/deps/libquote-0a.rmeta");
  EXPECT_TRUE(call->emits_code && call->emits_metadata);
  EXPECT_EQ(call->lint_caps, 1);
  EXPECT_FALSE(call->test || call->incremental || call->link_time_optimised);
}

TEST(RustcCall, other_spellings_of_the_same_options) {
  auto call = parse({"--crate-name=app", "src/main.rs", "--crate-type=bin", "--emit", "link",
                     "-Copt-level=2", "--codegen", "lto", "--codegen=panic=abort", "-g",
                     "--target=wasm32-wasip1", "-Cincremental=/t/debug/incremental"});
  ASSERT_TRUE(call);
  EXPECT_EQ(call->crate_name, "app");
  EXPECT_EQ(call->platform, "wasm32-wasip1");
  EXPECT_THAT(call->flags,
              ElementsAre("debuginfo=2", "incremental", "lto=fat", "opt-level=2", "panic=abort"));
  EXPECT_TRUE(call->incremental && call->link_time_optimised);
}

TEST(RustcCall, a_check_emits_no_code) {
  auto call = parse({"--crate-name", "a", "src/lib.rs", "--emit=dep-info,metadata"});
  ASSERT_TRUE(call);
  EXPECT_FALSE(call->emits_code);
}

TEST(RustcCall, lto_that_is_off_is_not_lto) {
  auto call = parse({"--crate-name", "a", "a.rs", "--emit=link", "-C", "lto=off"});
  ASSERT_TRUE(call);
  EXPECT_FALSE(call->link_time_optimised);
  EXPECT_THAT(call->flags, ElementsAre("lto=off"));
}

TEST(RustcCall, the_compilers_own_crates_and_marked_ones) {
  auto call = parse({"--crate-name", "m", "m.rs", "--emit=link", "--extern", "proc_macro",
                     "--extern", "priv,noprelude:q=/t/libq.rlib"});
  ASSERT_TRUE(call);
  ASSERT_EQ(call->externs.size(), 1);
  EXPECT_EQ(call->externs[0].name, "q");
}

TEST(RustcCall, a_target_with_a_test_harness_of_its_own) {
  auto call = parse({"--crate-name", "it", "tests/it.rs", "--emit=link", "--cfg", "test"});
  ASSERT_TRUE(call);
  EXPECT_TRUE(call->test);
  EXPECT_THAT(call->features, IsEmpty());
}

TEST(RustcCall, rustdoc_writes_with_o) {
  auto call = parse({"--edition=2021", "--crate-type", "lib", "--crate-name", "a", "src/lib.rs",
                     "-o", "/t/doc", "--extern", "b=/t/debug/deps/libb-1.rmeta"});
  ASSERT_TRUE(call);
  EXPECT_EQ(call->out_dir, "/t/doc");
  EXPECT_EQ(call->source, "src/lib.rs");
}

TEST(RustcCall, probes_compile_nothing) {
  EXPECT_FALSE(parse({"-vV"}));
  EXPECT_FALSE(parse({"-", "--crate-name", "___", "--print=file-names", "--crate-type", "bin"}));
  EXPECT_FALSE(parse({"--crate-name"}));
  EXPECT_FALSE(parse({}));
}

TEST(RustcCall, only_the_last_extension_goes) {
  EXPECT_EQ(without_extension("/t/deps/libsyn-0f.rmeta"), "/t/deps/libsyn-0f");
  EXPECT_EQ(without_extension("/t.d/deps/libsyn"), "/t.d/deps/libsyn");
}

}  // namespace
}  // namespace makespan
