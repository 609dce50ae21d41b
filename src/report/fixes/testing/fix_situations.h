#pragma once
// Answers about fixes, one for each situation that their faces must make sense of.

#include <string>
#include <vector>

#include "advise/fix.h"
#include "report/fixes/fixes_text.h"

namespace makespan {

struct FixSituation {
  std::string name;  // its folder in tests/golden/fixes/
  FixAnswer answer;
  FixCommands commands = {};
};

// In the order in which a reader should look at them.
std::vector<FixSituation> fix_situations();

}  // namespace makespan
