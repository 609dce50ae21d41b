#pragma once
// The id of a new run: "20261124-081502-3f9a".

#include <cstdint>
#include <string>

#include "base/duration.h"

namespace makespan {

// The start in UTC and four letters or digits, from a random number, that tell runs of one second
// apart: a run replaces the one of its id. (Four hex digits were too few: of forty short runs one
// after the other one in 200 times two had the same.) Sorts by time.
std::string make_run_id(UnixTime started, uint32_t distinction);

// "2026-11-24 09:15:02" in the reader's time zone.
std::string local_time_text(UnixTime time);

}  // namespace makespan
