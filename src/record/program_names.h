#pragma once
// What kind of program an image is, told by the names of its executable and of its argv[0]
// (/usr/bin/x86_64-linux-gnu-g++-12 run as "c++" is a C++ compiler; rustup's proxy run as "cargo"
// is cargo).

#include <string_view>

namespace makespan {

enum class ProgramKind {
  other,
  cargo,
  rust_compiler,  // rustc, clippy-driver, rustdoc
  compiler,       // C and C++ compilers, assemblers, linkers, archivers
  build_script,
  tracer,      // needs ptrace for itself: gdb, strace, rr, …
  privileged,  // set-user-id where installed the usual way: sudo, su, …
};

ProgramKind program_kind(std::string_view executable, std::string_view argument_zero);

// Kinds whose environment is kept for a replay.
bool keeps_environment(ProgramKind kind);

}  // namespace makespan
