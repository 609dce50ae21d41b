#pragma once
// The TryAnswer as JSON: docs/formats/try.md explains every key.

#include <string>

#include "try/try_answer.h"

namespace makespan {

// Raised when a key changes its meaning or goes; new keys do not raise it.
inline constexpr int kTryVersion = 1;

std::string try_json(const TryAnswer& answer);

}  // namespace makespan
