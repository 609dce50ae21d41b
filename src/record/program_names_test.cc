#include "record/program_names.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

TEST(ProgramNames, AreToldByFileAndFirstArgument) {
  struct Case {
    const char* executable;
    const char* argument;
    ProgramKind kind;
  };
  const Case cases[] = {
      {"/home/u/.cargo/bin/rustup", "cargo", ProgramKind::cargo},
      {"/t/bin/rustc", "/t/bin/rustc", ProgramKind::rust_compiler},
      {"/t/bin/clippy-driver", "clippy-driver", ProgramKind::rust_compiler},
      {"/usr/bin/x86_64-linux-gnu-gcc-12", "cc", ProgramKind::compiler},
      {"/usr/bin/aarch64-linux-gnu-g++", "aarch64-linux-gnu-g++", ProgramKind::compiler},
      {"/usr/lib/llvm-16/bin/clang", "clang++-16", ProgramKind::compiler},
      {"/usr/lib/gcc/x86_64-linux-gnu/12/cc1plus", "cc1plus", ProgramKind::compiler},
      {"/t/gcc-ld/ld.lld", "ld.lld", ProgramKind::compiler},
      {"/w/target/debug/build/ring-0f/build-script-build", "", ProgramKind::build_script},
      {"/usr/bin/strace", "strace", ProgramKind::tracer},
      {"/home/u/.cargo/bin/cargo-tarpaulin", "cargo-tarpaulin", ProgramKind::tracer},
      {"/usr/bin/gdb-multiarch", "gdb", ProgramKind::tracer},
      {"/usr/bin/gdb-multiarch", "gdb-multiarch", ProgramKind::tracer},
      {"/opt/gdb/bin/gdb-12.1", "/opt/gdb/bin/gdb-12.1", ProgramKind::tracer},
      {"/usr/bin/lldb-server-16", "lldb-server-16", ProgramKind::tracer},
      {"/usr/lib/llvm-16/bin/lldb", "lldb-16", ProgramKind::tracer},
      {"/home/u/.cargo/bin/cargo-llvm-cov", "cargo-llvm-cov", ProgramKind::other},
      {"/usr/bin/sudo", "sudo", ProgramKind::privileged},
      {"/home/me/build/release/app", "app", ProgramKind::other},
      {"/usr/bin/cargo-nextest", "cargo-nextest", ProgramKind::other},
      {"/usr/bin/python3.11", "python3", ProgramKind::other},
      {"", "", ProgramKind::other}};
  for (const Case& one : cases)
    EXPECT_EQ(program_kind(one.executable, one.argument), one.kind) << one.executable;
}

}  // namespace
}  // namespace makespan
