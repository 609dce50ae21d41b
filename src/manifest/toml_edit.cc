#include "manifest/toml_edit.h"

#include <fmt/format.h>

#include <algorithm>

#include "manifest/toml_change.h"
#include "manifest/toml_container.h"
#include "manifest/toml_document.h"
#include "manifest/toml_statements.h"

namespace makespan {
namespace {

TomlChange put(const TomlPath& path, std::string value) {
  return {.kind = TomlChange::Kind::put, .path = path, .to = {}, .value = std::move(value)};
}

TomlPath parent_of(const TomlPath& path) {
  return {path.begin(), path.end() - 1};
}

// As the keys around do it, if they all do it without spaces.
std::string_view equals_sign(const TomlLayout& layout) {
  std::string_view seen = " = ";
  for (const TomlElement& element : layout.elements) {
    if (element.key.empty()) continue;
    const size_t behind_key = element.key.back().extent.end;
    seen = layout.text.substr(behind_key, element.value.begin - behind_key);
    if (seen != "=") return " = ";
  }
  return seen;
}

tl::unexpected<Error> unsupported(const TomlFile& file, const TomlPath& path,
                                  std::string_view what) {
  return failure(ErrorKind::unsupported,
                 fmt::format("{}: '{}' {}", file.path, toml_path_text(path), what),
                 std::string(file.path));
}

struct StringArray {
  const TomlElement* element = nullptr;  // of the document
  std::vector<std::string> strings;
};

Result<StringArray> string_array(const TomlDocument& document, const TomlPath& path) {
  const std::optional<TomlTree::Id> node = document.tree.find(path);
  const std::optional<TomlPlace> place = find_value_place(document.layout, path);
  if (!node || !place || document.tree.node(*node).kind != TomlKind::array)
    return unsupported(document.file, path, "is not a list of strings");
  StringArray result{.element = &document.layout.elements[*place->element], .strings = {}};
  for (const TomlTree::Id id : document.tree.node(*node).elements) {
    if (document.tree.node(id).kind != TomlKind::string)
      return unsupported(document.file, path, "is not a list of strings");
    result.strings.push_back(document.tree.node(id).scalar);
  }
  return result;
}

// With one more string at the array's end.
Result<std::string> with_string(const TomlFile& file, const TomlPath& path,
                                std::string_view added) {
  MAKESPAN_TRY(const TomlDocument document, open_toml(file));
  MAKESPAN_TRY(const StringArray array, string_array(document, path));
  return apply_splices(file.text, append_child(document.layout, *array.element, toml_quote(added)));
}

bool contains(const std::vector<std::string>& list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

std::string array_text(const std::vector<std::string>& strings) {
  std::vector<std::string> quoted;
  for (const std::string& text : strings)
    quoted.push_back(toml_quote(text));
  return fmt::format("[{}]", fmt::join(quoted, ", "));
}

}  // namespace

Result<std::string> set_toml_value(const TomlFile& file, const TomlPath& path,
                                   std::string_view value, TomlOrder order) {
  MAKESPAN_CHECKED(check_value(file, value));
  MAKESPAN_TRY(const TomlDocument document, open_toml(file));
  std::vector<Splice> splices;
  if (document.tree.find(path)) {
    const std::optional<TomlPlace> place = find_value_place(document.layout, path);
    if (!place) return unsupported(file, path, "is a table of several lines, not one value");
    const Extent there = document.layout.elements[*place->element].value;
    if (there.of(file.text) == value) return std::string(file.text);
    splices = {{.extent = there, .text = std::string(value)}};
  } else {
    const std::string key = toml_path_text({path.back()});
    MAKESPAN_TRY(
        splices,
        add_entries(document,
                    {.table = parent_of(path),
                     .first_key = path.back(),
                     .lines = {fmt::format("{}{}{}", key, equals_sign(document.layout), value)},
                     .order = order,
                     .near = {}}));
  }
  return checked_edit(document, apply_splices(file.text, std::move(splices)),
                      {put(path, std::string(value))});
}

Result<std::string> set_toml_strings(const TomlFile& file, const TomlPath& path,
                                     const std::vector<std::string>& wanted) {
  MAKESPAN_TRY(const TomlDocument document, open_toml(file));
  if (!document.tree.find(path)) return set_toml_value(file, path, array_text(wanted));
  MAKESPAN_TRY(const StringArray there, string_array(document, path));
  std::vector<std::string> result;
  std::vector<bool> goes;
  for (const std::string& text : there.strings) {
    goes.push_back(!contains(wanted, text));
    if (!goes.back()) result.push_back(text);
  }
  std::string text(file.text);
  if (result.size() < there.strings.size())
    text = apply_splices(file.text, remove_children(document.layout, *there.element, goes));
  for (const std::string& missing : wanted) {
    if (contains(result, missing)) continue;
    result.push_back(missing);
    MAKESPAN_TRY(text, with_string({.text = text, .path = file.path}, path, missing));
  }
  return checked_edit(document, std::move(text), {put(path, array_text(result))});
}

Result<std::string> append_toml_strings(const TomlFile& file, const TomlPath& path,
                                        const std::vector<std::string>& more) {
  MAKESPAN_TRY(const TomlDocument document, open_toml(file));
  if (!document.tree.find(path)) return set_toml_value(file, path, array_text(more));
  MAKESPAN_TRY(StringArray there, string_array(document, path));
  std::string text(file.text);
  for (const std::string& added : more) {
    there.strings.push_back(added);
    MAKESPAN_TRY(text, with_string({.text = text, .path = file.path}, path, added));
  }
  return checked_edit(document, std::move(text), {put(path, array_text(there.strings))});
}

}  // namespace makespan
