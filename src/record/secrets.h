#pragma once
// What must never reach a recording: values that look like credentials.
//
// By name and by shape, on the side of masking too much: a masked argument only means that one call
// cannot be replayed, a leaked token cannot be called back.

#include <string>
#include <string_view>
#include <vector>

namespace makespan {

// What stands in a masked argument's place.
inline constexpr std::string_view kMask = "***";

// Does a value hold a secret whatever its name is: "https://me:pw@host/", "Bearer …", "ghp_…", or
// "A_TOKEN=…" inside it?
bool holds_secret(std::string_view value);

// The arguments with credentials replaced by "***": `--token X`, `--password=X`, `-H
// 'Authorization: X'`, `{"password": "X"}`, `https://user:pass@host`, `NAME_TOKEN=X`, `pass:X`,
// `curl -u X`, also within one argument (`sh -c "curl --token X"`).
std::vector<std::string> mask_arguments(std::vector<std::string> arguments);

}  // namespace makespan
