#pragma once
// An Error from the operating system's errno, for the `_linux.cc` files.

#include <string_view>

#include "base/result.h"

namespace makespan {

// "cannot read /x/y: Permission denied"; `doing` is "read", `path` what it was done to.
tl::unexpected<Error> errno_failure(int error, std::string_view doing, std::string_view path);

}  // namespace makespan
