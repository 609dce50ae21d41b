#pragma once
// SnapshotBuilder: target directories for tests, as short literals.
//
//   SnapshotBuilder snapshot;
//   snapshot.library("serde", "00000000000000aa", {.start = 1.0, .metadata = 1.5, .end = 2.0});
//
// Times are seconds after the beginning of 2026 (and 123 us); a unit's fingerprint is its hash read
// as a number, so that dependencies are given by hash.

#include <optional>
#include <string>
#include <vector>

#include "import/cargo/target_snapshot.h"

namespace makespan {

struct UnitTimes {
  std::optional<double> start;
  std::optional<double> metadata;
  std::optional<double> end;
};

class SnapshotBuilder {
 public:
  SnapshotBuilder() { snapshot_.profile = "debug"; }

  // `file` is the fingerprint's name ("lib-serde"), `outputs` the files that rustc left.
  UnitDirectory& unit(const std::string& package, const std::string& hash, const std::string& file,
                      UnitTimes times, const std::vector<std::string>& dependencies = {},
                      const std::vector<std::string>& outputs = {});
  UnitDirectory& library(const std::string& package, const std::string& hash, UnitTimes times,
                         const std::vector<std::string>& dependencies = {});
  UnitDirectory& check(const std::string& package, const std::string& hash, UnitTimes times,
                       const std::vector<std::string>& dependencies = {});
  UnitDirectory& binary(const std::string& package, const std::string& hash, UnitTimes times,
                        const std::vector<std::string>& dependencies = {});

  // What tar does to the times of all units added so far.
  void cut_times_to_seconds();

  TargetSnapshot& snapshot() { return snapshot_; }
  static UnixTime at(double seconds);

 private:
  TargetSnapshot snapshot_;
};

// The hash file's text of a unit whose fingerprint is `hash` read as a number.
std::string fingerprint_text(const std::string& hash);

}  // namespace makespan
