#include "advise/profile_chain.h"

#include <algorithm>

#include "manifest/toml_file.h"

namespace makespan {

std::optional<std::string> declared_inherits(const Workspace& workspace, std::string_view profile) {
  const TomlPath key = {"profile", std::string(profile), "inherits"};
  auto look = [&](std::string_view text, const std::string& path) -> std::optional<std::string> {
    Result<std::optional<std::string>> inherits =
        find_toml_string({.text = text, .path = path}, key);
    return inherits ? *inherits : std::nullopt;
  };
  for (const ConfigFile& file : workspace.config_files) {
    if (std::optional<std::string> found = look(file.text, file.path)) return found;
  }
  return look(workspace.root_manifest, workspace.root_manifest_path);
}

std::vector<std::string> profile_chain(const Workspace& workspace, std::string_view profile) {
  std::vector<std::string> chain;
  std::string at(profile);
  while (!at.empty() && std::find(chain.begin(), chain.end(), at) == chain.end()) {
    chain.push_back(at);
    std::string next = declared_inherits(workspace, at).value_or("");
    if (next.empty() && at == "test") next = "dev";
    if (next.empty() && at == "bench") next = "release";
    at = next;
  }
  return chain;
}

std::vector<std::string> ci_profile_names(std::string_view profile) {
  return {"ci", "ci-" + std::string(profile)};
}

bool is_ci_profile(std::string_view profile) {
  return profile == "ci" || profile.starts_with("ci-");
}

}  // namespace makespan
