#include "advise/profile_fix.h"

#include <fmt/format.h>

#include <algorithm>

#include "advise/hiding_variables.h"
#include "advise/profile_chain.h"
#include "manifest/toml_file.h"

namespace makespan {
namespace {

std::string relative_path(const std::string& path, const std::string& root) {
  if (!path.starts_with(root + "/")) return path;
  return path.substr(root.size() + 1);
}

bool is_declared(const Workspace& workspace, const std::string& profile) {
  auto declares = [&](std::string_view text, const std::string& path) {
    Result<std::vector<ProfileSetting>> settings =
        list_profile_settings({.text = text, .path = path});
    return settings &&
           std::any_of(settings->begin(), settings->end(), [&](const ProfileSetting& setting) {
             return setting.table.profile == profile;
           });
  };
  return declares(workspace.root_manifest, workspace.root_manifest_path) ||
         std::any_of(workspace.config_files.begin(), workspace.config_files.end(),
                     [&](const ConfigFile& file) { return declares(file.text, file.path); });
}

// The profile that CI gets: one that is there and inherits from the recorded one, or a new one.
// Empty: both names are taken by others.
std::string ci_profile_of(const Situation& situation) {
  const std::string& recorded = situation.profile.name;
  for (const std::string& name : ci_profile_names(recorded)) {
    if (declared_inherits(situation.workspace, name) == recorded ||
        !is_declared(situation.workspace, name))
      return name;
  }
  return {};
}

// The key in a profile for CI, which is made where it is not there yet.
FileEdit set_ci_value(const Situation& situation, const ProfileKey& key, const std::string& ci) {
  std::string path = situation.workspace.root_manifest_path;
  std::string inherits = situation.profile.name;
  return {.path = path,
          .edit = [path, inherits, key, ci](std::string_view text) -> Result<std::string> {
            TomlFile file{.text = text, .path = path};
            ProfileTable table = key.table;
            table.profile = ci;
            MAKESPAN_TRY(std::optional<std::string> there,
                         find_toml_string(file, {"profile", ci, "inherits"}));
            if (there) return set_profile_key(file, table, key.name, key.toml);
            if (table.package.empty() && !table.build_override)
              return add_profile(file, ci, inherits, {{key.name, key.toml}});
            MAKESPAN_TRY(std::string with_profile, add_profile(file, ci, inherits, {}));
            return set_profile_key({.text = with_profile, .path = path}, table, key.name, key.toml);
          }};
}

// Keys of a profile for CI that is there already: the price is that of one key on top of the
// recorded profile.
std::vector<std::string> other_keys(const Situation& situation, const ProfileKey& key,
                                    const std::string& ci) {
  std::vector<std::string> others;
  const Workspace& workspace = situation.workspace;
  Result<std::vector<ProfileSetting>> settings = list_profile_settings(
      {.text = workspace.root_manifest, .path = workspace.root_manifest_path});
  if (!settings) return others;
  ProfileTable own = key.table;
  own.profile = ci;
  for (const ProfileSetting& setting : *settings) {
    if (setting.table.profile != ci || setting.key == "inherits") continue;
    if (setting.table == own && setting.key == key.name) continue;
    others.push_back(fmt::format("{} = {}", setting.key, setting.value));
  }
  return others;
}

// "-Ccodegen-units=1", "-C codegen-units=1"; not the lto of "-Clinker-plugin-lto=".
bool sets_option(std::string_view flags, const std::string& option) {
  for (size_t at = flags.find(option + "="); at != std::string_view::npos;
       at = flags.find(option + "=", at + 1)) {
    // Encoded flags are separated by 0x1f.
    if (at > 0 && std::string_view(" C\x1f").find(flags[at - 1]) != std::string_view::npos)
      return true;
  }
  return false;
}

// The variable that wins over the key wherever it is written; empty: none.
std::string hidden_by(const Situation& situation, const std::string& profile,
                      const ProfileKey& key) {
  std::string variable = profile_variable(profile, key.key);
  if (situation.variable(variable)) return variable;
  if (key.table.build_override) return {};  // with `--target` they are not for the host
  const std::string option = key.name == "debug" ? "debuginfo" : key.name;
  for (const char* flags : {"CARGO_ENCODED_RUSTFLAGS", "RUSTFLAGS", "CARGO_BUILD_RUSTFLAGS"}) {
    std::optional<std::string_view> value = situation.variable(flags);
    if (value && sets_option(*value, option)) return fmt::format("-C {} of {}", option, flags);
  }
  return {};
}

void drop_hidden_edit(const Situation& situation, const std::string& profile, const ProfileKey& key,
                      Candidate& candidate) {
  std::string variable = hidden_by(situation, profile, key);
  if (variable.empty()) return;
  Fix& fix = candidate.fix;
  candidate.edits.clear();
  fix.effort = {.effort = EffortClass::setting};
  if (fix.verdict == Verdict::recommended) fix.verdict = Verdict::possible;
  candidate.hidden = fmt::format(
      "{} is set in the environment and hides what files say: it would have to be {} there",
      variable, key.value);
  add_reason(fix, candidate.hidden);
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
                   .evidence = fix.evidence,
                   .not_checked = fix.not_checked};
  if (!fix.product.empty())
    candidate.fix.not_checked.push_back(fix.product + std::string(kOfTheProduct));
  candidate.edits.push_back(std::move(edit));
  candidate.calls = fix.calls;
  candidate.group = fix.key.key;
  return candidate;
}

void add_ci_fix(const Situation& situation, const ProfileFix& fix,
                std::vector<Candidate>& candidates) {
  const std::string& name = situation.profile.name;
  const std::string profile = ci_profile_of(situation);
  if (profile.empty()) return;
  Candidate ci = candidate_of(fix, profile, set_ci_value(situation, fix.key, profile));
  ci.fix.title = fmt::format("{}, in a profile for CI", fix.title);
  ci.fix.build_profile = profile;
  ci.fix.evidence.push_back(
      fmt::format("{0} ships, so that the change goes into [profile.{1}], which inherits from it: "
                  "CI then builds with `--profile {1}`",
                  name, profile));
  ci.fix.evidence.push_back(fmt::format("its products lie in target/{}", profile));
  ci.fix.risk_note = fmt::format("CI then tests another binary than the one that {} ships{}{}",
                                 name, fix.risk_note.empty() ? "" : "; ", fix.risk_note);
  if (ci.fix.risk == Risk::none) ci.fix.risk = Risk::behaviour;
  ci.fix.effort = {.effort = EffortClass::manifest, .files = 1, .lines = 3};
  if (std::vector<std::string> others = other_keys(situation, fix.key, profile); !others.empty())
    ci.fix.not_checked.push_back(
        fmt::format("what [profile.{}] sets beside it: {}", profile, fmt::join(others, ", ")));
  drop_hidden_edit(situation, profile, fix.key, ci);
  candidates.push_back(std::move(ci));
}

}  // namespace

