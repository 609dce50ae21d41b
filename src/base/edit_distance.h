#pragma once
// How far a mistyped word is from another, for "did you mean".

#include <cstddef>
#include <string_view>

namespace makespan {

// Levenshtein's distance: bytes to insert, remove or replace to make `b` of `a`.
size_t edit_distance(std::string_view a, std::string_view b);

// Near enough to have been meant: two letters off, and not most of a short word.
bool likely_meant(std::string_view typed, std::string_view word);

}  // namespace makespan
