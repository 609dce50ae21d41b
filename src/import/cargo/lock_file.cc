#include "import/cargo/lock_file.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/take_line.h"

namespace makespan {
namespace {

// The text of `key = "text"`; empty where the line is something else.
std::string_view value_of(std::string_view line, std::string_view key) {
  if (!line.starts_with(key)) return {};
  line.remove_prefix(key.size());
  if (!line.starts_with(" = \"") || !line.ends_with('"') || line.size() < 5) return {};
  return line.substr(4, line.size() - 5);
}

}  // namespace

std::vector<LockedPackage> read_lock_file(std::string_view text) {
  std::vector<LockedPackage> packages;
  bool in_package = false;
  while (!text.empty()) {
    std::string_view line = take_line(text);
    if (line.starts_with('[')) {
      in_package = line == "[[package]]";
      if (in_package) packages.emplace_back();
    }
    if (!in_package) continue;
    LockedPackage& package = packages.back();
    if (std::string_view name = value_of(line, "name"); !name.empty()) package.name = name;
    if (std::string_view v = value_of(line, "version"); !v.empty()) package.version = v;
    if (std::string_view source = value_of(line, "source"); !source.empty())
      package.source = source;
  }
  std::erase_if(packages, [](const LockedPackage& p) { return p.name.empty(); });
  std::sort(packages.begin(), packages.end(), [](const LockedPackage& a, const LockedPackage& b) {
    return std::tie(a.name, a.version, a.source) < std::tie(b.name, b.version, b.source);
  });
  return packages;
}

}  // namespace makespan
