#pragma once
// A recording log's bytes to a Trace: processes, images, threads, samples, output files, lock waits
// and the run itself. No tasks: those are the importers' work.
//
// Pure. A recording whose recorder died is a Trace too: what had not ended ends with the last
// record, and Run::complete is false. What is torn or damaged is told in the diagnostics and the
// rest is kept.

#include <string_view>

#include "base/result.h"
#include "model/trace.h"

namespace makespan {

// An error where the bytes are no recording (`corrupt`), of a newer version (`too_new`), or so
// damaged that not even the run's first record is there (`corrupt`).
Result<Trace> decode_recording(std::string_view bytes);

}  // namespace makespan
