#include "manifest/toml_file.h"

#include <fmt/format.h>

#include <algorithm>

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

namespace {

// As people write it: bare where that is TOML, 'cfg(unix)', "*".
std::string key_text(const std::string& key) {
  if (is_bare_key(key)) return key;
  const bool plain = std::all_of(
      key.begin(), key.end(), [](char c) { return c != '\'' && (c < 0 || c >= ' ') && c != 0x7F; });
  return plain && key.find_first_of("(\"\\") != std::string::npos ? fmt::format("'{}'", key)
                                                                  : toml_quote(key);
}

}  // namespace

std::string toml_path_text(const TomlPath& path) {
  std::string result;
  for (const std::string& key : path) {
    if (!result.empty()) result += '.';
    result += key_text(key);
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
