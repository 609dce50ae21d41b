#pragma once
// The keys of a JSON document, and those that its page in docs/formats/ has: each must have all of
// the other's.

#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/json_value.h"

namespace makespan {

// "tasks[].sections[].name" for every key in the document, lists of objects or not.
inline void collect_keys(const JsonValue& document, std::set<std::string>& keys) {
  std::vector<std::pair<std::string, const JsonValue*>> open = {{"", &document}};
  while (!open.empty()) {
    auto [path, value] = open.back();
    open.pop_back();
    for (const auto& [name, member] : value->object()) {
      std::string key = path;
      if (!key.empty()) key += '.';
      key += name;
      open.emplace_back(key, &member);
      keys.insert(key);
    }
    for (const JsonValue& element : value->array()) {
      keys.erase(path);
      keys.insert(path + "[]");
      open.emplace_back(path + "[]", &element);
    }
  }
}

inline std::set<std::string> keys_of(const std::vector<JsonValue>& documents) {
  std::set<std::string> keys;
  for (const JsonValue& document : documents)
    collect_keys(document, keys);
  // A list that is empty in one document and not in another was collected under both names.
  for (auto key = keys.begin(); key != keys.end();)
    key = keys.contains(*key + "[]") ? keys.erase(key) : std::next(key);
  return keys;
}

// The first cell of each table row: | `key` | …, or | `list[].key`, `.other` | …
inline std::set<std::string> documented_keys(const std::string& page) {
  std::set<std::string> keys;
  std::ifstream in(page);
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with("| `")) continue;
    std::string cell = line.substr(2, line.find(" |", 2) - 2);
    std::string parent;
    for (size_t at = cell.find('`'); at != std::string::npos;) {
      size_t end = cell.find('`', at + 1);
      std::string key = cell.substr(at + 1, end - at - 1);
      if (key.starts_with('.')) key.insert(0, parent);
      parent = key.substr(0, key.rfind('.'));
      keys.insert(std::move(key));
      at = cell.find('`', end + 1);
    }
  }
  return keys;
}

}  // namespace makespan
