#include "manifest/toml_change.h"

#include <fmt/format.h>

#include <optional>

#include "manifest/toml_second_reader.h"

namespace makespan {
namespace {

using ReadTree = std::optional<TomlTree> (*)(std::string_view text);

std::optional<TomlTree> read_with_own_reader(std::string_view text) {
  Result<TomlTree> tree = parse_toml_tree({.text = text, .path = {}});
  if (!tree) return std::nullopt;
  return std::move(*tree);
}

TomlPath parent_of(const TomlPath& path) {
  return {path.begin(), path.end() - 1};
}

// False: the change's value is none.
bool make(const TomlChange& change, TomlTree& tree, ReadTree read) {
  switch (change.kind) {
    case TomlChange::Kind::erase:
      tree.erase(change.path);
      return true;
    case TomlChange::Kind::put: {
      const std::optional<TomlTree> value = read(fmt::format("value = {}\n", change.value));
      if (!value) return false;
      tree.put(change.path, *value, value->find({"value"}).value());
      return true;
    }
    case TomlChange::Kind::move: {
      const TomlTree before = tree;
      const std::optional<TomlTree::Id> source = before.find(change.path);
      if (!source) return false;
      tree.put(change.to, before, *source);
      tree.erase(change.path);
      return true;
    }
  }
  return false;
}

// Where the two texts differ beyond the changes; none: nowhere.
std::optional<std::string> unexpected(const TomlTree& before, std::string_view after,
                                      const std::vector<TomlChange>& changes, ReadTree read) {
  std::optional<TomlTree> actual = read(after);
  if (!actual) return "the whole file";
  TomlTree expected = before;
  for (const TomlChange& change : changes)
    if (!make(change, expected, read)) return toml_path_text(change.path);
  for (const TomlChange& change : changes) {
    expected.erase_empty(parent_of(change.path));
    actual->erase_empty(parent_of(change.path));
  }
  return first_difference(expected, *actual);
}

}  // namespace

Result<std::string> checked_edit(const TomlDocument& before, std::string after,
                                 const std::vector<TomlChange>& changes) {
  std::optional<std::string> difference =
      unexpected(before.tree, after, changes, read_with_own_reader);
  if (!difference) {
    if (const std::optional<TomlTree> second = read_with_second_reader(before.file.text))
      difference = unexpected(*second, after, changes, read_with_second_reader);
  }
  if (difference)
    return failure(ErrorKind::unsupported,
                   fmt::format("{}: '{}' cannot be changed in the form in which the file has it: "
                               "that would also change '{}'",
                               before.file.path, toml_path_text(changes.front().path), *difference),
                   std::string(before.file.path));
  return after;
}

Status check_value(const TomlFile& file, std::string_view value) {
  const std::string line = fmt::format("value = {}", value);
  const Result<TomlLayout> layout = scan_toml({.text = line, .path = {}});
  if (layout && layout->statements.size() == 1 && layout->elements[0].end() == line.size() &&
      read_toml_tree(*layout, {}))
    return {};
  return failure(ErrorKind::invalid, fmt::format("{}: '{}' is no value of TOML", file.path, value),
                 std::string(file.path));
}

}  // namespace makespan
