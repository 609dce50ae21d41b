#pragma once
// The ledger as JSON: docs/formats/try.md explains every key.

#include <string>

#include "try/ledger.h"

namespace makespan {

// Raised when a key changes its meaning or goes; new keys do not raise it.
inline constexpr int kAccuracyVersion = 1;

std::string accuracy_json(const Accuracy& accuracy);

}  // namespace makespan
