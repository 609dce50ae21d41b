#pragma once
// `.gitignore`, of which this room knows only that it has lines.

#include <string>
#include <string_view>

namespace makespan {

// The text with `line` at its end, or unchanged if it has that line (spaces at the end aside). An
// empty text is a file that is not there yet. Line endings and a missing last break are kept.
std::string add_gitignore_line(std::string_view text, std::string_view line);

}  // namespace makespan
