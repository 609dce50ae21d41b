#pragma once
// What cargo says, as part of a sentence of ours.

#include <string>

#include "system/command_runner.h"

namespace makespan {

// cargo's error and what caused it, in one line, without "error: " and without hints.
std::string cargo_complaint(const CommandOutput& output);

}  // namespace makespan
