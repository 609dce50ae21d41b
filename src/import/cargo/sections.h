#pragma once
// The sections of a task, from the threads and children of its compiler:
//
//   rustc ─┬─ rustc          frontend, then the IR of each codegen unit, then the link's start
//          ├─ coordinator    hands out codegen; its creation is the frontend's end
//          ├─ opt cgu.00 …   codegen, one section each
//          ├─ lto cgu.00 …   thin-local and thin LTO, one section each; fat LTO runs on the
//          │                 frontend's thread, between the coordinator's end and the link
//          └─ cc ─ collect2 ─ ld     link, with everything beneath it
//
// The frontend's CPU is what its thread had used when it created the coordinator. What no other
// section holds is `other`: the CPUs of a task's sections sum to the task's own.

#include <vector>

#include "base/dense_map.h"
#include "import/cargo/work_parts.h"
#include "model/trace_builder.h"

namespace makespan {

// The sections of every work, in order of works; Section::task is not set. New names ("cgu.03")
// are interned into the builder.
DenseMap<WorkId, std::vector<Section>> find_sections(TraceBuilder& builder, const ProcessWalk& walk,
                                                     const WorkParts& parts);

}  // namespace makespan
