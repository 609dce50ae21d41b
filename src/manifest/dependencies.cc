#include "manifest/dependencies.h"

#include <fmt/format.h>

#include <algorithm>

#include "manifest/dependency_tables.h"
#include "manifest/toml_document.h"

namespace makespan {
namespace {

using Kind = TomlStatement::Kind;

DependencyForm form_of(const TomlLayout& layout, const TomlPlace& first) {
  if (!first.element) return DependencyForm::section;
  if (!first.exact) return DependencyForm::dotted;
  return layout.elements[*first.element].kind == TomlKind::table ? DependencyForm::inline_table
                                                                 : DependencyForm::requirement;
}

// From a header to the end of its last key.
Extent section_extent(const TomlLayout& layout, size_t header) {
  Extent extent = layout.statements[header].extent;
  for (size_t i = header + 1; i < layout.statements.size(); ++i) {
    if (layout.statements[i].is_header()) break;
    if (layout.statements[i].kind == Kind::entry) extent.end = layout.statements[i].extent.end;
  }
  return extent;
}

size_t lines_in(std::string_view bytes) {
  const auto breaks = static_cast<size_t>(std::count(bytes.begin(), bytes.end(), '\n'));
  return breaks + (bytes.ends_with('\n') ? 0 : 1);
}

size_t lines_of(const TomlLayout& layout, const TomlPlace& place) {
  Extent extent = layout.statements[place.statement].extent;
  if (!place.element) extent = section_extent(layout, place.statement);
  if (place.container) {
    const TomlElement& element = layout.elements[*place.element];
    extent = {.begin = element.begin(), .end = element.end()};
  }
  return lines_in(extent.of(layout.text));
}

// The keys of a dependency's own table.
class Values {
 public:
  Values(const TomlTree& tree, TomlTree::Id table) : tree_(tree), table_(table) {}

  [[nodiscard]] std::optional<std::string> text(std::string_view key) const {
    const TomlTree::Node* value = node(key, TomlKind::string);
    if (value == nullptr) return std::nullopt;
    return value->scalar;
  }
  [[nodiscard]] std::optional<bool> boolean(std::string_view key) const {
    const TomlTree::Node* value = node(key, TomlKind::boolean);
    if (value == nullptr) return std::nullopt;
    return value->scalar == "true";
  }
  [[nodiscard]] std::vector<std::string> texts(std::string_view key) const {
    std::vector<std::string> result;
    const TomlTree::Node* value = node(key, TomlKind::array);
    if (value == nullptr) return result;
    for (const TomlTree::Id id : value->elements)
      if (tree_.node(id).kind == TomlKind::string) result.push_back(tree_.node(id).scalar);
    return result;
  }

 private:
  [[nodiscard]] const TomlTree::Node* node(std::string_view key, TomlKind kind) const {
    const std::optional<TomlTree::Id> id = tree_.member(table_, key);
    return id && tree_.node(*id).kind == kind ? &tree_.node(*id) : nullptr;
  }

  const TomlTree& tree_;
  TomlTree::Id table_;
};

void read_values(const TomlTree& tree, TomlTree::Id id, DependencyEntry& entry) {
  const TomlTree::Node& node = tree.node(id);
  if (node.kind == TomlKind::string) entry.requirement = node.scalar;
  if (node.kind != TomlKind::table) return;
  const Values values(tree, id);
  entry.requirement = values.text("version");
  entry.package = values.text("package").value_or(entry.name);
  entry.path = values.text("path");
  entry.git = values.text("git").has_value();
  entry.inherited = values.boolean("workspace").value_or(false);
  entry.optional = values.boolean("optional").value_or(false);
  entry.default_features = values.boolean("default-features");
  if (!entry.default_features) entry.default_features = values.boolean("default_features");
  entry.features = values.texts("features");
}

}  // namespace

std::string table_name(const DependencyTable& table) {
  std::string_view list;
  switch (table.list) {
    case DependencyList::normal:
      list = "dependencies";
      break;
    case DependencyList::development:
      list = "dev-dependencies";
      break;
    case DependencyList::build:
      list = "build-dependencies";
      break;
    case DependencyList::workspace:
      list = "workspace.dependencies";
      break;
  }
  if (table.target.empty()) return fmt::format("[{}]", list);
  return fmt::format("[{}.{}]", toml_path_text({"target", table.target}), list);
}

Result<std::vector<DependencyEntry>> list_dependencies(const TomlFile& manifest) {
  MAKESPAN_TRY(const TomlDocument document, open_toml(manifest));
  std::vector<DependencyEntry> entries;
  for (const FoundTable& table : dependency_tables(document.tree)) {
    for (const auto& [name, id] : document.tree.node(table.node).members) {
      TomlPath path = table.path;
      path.push_back(name);
      const std::vector<TomlPlace> places = find_places(document.layout, path);
      if (places.empty()) continue;
      const TomlPlace& first = places.front();
      DependencyEntry entry{.table = table.table,
                            .name = name,
                            .package = name,
                            .form = form_of(document.layout, first),
                            .line = document.layout.line_of(begin_of(document.layout, first))};
      for (const TomlPlace& place : places)
        entry.lines += lines_of(document.layout, place);
      read_values(document.tree, id, entry);
      entries.push_back(std::move(entry));
    }
  }
  std::stable_sort(
      entries.begin(), entries.end(),
      [](const DependencyEntry& a, const DependencyEntry& b) { return a.line < b.line; });
  return entries;
}

Result<bool> inherits_dependency(const TomlFile& manifest, std::string_view name) {
  MAKESPAN_TRY(const std::vector<DependencyEntry> entries, list_dependencies(manifest));
  return std::any_of(entries.begin(), entries.end(), [&](const DependencyEntry& entry) {
    return entry.inherited && entry.name == name;
  });
}

}  // namespace makespan
