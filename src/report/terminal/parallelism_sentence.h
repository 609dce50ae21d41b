#pragma once
// The parallelism profile in one line: "Units at once (-j2): 2 for 75% of the time, 1 for 24%, none
// for 0.8%."

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/duration.h"

namespace makespan {

// `durations[n]`: how long n were at work. Large numbers stand together: "9–16 for 30%". Empty
// where never was any. `jobs`: how many could have been; none: not known, or not the same all the
// time.
std::string parallelism_sentence(const std::vector<Duration>& durations, std::string_view what,
                                 std::optional<uint32_t> jobs);

}  // namespace makespan
