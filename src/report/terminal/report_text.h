#pragma once
// The Report for a terminal: its sections, each fitting the width, readable without colour.

#include <cstddef>
#include <string>

#include "report/report.h"

namespace makespan {

struct TextOptions {
  size_t width = 80;    // columns; held to 40 … 400
  bool colour = false;  // ANSI colours
  bool unicode = true;  // false: ASCII only, for locales that are not UTF-8
};

std::string report_text(const Report& report, TextOptions options);

}  // namespace makespan
