#pragma once
// Texts held against files: UPDATE_GOLDEN=1 rewrites them; look at what changed.

#include <string>

namespace makespan {

// `path` from tests/golden/.
void expect_golden(const std::string& path, const std::string& text);

// No line is wider than `width`.
void expect_fits(const std::string& text, size_t width);

// Without ANSI colours.
std::string without_colour(const std::string& text);

}  // namespace makespan
