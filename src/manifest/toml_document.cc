#include "manifest/toml_document.h"

#include <algorithm>
#include <span>
#include <utility>

namespace makespan {
namespace {

// The keys that both have in common at the beginning.
size_t common_keys(std::span<const TomlKey> keys, std::span<const std::string> path) {
  size_t count = 0;
  while (count < keys.size() && count < path.size() && keys[count].text == path[count])
    ++count;
  return count;
}

// Adds the places of a keyed element (and, where the path goes on inside it, of those in it).
void add_places(const TomlLayout& layout, const TomlPath& path, TomlPlace first,
                std::vector<TomlPlace>& places) {
  std::vector<TomlPlace> to_look_at = {first};
  for (size_t i = 0; i < to_look_at.size(); ++i) {
    TomlPlace place = to_look_at[i];
    const TomlElement& element = layout.elements[*place.element];
    const std::span<const std::string> rest = std::span(path).subspan(place.depth);
    const size_t common = common_keys(element.key, rest);
    if (common == rest.size()) {
      place.exact = element.key.size() == rest.size();
      places.push_back(place);
    } else if (common == element.key.size() && element.kind == TomlKind::table) {
      for (const uint32_t child : element.children)
        to_look_at.push_back({.statement = place.statement,
                              .element = child,
                              .container = place.element,
                              .depth = place.depth + common});
    }
  }
}

}  // namespace

Result<TomlDocument> open_toml(const TomlFile& file) {
  MAKESPAN_TRY(TomlLayout layout, scan_toml(file));
  MAKESPAN_TRY(TomlTree tree, read_toml_tree(layout, file.path));
  return TomlDocument{.file = file, .layout = std::move(layout), .tree = std::move(tree)};
}

std::vector<TomlPlace> find_places(const TomlLayout& layout, const TomlPath& path) {
  std::vector<TomlPlace> places;
  bool inside = false;       // the section is the path's own or below
  size_t section_depth = 0;  // else: keys of the path that its header has
  bool relevant = true;      // its header leads towards the path
  for (size_t i = 0; i < layout.statements.size(); ++i) {
    const TomlStatement& statement = layout.statements[i];
    if (statement.is_header()) {
      section_depth = common_keys(statement.header, path);
      inside = section_depth == path.size();
      relevant = section_depth == statement.header.size();
      if (inside) places.push_back({.statement = i, .exact = relevant});
    } else if (statement.kind == TomlStatement::Kind::entry && relevant && !inside) {
      add_places(layout, path,
                 {.statement = i, .element = statement.element, .depth = section_depth}, places);
    }
  }
  return places;
}

size_t begin_of(const TomlLayout& layout, const TomlPlace& place) {
  return place.element ? layout.elements[*place.element].begin()
                       : layout.statements[place.statement].extent.begin;
}

std::optional<TomlPlace> find_value_place(const TomlLayout& layout, const TomlPath& path) {
  for (const TomlPlace& place : find_places(layout, path))
    if (place.exact && place.element) return place;
  return std::nullopt;
}

std::optional<size_t> find_section(const TomlLayout& layout, const TomlPath& path) {
  for (size_t i = 0; i < layout.statements.size(); ++i) {
    const TomlStatement& statement = layout.statements[i];
    if (statement.kind == TomlStatement::Kind::table_header &&
        statement.header.size() == path.size() &&
        common_keys(statement.header, path) == path.size())
      return i;
  }
  return std::nullopt;
}

}  // namespace makespan
