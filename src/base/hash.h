#pragma once
// A name for some bytes: equal bytes have equal names, others as good as never do.

#include <string>
#include <string_view>

namespace makespan {

// 32 hex digits (XXH3-128). Not for secrets: it can be forged.
std::string hash_text(std::string_view text);

}  // namespace makespan
