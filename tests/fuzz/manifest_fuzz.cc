// Any text is a manifest, or an error: each edit of each dependency and of profile keys gives an
// error, or a text whose parsed value differs only where it should. What the edits check
// themselves is checked again here by other means: the list of dependencies, the removed bytes, a
// value set and set back, and toml++'s reading beside ours.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "manifest/cargo_config_edit.h"
#include "manifest/dependency_edit.h"
#include "manifest/dependency_mentions.h"
#include "manifest/gitignore.h"
#include "manifest/patch.h"
#include "manifest/profiles.h"
#include "manifest/testing/same_tree.h"
#include "manifest/toml_second_reader.h"
#include "manifest/toml_tree.h"

namespace {

using makespan::DependencyEntry;
using makespan::DependencyList;
using makespan::Result;
using makespan::TomlFile;

constexpr std::string_view kPath = "fuzz.toml";

TomlFile file(std::string_view text) {
  return {.text = text, .path = kPath};
}

void require(bool condition) {
  if (!condition) __builtin_trap();
}

template <class T>
bool has_value(const Result<T>& result) {
  require(result || result.error().message.find(kPath) != std::string::npos);
  return result.has_value();
}

// An entry without where it stands.
std::string identity(const DependencyEntry& entry) {
  std::string text = table_name(entry.table) + entry.name + "|" + entry.package + "|" +
                     entry.requirement.value_or("-") + "|" + entry.path.value_or("-") + "|" +
                     (entry.inherited ? "i" : "") + (entry.optional ? "o" : "") +
                     (entry.git ? "g" : "");
  for (const std::string& feature : entry.features)
    text += "," + feature;
  return text;
}

std::vector<std::string> identities(std::string_view text) {
  std::vector<std::string> result;
  const Result<std::vector<DependencyEntry>> entries = list_dependencies(file(text));
  require(entries.has_value());
  for (const DependencyEntry& entry : *entries)
    result.push_back(identity(entry));
  std::sort(result.begin(), result.end());
  return result;
}

std::vector<std::string> without(std::vector<std::string> list, const std::string& one) {
  const auto found = std::find(list.begin(), list.end(), one);
  require(found != list.end());
  list.erase(found);
  return list;
}

bool only_removed(std::string_view before, std::string_view after) {
  for (const char c : before)
    if (!after.empty() && after.front() == c) after.remove_prefix(1);
  return after.empty();
}

// Printing what an edit changed must not fail either.
void show(std::string_view before, const std::string& after) {
  const makespan::Patch patch = {
      .files = {{.path = "/w/Cargo.toml", .before = std::string(before), .after = after}}};
  require(unified_diff(patch, "/w").empty() == (before == after));
  require((changed_lines(patch) == 0) == (before == after));
}

void edit_dependency(std::string_view text, const DependencyEntry& entry,
                     const std::vector<std::string>& all) {
  const Result<std::string> removed = remove_dependency(file(text), entry.table, entry.name);
  if (has_value(removed)) {
    require(only_removed(text, *removed));
    require(identities(*removed) == without(all, identity(entry)));
    require(!has_value(remove_dependency(file(*removed), entry.table, entry.name)));
    show(text, *removed);
  }
  const Result<std::string> moved = move_to_dev_dependencies(file(text), entry.table, entry.name);
  if (has_value(moved)) {
    DependencyEntry there = entry;
    there.table.list = DependencyList::development;
    std::vector<std::string> expected = without(all, identity(entry));
    expected.push_back(identity(there));
    std::sort(expected.begin(), expected.end());
    require(identities(*moved) == expected);
    show(text, *moved);
  }
  const Result<std::string> other = set_requirement(file(text), entry.table, entry.name, "9.9");
  if (has_value(other) && entry.requirement) {
    const Result<std::string> back =
        set_requirement(file(*other), entry.table, entry.name, *entry.requirement);
    require(has_value(back) && identities(*back) == all);
  }
  std::vector<std::string> features = entry.features;
  features.emplace_back("new one");
  const Result<std::string> more = set_features(file(text), entry.table, entry.name, features);
  if (has_value(more)) show(text, *more);
  has_value(set_default_features(file(text), entry.table, entry.name, true));
  const Result<std::string> unnamed = remove_feature_mentions(file(text), entry.name);
  if (has_value(unnamed)) require(only_removed(text, *unnamed) && identities(*unnamed) == all);
}

// The key is set, then as it was.
void edit_profile(std::string_view text, const makespan::ProfileTable& table) {
  const Result<std::string> set = set_profile_key(file(text), table, "lto", "\"thin\"");
  if (!has_value(set)) return;
  show(text, *set);
  makespan::TomlPath path = profile_path(table);
  path.emplace_back("lto");
  const auto old = find_toml_value(file(text), path);
  require(old.has_value());
  const Result<std::string> back = *old ? set_profile_key(file(*set), table, "lto", (*old)->text)
                                        : remove_profile_key(file(*set), table, "lto");
  require(has_value(back));
  if (*old) require(*back == text);
  makespan::TomlTree before = makespan::parse_toml_tree(file(text)).value();
  makespan::TomlTree after = makespan::parse_toml_tree(file(*back)).value();
  before.erase_empty(profile_path(table));
  after.erase_empty(profile_path(table));
  require(!first_difference(before, after));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  makespan::add_gitignore_line(text, "/target");
  const Result<makespan::TomlTree> tree = makespan::parse_toml_tree(file(text));
  if (!has_value(tree)) return 0;
  if (const auto second = makespan::read_with_second_reader(text))
    require(different_values(*tree, *second).empty());

  const std::vector<std::string> all = identities(text);
  const Result<std::vector<DependencyEntry>> entries = list_dependencies(file(text));
  for (size_t i = 0; i < std::min<size_t>(entries->size(), 8); ++i)
    edit_dependency(text, (*entries)[i], all);
  edit_profile(text, {.profile = "release", .package = {}, .build_override = false});
  edit_profile(text, {.profile = "dev", .package = "*", .build_override = false});
  edit_profile(text, {.profile = "dev", .package = {}, .build_override = true});
  has_value(append_config_arguments(file(text), {"build", "rustflags"}, {"-C", "x"}));
  has_value(ignored_dependencies(file(text)));
  has_value(list_profile_settings(file(text)));
  return 0;
}
