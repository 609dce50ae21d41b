#include "manifest/cargo_config_edit.h"

#include <fmt/format.h>

#include <algorithm>

#include "manifest/toml_document.h"
#include "manifest/toml_edit.h"

namespace makespan {
namespace {

// Of `-C opt-level=1  -g`: three.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (true) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\n"), text.size()));
    if (text.empty()) return words;
    const size_t end = std::min(text.find_first_of(" \t\n"), text.size());
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

bool contains_run(const std::vector<std::string>& words, const std::vector<std::string>& run) {
  return std::search(words.begin(), words.end(), run.begin(), run.end()) != words.end() ||
         run.empty();
}

Result<std::string> append_words(const TomlFile& config, const TomlPath& key,
                                 const std::string& old, const std::vector<std::string>& added) {
  if (contains_run(words_of(old), added)) return std::string(config.text);
  std::string text = old;
  for (const std::string& word : added) {
    if (word.find_first_of(" \t\n") != std::string::npos)
      return failure(ErrorKind::unsupported,
                     fmt::format("{}: '{}' is one string, to which '{}' with its space cannot be "
                                 "added",
                                 config.path, toml_path_text(key), word),
                     std::string(config.path));
    if (!text.empty() && !text.ends_with(' ')) text += ' ';
    text += word;
  }
  return set_toml_value(config, key, toml_quote(text));
}

}  // namespace

Result<std::string> set_config_value(const TomlFile& config, const TomlPath& key,
                                     std::string_view value) {
  return set_toml_value(config, key, value);
}

Result<std::string> append_config_arguments(const TomlFile& config, const TomlPath& key,
                                            const std::vector<std::string>& arguments) {
  MAKESPAN_TRY(const TomlTree tree, parse_toml_tree(config));
  if (const std::string* text = tree.string_at(key))
    return append_words(config, key, *text, arguments);
  std::vector<std::string> there;
  if (const std::optional<TomlTree::Id> array = tree.find(key)) {
    for (const TomlTree::Id id : tree.node(*array).elements)
      there.push_back(tree.node(id).scalar);
  }
  if (contains_run(there, arguments)) return std::string(config.text);
  return append_toml_strings(config, key, arguments);
}

}  // namespace makespan
