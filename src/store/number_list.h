#pragma once
// Lists of numbers in one column: JSON arrays ("[12,4,null]"), which SQLite's json_each() opens
// again in a query. An argument list is one such text of string numbers instead of a row for every
// argument: a build of 100,000 processes has millions of arguments.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"

namespace makespan {

// Replaces `out`: the caller keeps one buffer for all rows.
void write_number_list(std::span<const std::optional<uint32_t>> numbers, std::string& out);
void write_number_list(std::span<const float> numbers, std::string& out);

// Replaces `out`; false where the text is no such list. Floats come back bit for bit, but for those
// that are not finite: they are `null` in the text, and not-a-number when read.
bool read_number_list(std::string_view text, std::vector<std::optional<uint32_t>>& out);
bool read_number_list(std::string_view text, std::vector<float>& out);

}  // namespace makespan
