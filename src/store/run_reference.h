#pragma once
// What a user may write for RUN on the command line, and which of the known runs it means.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/run_summary.h"

namespace makespan {

// "last" is 0, "last~2" is 2; nullopt where the text is something else.
std::optional<size_t> parse_last(std::string_view text);

// The id that `text` means: `last`, `last~N` (the Nth build before the last; runs of `makespan try`
// are passed over), a whole id, or a prefix that only one run has. `runs`: newest first. The error
// says what was close.
Result<std::string> find_run(const std::vector<RunSummary>& runs, std::string_view text);

}  // namespace makespan
