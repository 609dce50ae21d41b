#pragma once
// What a new Cargo.lock says that the old one did not.

#include <string>
#include <string_view>
#include <vector>

namespace makespan {

// A package that is in both locks and is there in a version that only the new one has.
struct LockVersionChange {
  std::string name;
  std::vector<std::string> before;  // its versions, ascending as the lock has them
  std::string after;                // the new one

  bool operator==(const LockVersionChange&) const = default;
};

// By name and version. Packages that are wholly new or gone are no changes of a version, nor are
// packages without a source, which are the user's own.
std::vector<LockVersionChange> changed_versions(std::string_view before, std::string_view after);

// "serde 1.0.200 becomes 1.0.228"; the sentence for all of them.
std::string text_of(const std::vector<LockVersionChange>& changes);

}  // namespace makespan
