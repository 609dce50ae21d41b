#pragma once
// What a fix saves of the build directory, from the files that the recorded compilers wrote:
// libraries, metadata, executables. Incremental data and what build scripts wrote is not counted.

#include <cstdint>
#include <optional>

#include "advise/call_prices.h"

namespace makespan {

// Of tasks that the fix takes away what they wrote; of calls that it changes what replays of them
// (or calls scaled by such) wrote less. Less than nothing: it grows. None where the run has no
// output files, or where less than three quarters of what the fix touches was measured.
std::optional<int64_t> saved_bytes(const Trace& trace, const Candidate& candidate,
                                   const CallPrices& prices);

}  // namespace makespan
