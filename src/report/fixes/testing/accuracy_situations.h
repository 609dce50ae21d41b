#pragma once
// Ledgers, one for each situation that their face must make sense of.

#include <string>
#include <vector>

#include "try/ledger.h"

namespace makespan {

struct AccuracySituation {
  std::string name;  // its folder in tests/golden/accuracy/
  Accuracy accuracy;
};

std::vector<AccuracySituation> accuracy_situations();

}  // namespace makespan
