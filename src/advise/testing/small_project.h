#pragma once
// A small recorded build and its workspace, for tests of fixes: a binary of two libraries and a
// build script that compiles C, in the profile that a test asks for.
//
//   zlib-sys (build script with C) ─┐
//   syn, derive (proc-macro) ───────┼─ core ── app (binary)
//   serde, serde again for the host ┘

#include <string>
#include <vector>

#include "advise/find_fixes.h"
#include "model/trace.h"
#include "model/workspace.h"

namespace makespan {

struct SmallBuild {
  std::string profile = "dev";
  std::vector<std::string> flags = {"debuginfo=2"};  // of target-side units
  std::string manifest = "[workspace]\nmembers = [\"core\", \"app\"]\n";
  bool binary = true;
  bool cdylib = false;  // core is one
  bool check = false;
  int link = 300;  // ms
};

class SmallProject {
 public:
  explicit SmallProject(const SmallBuild& build = {});

  [[nodiscard]] Situation situation(std::vector<std::string> asked = {}) const;
  [[nodiscard]] TaskId task(std::string_view name, TaskKind kind = TaskKind::library) const;

  Trace trace;
  Workspace workspace;
  MachineFacts machine;
};

// The fix of this id; a failure of the test where there is none.
const Candidate& named(const std::vector<Candidate>& candidates, const std::string& id);
bool has(const std::vector<Candidate>& candidates, const std::string& id);

// Experiments that were never made: each wish of `change` costs `ratio` of what it did, every
// section alike, as sure as the interval says.
struct KnownRatio {
  CallChange change;
  double ratio = 1;
  double low = 1;
  double high = 1;
};
Experimenter known_ratios(const Trace& trace, std::vector<KnownRatio> ratios);

}  // namespace makespan
