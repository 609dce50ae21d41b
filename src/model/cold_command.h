#pragma once
// What `makespan run --cold` takes of a command: it says where cargo builds, so the command may
// not.

#include <string>
#include <vector>

namespace makespan {

// The word of a cargo command line that would build elsewhere all the same: `--target-dir…`; empty
// where there is none.
std::string overriding_argument(const std::vector<std::string>& command);

// The same command without such words and their values.
std::vector<std::string> without_overriding_arguments(const std::vector<std::string>& command);

}  // namespace makespan
