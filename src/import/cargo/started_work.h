#pragma once
// What a process that cargo started works on, read from the command line of one of its images.

#include <cstdint>
#include <string_view>

#include "base/id.h"
#include "import/cargo/program_role.h"
#include "import/cargo/rustc_call.h"
#include "model/trace.h"

namespace makespan {

using WorkId = Id<struct WorkTag>;
using CargoId = Id<struct CargoTag>;

enum class WorkKind {
  compile,       // rustc or clippy-driver
  document,      // rustdoc
  doctest,       // rustdoc --test, with all that it compiles and runs
  build_script,  // the run of a build.rs
  program,       // a test or a binary
  command,       // no cargo's: any other process that did something
};

struct Work {
  WorkKind kind = WorkKind::command;
  ProcessId process;
  uint32_t image = 0;  // of Trace::images: its command
  CargoId cargo;       // none for a command
  RustcCall call;      // compile, document, doctest
  // program: the executable that runs; behind a runner, what that was told to start.
  std::string_view program;
  // The compiler itself and its image: `process` and `image`, but for a wrapper.
  ProcessId compiler;
  uint32_t compiler_image = 0;
  bool wrapped = false;            // started through a RUSTC_WRAPPER
  bool from_exec = false;          // what the cargo process itself became: starts with its image
  bool arguments_in_file = false;  // `rustc @file`: known by its environment only
};

// Both fill in `work`, whose image is set, and its kind; false where it is no such work.

// A compile, a document or a doctest, `role` being the image's own: rustc, or what stands in front
// of it.
bool read_compile(const Trace& trace, ProgramRole role, Work& work);

// A build script, a test or a program, by the path that cargo gave it.
bool read_executable(const Trace& trace, Work& work);

}  // namespace makespan
