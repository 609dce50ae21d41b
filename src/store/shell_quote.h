#pragma once
// A command line as a person would type it.

#include <string>
#include <vector>

namespace makespan {

// {"sh", "-c", "exit 7"} -> "sh -c 'exit 7'"
std::string quote_for_shell(const std::vector<std::string>& words);

}  // namespace makespan
