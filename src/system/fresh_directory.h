#pragma once
// A new directory in a place that is not ours alone.

#include <string>
#include <string_view>

#include "base/result.h"

namespace makespan {

// Makes PLACE/NAME-XXXXXX, a name that nothing there had, for this user only. The path is absolute
// and without a link in it, whatever `place` is.
Result<std::string> make_fresh_directory(const std::string& place, std::string_view name);

}  // namespace makespan
