#include "manifest/dependency_mentions.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "manifest/toml_document.h"
#include "manifest/toml_scalar.h"

namespace makespan {
namespace {

struct Line {
  std::string text;
  size_t line = 0;
};

std::string string_of(const TomlLayout& layout, const TomlElement& element) {
  return decode_string(element.value.of(layout.text)).value_or(std::string());
}

// The strings of an array, each with its line.
std::vector<Line> strings_in(const TomlLayout& layout, const TomlElement& array) {
  std::vector<Line> lines;
  for (const uint32_t child : array.children) {
    const TomlElement& element = layout.elements[child];
    if (array.kind == TomlKind::array && element.kind == TomlKind::string)
      lines.push_back(
          {.text = string_of(layout, element), .line = layout.line_of(element.begin())});
  }
  return lines;
}

std::vector<Line> strings_at(const TomlDocument& document, const TomlPath& path) {
  if (!document.tree.find(path)) return {};
  const std::optional<TomlPlace> place = find_value_place(document.layout, path);
  if (!place) return {};
  return strings_in(document.layout, document.layout.elements[*place->element]);
}

// "dep:foo", "foo/std", "foo?/std"; "foo" where no feature has that name of its own.
bool mentions(std::string_view text, std::string_view name, bool implicit) {
  if (text.starts_with("dep:")) return text.substr(4) == name;
  if (!text.starts_with(name)) return false;
  text.remove_prefix(name.size());
  return text.empty() ? implicit : text.starts_with('/') || text.starts_with("?/");
}

bool is_target_list(std::string_view name) {
  constexpr std::array<std::string_view, 4> lists = {"bin", "example", "test", "bench"};
  return std::find(lists.begin(), lists.end(), name) != lists.end();
}

bool is_key(const TomlElement& element, std::string_view key) {
  return element.key.size() == 1 && element.key[0].text == key;
}

// One target: the keys of a [[bin]] section, or of an inline table in `bin = [ … ]`.
void add_required_features(const TomlLayout& layout, std::string_view list,
                           const std::vector<uint32_t>& keys,
                           std::vector<FeatureMention>& mentions) {
  std::string name;
  for (const uint32_t key : keys)
    if (is_key(layout.elements[key], "name")) name = string_of(layout, layout.elements[key]);
  for (const uint32_t key : keys) {
    if (!is_key(layout.elements[key], "required-features")) continue;
    for (Line& line : strings_in(layout, layout.elements[key]))
      mentions.push_back({.feature = fmt::format("{}.{}", list, name),
                          .text = std::move(line.text),
                          .line = line.line});
  }
}

// All `required-features`, whatever they name.
std::vector<FeatureMention> required_features(const TomlLayout& layout) {
  std::vector<FeatureMention> mentions;
  for (size_t i = 0; i < layout.statements.size(); ++i) {
    const TomlStatement& statement = layout.statements[i];
    if (statement.kind == TomlStatement::Kind::array_header && statement.header.size() == 1 &&
        is_target_list(statement.header[0].text)) {
      std::vector<uint32_t> keys;
      for (size_t j = i + 1; j < layout.statements.size() && !layout.statements[j].is_header(); ++j)
        if (layout.statements[j].kind == TomlStatement::Kind::entry)
          keys.push_back(layout.statements[j].element);
      add_required_features(layout, statement.header[0].text, keys, mentions);
    } else if (statement.kind == TomlStatement::Kind::entry && !statement.section) {
      const TomlElement& element = layout.elements[statement.element];
      if (element.key.size() != 1 || !is_target_list(element.key[0].text)) continue;
      for (const uint32_t target : element.children)
        add_required_features(layout, element.key[0].text, layout.elements[target].children,
                              mentions);
    }
  }
  return mentions;
}

void add_ignored(const TomlDocument& document, const TomlPath& path, std::string_view tool,
                 std::vector<IgnoredDependency>& ignored) {
  for (Line& line : strings_at(document, path))
    ignored.push_back({.tool = std::string(tool),
                       .name = std::move(line.text),
                       .workspace = path.front() == "workspace",
                       .line = line.line});
}

template <class T>
void sort_by_line(std::vector<T>& list) {
  std::stable_sort(list.begin(), list.end(),
                   [](const T& a, const T& b) { return a.line < b.line; });
}

}  // namespace

Result<std::vector<FeatureMention>> feature_mentions(const TomlFile& manifest,
                                                     std::string_view name) {
  MAKESPAN_TRY(const TomlDocument document, open_toml(manifest));
  std::vector<FeatureMention> found = required_features(document.layout);
  bool implicit = true;
  if (const std::optional<TomlTree::Id> features = document.tree.find({"features"})) {
    implicit = !document.tree.member(*features, name);
    for (const auto& [feature, id] : document.tree.node(*features).members)
      for (Line& line : strings_at(document, {"features", feature}))
        found.push_back({.feature = feature, .text = std::move(line.text), .line = line.line});
  }
  std::erase_if(found, [&](const FeatureMention& mention) {
    return !mentions(mention.text, name, implicit);
  });
  sort_by_line(found);
  return found;
}

Result<std::vector<IgnoredDependency>> ignored_dependencies(const TomlFile& manifest) {
  MAKESPAN_TRY(const TomlDocument document, open_toml(manifest));
  std::vector<IgnoredDependency> ignored;
  for (const std::string_view owner : {"package", "workspace"}) {
    const TomlPath metadata = {std::string(owner), "metadata"};
    for (const std::string_view tool : {"cargo-machete", "cargo-shear"}) {
      TomlPath path = metadata;
      path.insert(path.end(), {std::string(tool), "ignored"});
      add_ignored(document, path, tool, ignored);
    }
    for (const std::string_view list : {"normal", "development", "build"}) {
      TomlPath path = metadata;
      path.insert(path.end(), {"cargo-udeps", "ignore", std::string(list)});
      add_ignored(document, path, "cargo-udeps", ignored);
    }
  }
  sort_by_line(ignored);
  return ignored;
}

}  // namespace makespan