FileEdit set_profile_value(const Situation& situation, const ProfileKey& key) {
  ProfileTable table = key.table;
  table.profile = situation.profile.name;
  std::string path = situation.workspace.root_manifest_path;
  std::optional<ProfileValue> now = profile_value(situation, table.profile, key.key);
  if (now && now->profile == table.profile && !now->path.empty()) path = now->path;
  return {.path = path, .edit = [path, table, key](std::string_view text) {
            return set_profile_key({.text = text, .path = path}, table, key.name, key.toml);
          }};
}

void add_profile_fixes(const Situation& situation, const ProfileFix& fix,
                       std::vector<Candidate>& candidates) {
  const std::string& profile = situation.profile.name;
  Candidate own = candidate_of(fix, profile, set_profile_value(situation, fix.key));
  bool weighed = situation.ships() && !(fix.product.empty() && fix.loss.empty());
  if (weighed) {
    own.fix.verdict = Verdict::decision;
    own.weighs_product = fix.loss.empty();
    own.fix.reason =
        fix.loss.empty()
            ? fmt::format(
                  "{} ships: measure {} of what it builds first (`makespan try {} --bench "
                  "CMD`)",
                  profile, fix.product, own.fix.id)
            : fmt::format("{} ships: whether what it builds can do without {} is for people to say",
                          profile, fix.loss);
  }
  drop_hidden_edit(situation, profile, fix.key, own);
  candidates.push_back(std::move(own));
  if (weighed) add_ci_fix(situation, fix, candidates);
}

std::string setting_now(const Situation& situation, std::string_view key,
                        const std::string& otherwise) {
  std::optional<ProfileValue> now = profile_value(situation, situation.profile.name, key);
  if (!now) return fmt::format("{} is not set, which means {}", key, otherwise);
  if (!now->variable.empty())
    return fmt::format("{} = {} ({} in the environment)", key, now->value, now->variable);
  return fmt::format("{} = {} ({}:{})", key, now->value,
                     relative_path(now->path, situation.workspace.root), now->line);
}

}  // namespace makespan
