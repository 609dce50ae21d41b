#include "advise/hiding_variables.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "advise/profile_chain.h"

namespace makespan {
namespace {

// RUSTFLAGS of either form win over all files, also where they are set to nothing;
// CARGO_BUILD_RUSTFLAGS is what build.rustflags is.
constexpr std::array<std::string_view, 5> kNames = {"CARGO_ENCODED_RUSTFLAGS", "RUSTFLAGS",
                                                    "CARGO_BUILD_RUSTFLAGS", "CARGO_INCREMENTAL",
                                                    "CARGO_BUILD_JOBS"};
constexpr std::string_view kProfiles = "CARGO_PROFILE_";

// The keys of a profile that fixes change.
constexpr std::array<std::string_view, 7> kKeys = {
    "codegen-units",           "lto", "debug", "split-debuginfo", "opt-level", "incremental",
    "build-override.opt-level"};

std::string in_capitals(std::string_view text) {
  std::string capitals;
  for (char c : text) {
    bool small = c >= 'a' && c <= 'z';
    capitals += c == '-' || c == '.' ? '_' : small ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return capitals;
}

}  // namespace

std::string profile_variable(std::string_view profile, std::string_view key) {
  if (key.starts_with("package.")) return {};
  return std::string(kProfiles) + in_capitals(profile) + "_" + in_capitals(key);
}

bool hides_settings(std::string_view variable) {
  return variable.starts_with(kProfiles) ||
         std::find(kNames.begin(), kNames.end(), variable) != kNames.end();
}

std::vector<std::string> hiding_variables(const Trace& trace, const Workspace& workspace) {
  std::set<std::string> profiles;
  for (const Invocation& invocation : trace.invocations) {
    for (const std::string& profile : profile_chain(workspace, invocation.profile)) {
      profiles.insert(profile);
      for (std::string& name : ci_profile_names(profile))
        profiles.insert(std::move(name));
    }
  }
  std::vector<std::string> names(kNames.begin(), kNames.end());
  for (const std::string& profile : profiles) {
    for (std::string_view key : kKeys)
      names.push_back(profile_variable(profile, key));
  }
  return names;
}

}  // namespace makespan
