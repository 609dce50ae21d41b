#pragma once
// Numbers as people read them: at most three significant digits, always with their unit. The one
// place where figures become text, for every face that is prose.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/duration.h"

namespace makespan {

// "4.2 ms", "0.42 s", "7.31 s", "73.4 s", "734 s", "35.6 min", "5.02 h"; "0 s" for nothing.
std::string format_duration(Duration duration);

// Two decimals of a second below ten, for columns that are compared: "0.04 s", "7.31 s", "73.4 s".
std::string format_column(Duration duration);

// "93%", "0.4%", "<0.1%".
std::string format_share(double share);

// "1.6", "0.25", "12".
std::string format_cores(double cores);

// "4.6 GB", in powers of 1000.
std::string format_bytes(uint64_t bytes);

// A moment on an axis whose ticks are `step` apart, with the decimals that its neighbours differ in
// and no others: "2 s", "0.5 s", "120.5 s". Minutes and hours only where a tenth of them is no
// finer than the step: "1005 s", but "17.5 min".
std::string format_tick(Duration at, Duration step);

// "1 unit", "244 units".
std::string format_count(uint64_t count, std::string_view one, std::string_view many);

}  // namespace makespan
