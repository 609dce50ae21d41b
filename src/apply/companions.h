#pragma once
// What a team passes around instead of applying: the changed manifests with a comment at each
// change, and the changes as a plain shell script.

#include <string>
#include <vector>

#include "base/result.h"
#include "manifest/patch.h"

namespace makespan {

struct CompanionStep {
  std::string id;      // "release.codegen-units=16"
  std::string title;   // "Generate release code in 16 pieces"
  std::string saving;  // "saves 3.2 s (2.9 to 3.6 s, replayed)"; empty: not known
  Patch patch;         // of this fix and those before it, together, from the project as it is
};

struct Companions {
  std::string root;        // the workspace's
  std::string cargo_home;  // the user's; the script names it as any user's
  std::string run;         // "20261124-081502-3f9a"
  std::string command;     // that it recorded
  std::vector<CompanionStep> steps;
  Patch patch;  // of all, with Cargo.lock
};

// The TOML files that change, whole, with what changed marked; each behind a line with its name
// where there are several. Where a comment cannot stand at a change (inside a text of several
// lines), the file's comments are above it. Cargo.lock is left out.
std::string commented_manifests(const Companions& companions);

// For sh and patch: each fix a step, then Cargo.lock, then cargo's word on it. Run in the
// workspace's root.
std::string patch_script(const Companions& companions);

}  // namespace makespan
