#include "manifest/dependency_edit.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "manifest/dependency_mentions.h"
#include "manifest/dependency_tables.h"
#include "manifest/toml_document.h"
#include "manifest/toml_edit.h"

namespace makespan {
namespace {

tl::unexpected<Error> error(ErrorKind kind, const TomlFile& manifest, const DependencyTable& table,
                            std::string_view name, std::string_view what) {
  return failure(kind,
                 fmt::format("{}: '{}' in {} {}", manifest.path, name, table_name(table), what),
                 std::string(manifest.path));
}

TomlPath operator+(TomlPath path, std::string_view key) {
  path.emplace_back(key);
  return path;
}

// One dependency of an opened manifest.
struct Declared {
  TomlDocument document;
  TomlPath path;

  [[nodiscard]] const TomlTree::Node& node() const {
    return document.tree.node(document.tree.find(path).value());
  }
  [[nodiscard]] bool is_requirement() const { return node().kind == TomlKind::string; }
  [[nodiscard]] bool has(std::string_view key) const { return node().members.contains(key); }
  [[nodiscard]] bool is_true(std::string_view key) const {
    const auto found = node().members.find(key);
    return found != node().members.end() &&
           document.tree.node(found->second).kind == TomlKind::boolean &&
           document.tree.node(found->second).scalar == "true";
  }
  // Its bytes at `at`; empty: not one value.
  [[nodiscard]] std::string_view bytes(const TomlPath& at) const {
    const std::optional<TomlPlace> place = find_value_place(document.layout, at);
    if (!place) return {};
    return document.layout.elements[*place->element].value.of(document.file.text);
  }
};

Result<Declared> find(const TomlFile& manifest, const DependencyTable& table,
                      std::string_view name) {
  MAKESPAN_TRY(TomlDocument document, open_toml(manifest));
  std::optional<TomlPath> path = find_dependency(document.tree, table, name);
  if (!path)
    return failure(ErrorKind::not_found,
                   fmt::format("{}: {} has no '{}'", manifest.path, table_name(table), name),
                   std::string(manifest.path));
  Declared declared{.document = std::move(document), .path = std::move(*path)};
  const TomlKind kind = declared.node().kind;
  if (kind != TomlKind::string && kind != TomlKind::table)
    return error(ErrorKind::unsupported, manifest, table, name, "is no dependency");
  return declared;
}

// A string in the quotes that the old one has.
std::string quote_like(std::string_view old, std::string_view text) {
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
    return c != '\'' && (c < 0 || c >= ' ') && c != 0x7F;
  });
  return old.starts_with('\'') && plain ? fmt::format("'{}'", text) : toml_quote(text);
}

std::string string_array(const std::vector<std::string>& strings) {
  std::vector<std::string> quoted;
  for (const std::string& text : strings)
    quoted.push_back(toml_quote(text));
  return fmt::format("[{}]", fmt::join(quoted, ", "));
}

// foo = "1" becomes foo = { version = "1", key = value }.
Result<std::string> widen(const TomlFile& manifest, const Declared& declared, std::string_view key,
                          std::string_view value) {
  return set_toml_value(
      manifest, declared.path,
      fmt::format("{{ version = {}, {} = {} }}", declared.bytes(declared.path), key, value));
}

}  // namespace

Result<std::string> remove_dependency(const TomlFile& manifest, const DependencyTable& table,
                                      std::string_view name) {
  MAKESPAN_TRY(const Declared declared, find(manifest, table, name));
  return remove_toml_key(manifest, declared.path);
}

Result<std::string> move_to_dev_dependencies(const TomlFile& manifest, const DependencyTable& table,
                                             std::string_view name) {
  MAKESPAN_TRY(const Declared declared, find(manifest, table, name));
  if (table.list != DependencyList::normal)
    return error(ErrorKind::invalid, manifest, table, name, "is not a normal dependency");
  if (declared.is_true("optional"))
    return error(ErrorKind::unsupported, manifest, table, name,
                 "is optional, which a dev-dependency cannot be");
  TomlPath to = declared.path;
  std::string& list = to[to.size() - 2];
  list = "dev_dependencies";
  if (!declared.document.tree.find(TomlPath(to.begin(), to.end() - 1))) list = "dev-dependencies";
  return move_toml_key(manifest, declared.path, to);
}

Result<std::string> remove_feature_mentions(const TomlFile& manifest, std::string_view name) {
  MAKESPAN_TRY(const std::vector<FeatureMention> mentions, feature_mentions(manifest, name));
  MAKESPAN_TRY(const TomlTree tree, parse_toml_tree(manifest));
  const std::optional<TomlTree::Id> features = tree.find({"features"});
  std::string text(manifest.text);
  if (!features) return text;
  for (const auto& [feature, id] : tree.node(*features).members) {
    std::vector<std::string> stay;
    for (const TomlTree::Id element : tree.node(id).elements)
      stay.push_back(tree.node(element).scalar);
    const size_t gone = std::erase_if(stay, [&](const std::string& listed) {
      return std::any_of(mentions.begin(), mentions.end(), [&](const FeatureMention& mention) {
        return mention.feature == feature && mention.text == listed;
      });
    });
    if (gone == 0) continue;
    MAKESPAN_TRY(
        text, set_toml_strings({.text = text, .path = manifest.path}, {"features", feature}, stay));
  }
  return text;
}

Result<std::string> set_requirement(const TomlFile& manifest, const DependencyTable& table,
                                    std::string_view name, std::string_view requirement) {
  MAKESPAN_TRY(const Declared declared, find(manifest, table, name));
  if (declared.is_true("workspace"))
    return error(ErrorKind::invalid, manifest, table, name,
                 "has its version in [workspace.dependencies]");
  const TomlPath path = declared.is_requirement() ? declared.path : declared.path + "version";
  const std::string_view old = declared.bytes(path);
  if (old.empty()) return error(ErrorKind::invalid, manifest, table, name, "has no version");
  return set_toml_value(manifest, path, quote_like(old, requirement));
}

Result<std::string> set_features(const TomlFile& manifest, const DependencyTable& table,
                                 std::string_view name, const std::vector<std::string>& features) {
  MAKESPAN_TRY(const Declared declared, find(manifest, table, name));
  const TomlPath path = declared.path + "features";
  const bool has = declared.has("features");
  if (features.empty()) {
    if (!has) return std::string(manifest.text);
    return remove_toml_key(manifest, path);
  }
  if (declared.is_requirement())
    return widen(manifest, declared, "features", string_array(features));
  return set_toml_strings(manifest, path, features);
}

Result<std::string> set_default_features(const TomlFile& manifest, const DependencyTable& table,
                                         std::string_view name, bool value) {
  MAKESPAN_TRY(const Declared declared, find(manifest, table, name));
  const std::string_view text = value ? "true" : "false";
  if (!value && declared.is_true("workspace"))
    return error(ErrorKind::invalid, manifest, table, name,
                 "has its default features from [workspace.dependencies]");
  if (declared.is_requirement()) return widen(manifest, declared, "default-features", text);
  const bool old_spelling = declared.has("default_features");
  return set_toml_value(
      manifest, declared.path + (old_spelling ? "default_features" : "default-features"), text);
}

}  // namespace makespan
