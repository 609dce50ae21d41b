#include "manifest/profiles.h"

#include <fmt/format.h>

#include <algorithm>

#include "manifest/toml_document.h"
#include "manifest/toml_edit.h"

namespace makespan {
namespace {

TomlPath with(TomlPath path, std::string_view key) {
  path.emplace_back(key);
  return path;
}

// The keys of one table, those that are one value.
void add_settings(const TomlDocument& document, const ProfileTable& table,
                  std::vector<ProfileSetting>& settings) {
  const TomlPath path = profile_path(table);
  const std::optional<TomlTree::Id> node = document.tree.find(path);
  if (!node) return;
  for (const auto& [key, id] : document.tree.node(*node).members) {
    if (document.tree.node(id).kind == TomlKind::table) continue;
    const std::optional<TomlPlace> place = find_value_place(document.layout, with(path, key));
    if (!place) continue;
    const TomlElement& element = document.layout.elements[*place->element];
    settings.push_back({.table = table,
                        .key = key,
                        .value = std::string(element.value.of(document.file.text)),
                        .line = document.layout.line_of(element.begin())});
  }
}

void add_profile_settings(const TomlDocument& document, const std::string& profile,
                          std::vector<ProfileSetting>& settings) {
  ProfileTable table{.profile = profile, .package = {}, .build_override = false};
  add_settings(document, table, settings);
  if (const auto packages = document.tree.find({"profile", profile, "package"})) {
    for (const auto& [package, id] : document.tree.node(*packages).members) {
      table.package = package;
      add_settings(document, table, settings);
    }
  }
  table.package.clear();
  table.build_override = true;
  add_settings(document, table, settings);
}

}  // namespace

TomlPath profile_path(const ProfileTable& table) {
  TomlPath path = {"profile", table.profile};
  if (!table.package.empty()) {
    path.emplace_back("package");
    path.push_back(table.package);
  }
  if (table.build_override) path.emplace_back("build-override");
  return path;
}

Result<std::vector<ProfileSetting>> list_profile_settings(const TomlFile& file) {
  MAKESPAN_TRY(const TomlDocument document, open_toml(file));
  std::vector<ProfileSetting> settings;
  if (const auto profiles = document.tree.find({"profile"})) {
    for (const auto& [profile, id] : document.tree.node(*profiles).members)
      add_profile_settings(document, profile, settings);
  }
  std::stable_sort(
      settings.begin(), settings.end(),
      [](const ProfileSetting& a, const ProfileSetting& b) { return a.line < b.line; });
  return settings;
}

Result<std::string> set_profile_key(const TomlFile& file, const ProfileTable& table,
                                    std::string_view key, std::string_view value) {
  return set_toml_value(file, with(profile_path(table), key), value);
}

Result<std::string> remove_profile_key(const TomlFile& file, const ProfileTable& table,
                                       std::string_view key) {
  return remove_toml_key(file, with(profile_path(table), key));
}

Result<std::string> add_profile(const TomlFile& file, std::string_view profile,
                                std::string_view inherits,
                                const std::vector<std::pair<std::string, std::string>>& keys) {
  const ProfileTable table{.profile = std::string(profile), .package = {}, .build_override = false};
  MAKESPAN_TRY(const TomlTree tree, parse_toml_tree(file));
  if (tree.find(profile_path(table)))
    return failure(ErrorKind::invalid,
                   fmt::format("{}: there is a profile '{}' already", file.path, profile),
                   std::string(file.path));
  MAKESPAN_TRY(std::string text, set_profile_key(file, table, "inherits", toml_quote(inherits)));
  for (const auto& [key, value] : keys) {
    MAKESPAN_TRY(text, set_profile_key({.text = text, .path = file.path}, table, key, value));
  }
  return text;
}

}  // namespace makespan
