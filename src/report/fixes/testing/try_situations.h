#pragma once
// Answers of tries, one for each situation that their faces must make sense of.

#include <string>
#include <vector>

#include "try/try_answer.h"

namespace makespan {

struct TrySituation {
  std::string name;  // its folder in tests/golden/try/
  TryAnswer answer;
};

// In the order in which a reader should look at them.
std::vector<TrySituation> try_situations();

}  // namespace makespan
