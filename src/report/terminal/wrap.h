#pragma once
// Prose in lines of a given width.

#include <string>
#include <string_view>
#include <vector>

namespace makespan {

// The first bytes of `text` that fit into `columns`; at least one character.
size_t bytes_that_fit(std::string_view text, size_t columns);

// `text` in lines of at most `columns`, the first one of at most `first`, broken at spaces but
// never between a number and its unit; words longer than a line are cut in two. At least one line;
// the first is empty where not even a word fits into it.
std::vector<std::string> wrap(std::string_view text, size_t columns, size_t first);
std::vector<std::string> wrap(std::string_view text, size_t columns);

}  // namespace makespan
