#include "advise/published_ranges.h"

namespace makespan {
namespace {

// The perf book and the 2025 compiler survey: 2 to 30% of all cycles are debug information, line
// tables a part of it; one C-heavy application gained 11% of CPU.
void add_debug_info(const CallChange& change, SectionFactors& factors) {
  if (!change.debuginfo) return;
  bool none = *change.debuginfo == "0";
  factors.codegen = none ? Factor{0.6, 0.8, 0.98} : Factor{0.7, 0.88, 1};
  factors.link = none ? Factor{0.4, 0.7, 1} : Factor{0.6, 0.85, 1};
  factors.compile_c = none ? Factor{0.7, 0.85, 1} : Factor{0.8, 0.95, 1};
}

// A full link against the GNU linker: lld 2 to 13 times faster, mold and wild 2 to 40 (the
// announcement of Rust 1.90, wild's own benchmarks); from lld on the gain is small.
void add_linker(const CallChange& change, SectionFactors& factors) {
  if (change.linker) factors.link = {0.1, 0.6, 1.1};
}

// One build each of a handful of projects: from 16 to 1 pieces CPU -10 to +15%.
void add_codegen_units(const CallChange& change, SectionFactors& factors) {
  if (change.codegen_units) factors.codegen = {0.8, 1, 1.25};
}

// opt-level 3 to 1, and the other way round, in one or two projects each.
void add_opt_level(const CallChange& change, SectionFactors& factors) {
  if (!change.opt_level) return;
  bool less = *change.opt_level == "0" || *change.opt_level == "1";
  factors.codegen = less ? Factor{0.3, 0.6, 1} : Factor{1, 1.8, 4};
}

// rustc-perf, `full` against `incr-full`: the first build with incremental state takes some 5 to
// 30% longer in the frontend; code generation has both signs, for pieces of another size.
void add_incremental(const CallChange& change, SectionFactors& factors) {
  if (!change.incremental) return;
  factors.frontend = {0.7, 0.9, 1};
  factors.codegen = {0.6, 0.9, 1.2};
}

void add_split(const CallChange& change, SectionFactors& factors) {
  if (change.split_debuginfo) factors.link = {0.3, 0.8, 1.1};
}

}  // namespace

SectionFactors published_range(const CallChange& change) {
  SectionFactors factors;
  add_debug_info(change, factors);
  add_linker(change, factors);
  add_codegen_units(change, factors);
  add_opt_level(change, factors);
  add_split(change, factors);
  add_incremental(change, factors);
  return factors;
}

}  // namespace makespan
