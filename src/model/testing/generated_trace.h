#pragma once
// Made-up runs of any size for tests and benchmarks, in the shape of a real Cargo build: one cargo,
// its units (generated_units.h) with their codegen threads, build scripts that call C compilers;
// samples; every optional now and then empty; some texts that are awkward (bytes that are no UTF-8,
// quotes, line breaks).
//
// Processes, threads, images and samples agree with each other: written to a recording log they are
// recognised as the build that they are. The fields of tasks that recognition would fill are dice.

#include <cstddef>
#include <cstdint>

#include "model/trace.h"

namespace makespan {

struct GeneratedTraceSize {
  size_t units = 20;
  size_t processes = 60;  // at least one more than units
  size_t threads = 100;   // of the compilers; each codegen thread is also a section
  size_t samples = 50;
  size_t cores = 4;
};

// The same seed and size give the same trace.
Trace generate_trace(uint64_t seed, const GeneratedTraceSize& size = {});

}  // namespace makespan
