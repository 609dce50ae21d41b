#pragma once
// The little that Makespan needs to know of UTF-8: where characters begin, and how many terminal
// columns they take.

#include <cstddef>
#include <string>
#include <string_view>

namespace makespan {

// Bytes of the well-formed character that starts at text[at] (1 to 4), or 0 where the bytes there
// are not UTF-8.
size_t utf8_length_at(std::string_view text, size_t at);

// Terminal columns of a text: one a character, two for East Asian wide ones and emoji, none for
// combining marks and ANSI colour sequences.
size_t display_width(std::string_view text);

// The text cut to at most `width` columns, its end replaced by "…" where something was cut.
std::string cut_to_width(std::string_view text, size_t width);

}  // namespace makespan
