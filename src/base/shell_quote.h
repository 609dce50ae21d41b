#pragma once
// A command line that a shell reads back as the same words.

#include <string>
#include <vector>

namespace makespan {

// Words of plain characters stay as they are; others stand in single quotes.
std::string shell_quoted(const std::vector<std::string>& words);

}  // namespace makespan
