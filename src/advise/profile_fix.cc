#include "advise/profile_fix.h"

#include <fmt/format.h>

#include "manifest/toml_file.h"

namespace makespan {
namespace {

constexpr const char* kCiProfile = "ci";

std::string relative_path(const std::string& path, const std::string& root) {
  if (!path.starts_with(root + "/")) return path;
  return path.substr(root.size() + 1);
}

// The key in [profile.ci], which is made where it is not there yet.
FileEdit set_ci_value(const Situation& situation, const ProfileKey& key) {
  std::string path = situation.workspace.root_manifest_path;
  std::string inherits = situation.profile.name;
  return {.path = path,
          .edit = [path, inherits, key](std::string_view text) -> Result<std::string> {
            TomlFile file{.text = text, .path = path};
            ProfileTable table = key.table;
            table.profile = kCiProfile;
            MAKESPAN_TRY(std::optional<std::string> there,
                         find_toml_string(file, {"profile", kCiProfile, "inherits"}));
            if (there) return set_profile_key(file, table, key.name, key.toml);
            if (table.package.empty() && !table.build_override)
              return add_profile(file, kCiProfile, inherits, {{key.name, key.toml}});
            MAKESPAN_TRY(std::string with_profile, add_profile(file, kCiProfile, inherits, {}));
            return set_profile_key({.text = with_profile, .path = path}, table, key.name, key.toml);
          }};
}

Candidate candidate_of(const ProfileFix& fix, const std::string& profile, FileEdit edit) {
  Candidate candidate;
  candidate.fix = {.id = fmt::format("{}.{}={}", profile, fix.key.key, fix.key.value),
                   .kind = fix.key.kind,
                   .title = fix.title,
                   .verdict = Verdict::recommended,
                   .effort = {.effort = EffortClass::setting, .files = 1, .lines = 1},
                   .risk = fix.risk,
                   .risk_note = fix.risk_note,
                   .evidence = fix.evidence};
  candidate.edits.push_back(std::move(edit));
  candidate.calls = fix.calls;
  candidate.group = fix.key.key;
  return candidate;
}

void add_ci_fix(const Situation& situation, const ProfileFix& fix,
                std::vector<Candidate>& candidates) {
  const std::string& name = situation.profile.name;
  Candidate ci = candidate_of(fix, kCiProfile, set_ci_value(situation, fix.key));
  ci.fix.title = fmt::format("{}, in a profile for CI", fix.title);
  ci.fix.evidence.push_back(
      fmt::format("{} ships, so that the change goes into [profile.ci], which inherits from it: "
                  "CI then builds with `--profile ci`",
                  name));
  ci.fix.evidence.emplace_back("its products lie in target/ci");
  ci.fix.risk_note = fmt::format("CI then tests another binary than the one that {} ships{}{}",
                                 name, fix.risk_note.empty() ? "" : "; ", fix.risk_note);
  if (ci.fix.risk == Risk::none) ci.fix.risk = Risk::behaviour;
  ci.fix.effort = {.effort = EffortClass::manifest, .files = 1, .lines = 3};
  candidates.push_back(std::move(ci));
}

}  // namespace

FileEdit set_profile_value(const Situation& situation, const ProfileKey& key) {
  ProfileTable table = key.table;
  table.profile = situation.profile.name;
  std::string path = situation.workspace.root_manifest_path;
  std::optional<ProfileValue> now = profile_value(situation.workspace, table.profile, key.key);
  if (now && now->profile == table.profile) path = now->path;
  return {.path = path, .edit = [path, table, key](std::string_view text) {
            return set_profile_key({.text = text, .path = path}, table, key.name, key.toml);
          }};
}

void add_profile_fixes(const Situation& situation, const ProfileFix& fix,
                       std::vector<Candidate>& candidates) {
  const std::string& profile = situation.profile.name;
  Candidate own = candidate_of(fix, profile, set_profile_value(situation, fix.key));
  if (!situation.ships() || fix.product.empty()) {
    candidates.push_back(std::move(own));
    return;
  }
  own.fix.verdict = Verdict::decision;
  own.fix.reason =
      fmt::format("{0} ships: measure {1} of what it builds first (`makespan try {2} --bench CMD`)",
                  profile, fix.product, own.fix.id);
  candidates.push_back(std::move(own));
  add_ci_fix(situation, fix, candidates);
}

std::string setting_now(const Situation& situation, std::string_view key,
                        const std::string& otherwise) {
  std::optional<ProfileValue> now = profile_value(situation.workspace, situation.profile.name, key);
  if (!now) return fmt::format("{} is not set, which means {}", key, otherwise);
  return fmt::format("{} = {} ({}:{})", key, now->value,
                     relative_path(now->path, situation.workspace.root), now->line);
}

}  // namespace makespan
