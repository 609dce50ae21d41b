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
// A runner or nextest stands before a test: `qemu-aarch64 deps/app-3b…`, or a cargo-nextest of its
// own that becomes the test by exec. Its Work names the test.
//
// `cargo run` becomes its program by exec: one process, a CargoProcess and a Work.

#include <cstdint>
#include <vector>

#include "base/dense_map.h"
#include "import/cargo/started_work.h"
#include "model/trace.h"

namespace makespan {

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
