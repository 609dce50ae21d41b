#include "manifest/toml_second_reader.h"

#include <toml++/toml.h>

#include <cmath>
#include <sstream>
#include <utility>
#include <vector>

namespace makespan {
namespace {

std::string text_of(double value) {
  if (std::isnan(value)) return "nan";
  std::ostringstream stream;
  stream.precision(17);
  stream << value;
  return stream.str();
}

template <class Date>
std::string text_of(const toml::value<Date>& date) {
  std::ostringstream stream;
  stream << date.get();
  return stream.str();
}

TomlTree::Node scalar_of(const toml::node& node) {
  TomlTree::Node result;
  if (const auto* text = node.as_string()) {
    result.kind = TomlKind::string;
    result.scalar = text->get();
  } else if (const auto* integer = node.as_integer()) {
    result.kind = TomlKind::integer;
    result.scalar = std::to_string(integer->get());
  } else if (const auto* floating = node.as_floating_point()) {
    result.kind = TomlKind::floating;
    result.scalar = text_of(floating->get());
  } else if (const auto* boolean = node.as_boolean()) {
    result.kind = TomlKind::boolean;
    result.scalar = boolean->get() ? "true" : "false";
  } else {
    result.kind = TomlKind::date;
    if (const auto* date = node.as_date()) result.scalar = text_of(*date);
    if (const auto* time = node.as_time()) result.scalar = text_of(*time);
    if (const auto* both = node.as_date_time()) result.scalar = text_of(*both);
  }
  return result;
}

TomlTree tree_of(const toml::table& root) {
  TomlTree tree;
  std::vector<std::pair<const toml::node*, TomlTree::Id>> to_copy = {{&root, TomlTree::kRoot}};
  while (!to_copy.empty()) {
    const auto [from, to] = to_copy.back();
    to_copy.pop_back();
    if (const toml::table* table = from->as_table()) {
      for (const auto& [key, value] : *table) {
        const TomlTree::Id id = tree.add({});
        tree.node(to).members.emplace(key.str(), id);
        to_copy.emplace_back(&value, id);
      }
    } else if (const toml::array* array = from->as_array()) {
      tree.node(to).kind = TomlKind::array;
      for (const toml::node& element : *array) {
        const TomlTree::Id id = tree.add({});
        tree.node(to).elements.push_back(id);
        to_copy.emplace_back(&element, id);
      }
    } else {
      tree.node(to) = scalar_of(*from);
    }
  }
  return tree;
}

}  // namespace

// It throws; nothing gets past this function.
std::optional<TomlTree> read_with_second_reader(std::string_view text) {
  try {
    return tree_of(toml::parse(text));
  } catch (const toml::parse_error&) {
    return std::nullopt;
  }
}

}  // namespace makespan
