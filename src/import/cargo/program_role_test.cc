#include "import/cargo/program_role.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

TEST(ProgramRole, by_the_executable) {
  EXPECT_EQ(program_role("/r/bin/cargo", "x"), ProgramRole::cargo);
  EXPECT_EQ(program_role("/r/bin/rustc", {}), ProgramRole::rustc);
  EXPECT_EQ(program_role("/r/bin/clippy-driver", {}), ProgramRole::clippy_driver);
  EXPECT_EQ(program_role("/r/bin/rustdoc", {}), ProgramRole::rustdoc);
  EXPECT_EQ(program_role("/r/bin/cargo-nextest", {}), ProgramRole::cargo_subcommand);
  EXPECT_EQ(program_role("/usr/bin/git", "git"), ProgramRole::other);
}

TEST(ProgramRole, a_proxy_is_what_it_was_called_as) {
  EXPECT_EQ(program_role("/home/me/.cargo/bin/rustup", "cargo"), ProgramRole::cargo);
  EXPECT_EQ(program_role("/usr/bin/ccache", "/usr/lib/ccache/g++"), ProgramRole::c_compiler);
}

TEST(ProgramRole, c_compilers_by_version_and_target) {
  for (const char* name :
       {"cc", "gcc-12", "clang++-16", "aarch64-linux-gnu-gcc", "/lib/gcc/12/cc1"})
    EXPECT_EQ(program_role(name, {}), ProgramRole::c_compiler) << name;
  for (const char* name : {"ld", "ar", "gcc-ar", "cmake"})
    EXPECT_EQ(program_role(name, {}), ProgramRole::other) << name;
}

TEST(ProgramRole, the_hash_of_a_unit) {
  EXPECT_EQ(unit_hash_of("app-3bc3a38e30e0480d"), "3bc3a38e30e0480d");
  EXPECT_EQ(unit_hash_of("3bc3a38e30e0480d"), "3bc3a38e30e0480d");
  EXPECT_EQ(unit_hash_of("my-app"), "");
  EXPECT_EQ(unit_hash_of("app3bc3a38e30e0480d"), "");
}

TEST(ProgramRole, sources_by_extension) {
  EXPECT_TRUE(is_c_source("src/a.c"));
  EXPECT_TRUE(is_c_source("/x/y.S"));
  EXPECT_FALSE(is_c_source("a.o"));
  EXPECT_FALSE(is_c_source("-Dx=a.c"));
  EXPECT_FALSE(is_c_source(".c"));
}

}  // namespace
}  // namespace makespan
