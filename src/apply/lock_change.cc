#include "apply/lock_change.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "import/cargo/lock_file.h"

namespace makespan {
namespace {

// Versions by name and source: a package of the same name from elsewhere is another one.
using Versions = std::map<std::pair<std::string, std::string>, std::vector<std::string>>;

Versions versions_of(std::string_view lock) {
  Versions versions;
  for (const LockedPackage& package : read_lock_file(lock)) {
    if (!package.source.empty())
      versions[{package.name, package.source}].push_back(package.version);
  }
  return versions;
}

}  // namespace

std::vector<LockVersionChange> changed_versions(std::string_view before, std::string_view after) {
  Versions old = versions_of(before);
  std::vector<LockVersionChange> changes;
  for (const auto& [package, versions] : versions_of(after)) {
    auto known = old.find(package);
    if (known == old.end()) continue;
    for (const std::string& version : versions) {
      if (std::find(known->second.begin(), known->second.end(), version) == known->second.end())
        changes.push_back({.name = package.first, .before = known->second, .after = version});
    }
  }
  return changes;
}

std::string text_of(const std::vector<LockVersionChange>& changes) {
  std::string text;
  for (const LockVersionChange& change : changes) {
    text += fmt::format("{}{} {} becomes {}", text.empty() ? "" : ", ", change.name,
                        fmt::join(change.before, " and "), change.after);
  }
  return text;
}

}  // namespace makespan
