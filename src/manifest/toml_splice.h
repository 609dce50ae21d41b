#pragma once
// Splices: bytes of a text exchanged for others, all at once.

#include <string>
#include <string_view>
#include <vector>

#include "manifest/toml_layout.h"

namespace makespan {

struct Splice {
  Extent extent;     // empty: only adds
  std::string text;  // instead
};

// The text with all splices made; they must not overlap. Those that begin at the same byte are made
// in the given order, one that only adds before one that removes.
std::string apply_splices(std::string_view text, std::vector<Splice> splices);

}  // namespace makespan
