#pragma once
// The version of this program: also written into runs, so that a reader knows who made them.

namespace makespan {

inline constexpr const char* kVersion = "0.1.0";

}  // namespace makespan
