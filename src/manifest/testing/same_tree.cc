#include "manifest/testing/same_tree.h"

#include <algorithm>
#include <vector>

namespace makespan {
namespace {

std::string without(std::string text, char dropped) {
  std::erase(text, dropped);
  return text;
}

bool same_scalar(const TomlTree::Node& own, const TomlTree::Node& second) {
  switch (own.kind) {
    case TomlKind::string:
      return without(own.scalar, '\r') == without(second.scalar, '\r');
    case TomlKind::boolean:
      return own.scalar == second.scalar;
    case TomlKind::integer: {
      std::string digits = without(without(own.scalar, '_'), '+');
      const bool decimal = !digits.starts_with("0x") && !digits.starts_with("0o") &&
                           !digits.starts_with("0b") && digits != "-0";
      return !decimal || digits == second.scalar;
    }
    case TomlKind::floating:
    case TomlKind::date:
    case TomlKind::array:
    case TomlKind::table:
      return true;
  }
  return true;
}

struct Pair {
  TomlTree::Id own = 0;
  TomlTree::Id second = 0;
  std::string path;
};

}  // namespace

std::string different_values(const TomlTree& own, const TomlTree& second) {
  std::vector<Pair> pairs = {{}};
  while (!pairs.empty()) {
    const Pair pair = pairs.back();
    pairs.pop_back();
    const TomlTree::Node& a = own.node(pair.own);
    const TomlTree::Node& b = second.node(pair.second);
    if (a.kind != b.kind || !same_scalar(a, b) || a.elements.size() != b.elements.size() ||
        a.members.size() != b.members.size())
      return pair.path + "(" + a.scalar + " | " + b.scalar + ")";
    for (size_t i = 0; i < a.elements.size(); ++i)
      pairs.push_back({.own = a.elements[i], .second = b.elements[i], .path = pair.path + "[]"});
    for (const auto& [key, id] : a.members) {
      const auto found = b.members.find(key);
      if (found == b.members.end()) return pair.path + "." + key;
      pairs.push_back({.own = id, .second = found->second, .path = pair.path + "." + key});
    }
  }
  return {};
}

}  // namespace makespan
