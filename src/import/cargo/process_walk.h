#pragma once
// Which recorded processes are cargos, which are units of work that a cargo started, and which unit
// every other process worked for. The first pass over a recording; everything else builds on it.
//
//   sh -c 'cargo test'
//   └─ cargo test                          a CargoProcess
//      ├─ rustc -vV                        nobody's: a probe
//      ├─ sccache rustc --crate-name app   Work (compile), its compiler the rustc below
//      │  └─ rustc --crate-name app
//      │     └─ cc … ─ ld …                works for it
//      ├─ build-script-build               Work (build script)
//      │  └─ cargo build                   works for it, and is a CargoProcess of its own:
//      │     └─ rustc --crate-name inner   Work of the inner cargo
//      └─ deps/app-3bc3a38e30e0480d        Work (program)
//
// `cargo run` becomes its program by exec: one process, a CargoProcess and a Work.

#include <cstdint>
#include <vector>

#include "base/dense_map.h"
#include "base/id.h"
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
  // The compiler itself and its image: `process` and `image`, but for a wrapper.
  ProcessId compiler;
  uint32_t compiler_image = 0;
  bool wrapped = false;            // started through a RUSTC_WRAPPER
  bool from_exec = false;          // what the cargo process itself became: starts with its image
  bool arguments_in_file = false;  // `rustc @file`: known by its environment only
};

struct CargoProcess {
  ProcessId process;
  uint32_t image = 0;  // the last that is cargo's own, rustup's proxy left behind
  uint32_t first_image = 0;
  CargoId parent;           // the cargo that this one runs beneath
  bool subcommand = false;  // became cargo-NAME by exec, or is one started by hand
};

struct ProcessWalk {
  std::vector<Work> works;  // by their start, commands behind all others
  std::vector<CargoProcess> cargos;
  DenseMap<ProcessId, WorkId> owner;    // for which work a process ran; none
  DenseMap<ProcessId, CargoId> cargo;   // the nearest cargo at or above a process; none
  DenseMap<ProcessId, bool> is_daemon;  // left behind, or beneath one that was
};

ProcessWalk walk_processes(const Trace& recorded);

}  // namespace makespan
