#pragma once
// What `makespan try` and `makespan accuracy` print.

#include <string>

#include "system/terminal.h"
#include "try/try_answer.h"

namespace makespan {

std::string try_output(const TryAnswer& answer, bool json, const Terminal& terminal);

}  // namespace makespan
