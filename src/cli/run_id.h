#pragma once
// The id of a new run: "20261124-081502-3f9a".

#include <cstdint>
#include <string>

#include "base/duration.h"

namespace makespan {

// The start in UTC and 16 bits that tell two runs of one second apart. Sorts by time.
std::string make_run_id(UnixTime started, uint16_t distinction);

// "2026-11-24 09:15:02" in the reader's time zone.
std::string local_time_text(UnixTime time);

}  // namespace makespan
