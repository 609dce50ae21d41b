#include "manifest/toml_file.h"

#include <fmt/format.h>

#include "manifest/toml_document.h"
#include "manifest/toml_scalar.h"

namespace makespan {

std::string toml_quote(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') result += '\\';
    if (c == '\t')
      result += "\\t";
    else if (c == '\n')
      result += "\\n";
    else if (code < 0x20 || code == 0x7F)
      result += fmt::format("\\u{:04X}", code);
    else
      result += c;
  }
  return result + '"';
}

std::string toml_path_text(const TomlPath& path) {
  std::string result;
  for (const std::string& key : path) {
    if (!result.empty()) result += '.';
    result += is_bare_key(key) ? key : toml_quote(key);
  }
  return result;
}

Status check_toml(const TomlFile& file) {
  MAKESPAN_TRY(const TomlDocument document, open_toml(file));
  return {};
}

Result<std::optional<TomlValue>> find_toml_value(const TomlFile& file, const TomlPath& path) {
  MAKESPAN_TRY(const TomlDocument document, open_toml(file));
  if (path.empty() || !document.tree.find(path)) return std::nullopt;
  const std::optional<TomlPlace> place = find_value_place(document.layout, path);
  if (!place) return std::nullopt;
  const TomlElement& element = document.layout.elements[*place->element];
  return TomlValue{.text = std::string(element.value.of(file.text)),
                   .line = document.layout.line_of(element.begin())};
}

Result<std::optional<std::string>> find_toml_string(const TomlFile& file, const TomlPath& path) {
  MAKESPAN_TRY(const TomlTree tree, parse_toml_tree(file));
  const std::string* text = tree.string_at(path);
  if (text == nullptr) return std::nullopt;
  return *text;
}

}  // namespace makespan
