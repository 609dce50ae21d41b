#include "record/compiler_outputs.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

using Words = std::vector<std::string>;

TEST(CompilerOutputs, ALibraryAsCargoCallsIt) {
  CompilerOutputs outputs = compiler_outputs(
      {"rustc", "--crate-name", "syn", "--edition=2021", "src/lib.rs", "--crate-type", "lib",
       "--emit=dep-info,metadata,link", "-C", "extra-filename=-1f2e", "--out-dir", "/t/deps"});
  EXPECT_EQ(outputs.files, (Words{"/t/deps/libsyn-1f2e.rmeta", "/t/deps/libsyn-1f2e.rlib"}));
  EXPECT_EQ(outputs.dep_info, "/t/deps/syn-1f2e.d");
}

TEST(CompilerOutputs, BinariesAndMacrosHaveNoMetadata) {
  EXPECT_EQ(compiler_outputs({"rustc", "--crate-name", "app", "--crate-type", "bin",
                              "--emit=dep-info,link", "-Cextra-filename=-1", "--out-dir", "/t"})
                .files,
            (Words{"/t/app-1"}));
  EXPECT_EQ(compiler_outputs({"rustc", "--crate-name=m", "--crate-type=proc-macro", "--emit=link",
                              "--out-dir=/t"})
                .files,
            (Words{"/t/libm.so"}));
}

TEST(CompilerOutputs, ACheckWritesMetadataOnly) {
  EXPECT_EQ(compiler_outputs({"rustc", "--crate-name", "a", "--crate-type", "lib",
                              "--emit=dep-info,metadata", "--out-dir", "/t"})
                .files,
            (Words{"/t/liba.rmeta"}));
}

TEST(CompilerOutputs, ExplicitPathsWin) {
  CompilerOutputs outputs = compiler_outputs(
      {"rustc", "--crate-name", "a", "--emit=metadata=/m/x.rmeta,dep-info=/m/x.d", "-o", "out/a"});
  EXPECT_EQ(outputs.files, (Words{"/m/x.rmeta", "out/a"}));
  EXPECT_EQ(outputs.dep_info, "/m/x.d");
}

TEST(CompilerOutputs, QuestionsToTheCompilerWriteNothing) {
  EXPECT_TRUE(compiler_outputs({"rustc", "-vV"}).files.empty());
  EXPECT_TRUE(compiler_outputs({"rustc", "-", "--crate-name", "___", "--print=cfg"}).files.empty());
  EXPECT_TRUE(compiler_outputs({"rustc", "--crate-name"}).files.empty());
  EXPECT_TRUE(compiler_outputs({}).files.empty());
}

}  // namespace
}  // namespace makespan
