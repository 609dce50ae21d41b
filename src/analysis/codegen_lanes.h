#pragma once
// Codegen lanes: how far the heaviest units used more than one thread to generate code.
//
//   lane 0   |--cgu.00--|--cgu.03--|
//   lane 1   |----cgu.01----|           3 codegen units, at most 2 at a time

#include <cstdint>
#include <vector>

#include "model/trace.h"

namespace makespan {

struct CodegenSpan {
  SectionKind kind = SectionKind::codegen;  // or lto
  Timestamp start;
  Duration wall;
  uint32_t lane = 0;
};

struct CodegenUnit {
  TaskId task;
  uint32_t codegen_units = 0;  // spans of kind codegen
  uint32_t lanes = 0;          // how many spans ran at once, at most
  Duration window;             // during which at least one ran
  // How many spans ran at a time, on average over the window. (What the threads got of the cores
  // depends on who else wanted them.)
  double parallelism = 0;
  std::vector<CodegenSpan> spans;  // by start
};

// The `most` units with the most codegen and LTO, heaviest first; units without any, and
// those whose threads nobody saw, are left out.
std::vector<CodegenUnit> find_codegen_lanes(const Trace& trace, size_t most = 5);

}  // namespace makespan
