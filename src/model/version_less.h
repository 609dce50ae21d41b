#pragma once
// The order of versions, of packages and of Rust itself.

#include <string_view>

namespace makespan {

// "5.5.3" before "5.10.0"; a pre-release before its release, pre-releases by their text. What
// stands behind a "+" does not count.
bool version_less(std::string_view a, std::string_view b);

}  // namespace makespan
