#pragma once
// Alignment: a package that is there in several versions, and what would make it one.
//
//   dashmap 5.5.3 ◄─ core (a manifest of ours: "5.5")           core can ask for 6.1.0
//   dashmap 6.1.0 ◄─ cache
//   hashbrown 0.14 ◄─ dashmap 6.1.0 (not ours)                  held back by dashmap 6.1.0
//   hashbrown 0.15 ◄─ indexmap
//
// Aimed at is the highest version that only our own manifests stand in the way of; where there is
// none, the highest of all, and it is said who holds the others.

#include <string>
#include <vector>

#include "base/result.h"
#include "model/workspace.h"

namespace makespan {

struct AlignedDeclaration {
  size_t package = 0;     // in Workspace::packages
  size_t dependency = 0;  // in WorkspacePackage::dependencies
};

struct Alignment {
  std::string package;
  std::string version;                           // the one that stays
  std::vector<std::string> others;               // versions that would go, ascending
  std::vector<AlignedDeclaration> declarations;  // of ours, that ask for one of the others
  std::vector<std::string> holders;              // "indexmap 2.1.0": not ours, ask for one of them
  // The package of ours whose rust-version does not allow it, and what needs a newer Rust: the
  // version, or what it pulls in ("hashbrown 0.15.2"). Empty: all allow it.
  std::string too_old;
  std::string needs_newer_rust;
  bool older = false;  // a declaration of ours asks for a newer version than the one that stays
  bool exposed =
      false;  // a published library of ours declares it: its types may be in an interface
};

// By package. Of what the lock file resolves to, whether or not a run built it.
std::vector<Alignment> find_alignments(const Workspace& workspace);

// The same with another of its versions as the one that stays.
Alignment align_to(const Workspace& workspace, const Alignment& alignment,
                   const std::string& version);

// A manifest of ours after the alignment. Path and text; the workspace's own manifest where the
// requirement is inherited from there.
struct AlignedManifest {
  std::string path;
  std::vector<AlignedDeclaration> declarations;
};
std::vector<AlignedManifest> manifests_of(const Workspace& workspace, const Alignment& alignment);
Result<std::string> edit_aligned(std::string_view text, const Workspace& workspace,
                                 const Alignment& alignment, const AlignedManifest& manifest);

}  // namespace makespan
