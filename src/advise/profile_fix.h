#pragma once
// Fixes that are one key of a profile: the kinds say which key and what it does to compiler calls,
// and this makes the candidates of it. Of a profile that ships there are two: the change of that
// profile itself, which is for people to decide, and the same key in a profile of its own for CI.
// Where a variable of the environment sets the key, there is no patch, and the reason says so.

#include <string>
#include <vector>

#include "advise/candidate.h"
#include "advise/situation.h"
#include "manifest/profiles.h"

namespace makespan {

struct ProfileKey {
  std::string kind;    // Fix::kind
  std::string key;     // as in the id: "codegen-units", "package.*.debug"
  std::string name;    // of the key alone: "codegen-units", "debug"
  ProfileTable table;  // `profile` is filled in
  std::string value;   // as in the id: "16", "fat", "none"
  std::string toml;    // as the manifest has it: `16`, `"fat"`
};

struct ProfileFix {
  ProfileKey key;
  std::string title;  // "Generate release code in 16 pieces"
  std::vector<ChangedCalls> calls;
  Risk risk = Risk::none;
  std::string risk_note;
  std::vector<std::string> evidence;
  // What people have to weigh before a shipping profile may change: what a run of the product has
  // to be measured for ("the run time and size"), or what the product goes without ("file and line
  // in backtraces"). Both empty: the product stays the same.
  std::string product;
  std::string loss;
  std::vector<std::string> not_checked;  // beside what `product` says
};

void add_profile_fixes(const Situation& situation, const ProfileFix& fix,
                       std::vector<Candidate>& candidates);

// Sets the key where it stands now, else in the root manifest: a value of cargo's configuration
// wins over the manifest's, so that is where it has to change.
FileEdit set_profile_value(const Situation& situation, const ProfileKey& key);

// "codegen-units = 1 (Cargo.toml:45)", or "codegen-units is not set, which means 16".
std::string setting_now(const Situation& situation, std::string_view key,
                        const std::string& otherwise);

}  // namespace makespan
