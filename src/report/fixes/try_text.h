#pragma once
// What building both ways showed, for a terminal: fits the width, readable without colour.

#include <string>

#include "report/terminal/report_text.h"
#include "try/try_answer.h"

namespace makespan {

std::string try_text(const TryAnswer& answer, TextOptions options);

}  // namespace makespan
