#pragma once
// The ledger for a terminal: what was predicted beside what building both ways showed.

#include <string>

#include "report/terminal/report_text.h"
#include "try/ledger.h"

namespace makespan {

// `accuracy` has a trial at least.
std::string accuracy_text(const Accuracy& accuracy, TextOptions options);

}  // namespace makespan
