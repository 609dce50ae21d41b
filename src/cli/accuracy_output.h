#pragma once
// The ledger, for people and as JSON.

#include <string>

#include "try/ledger.h"

namespace makespan {

// A table of the trials and one of the kinds of fix.
std::string accuracy_text(const Accuracy& accuracy);
// docs/formats/try.md
std::string accuracy_json(const Accuracy& accuracy);

}  // namespace makespan
