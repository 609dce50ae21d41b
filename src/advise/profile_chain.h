#pragma once
// The profiles that a workspace declares, as they inherit from each other.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/workspace.h"

namespace makespan {

// The profile itself, then what it inherits from, in turn. The last is its root: `dev` or `release`
// (to which `test` and `bench` fall back) of a profile that cargo takes.
std::vector<std::string> profile_chain(const Workspace& workspace, std::string_view profile);

// `inherits` of a profile, in the configuration or else in the root manifest.
std::optional<std::string> declared_inherits(const Workspace& workspace, std::string_view profile);

// What a profile for CI that inherits from `profile` may be called: `ci`, or `ci-release` where
// that is another one already.
std::vector<std::string> ci_profile_names(std::string_view profile);
// From which nothing is shipped.
bool is_ci_profile(std::string_view profile);

}  // namespace makespan
