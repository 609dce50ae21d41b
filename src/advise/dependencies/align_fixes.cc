#include "advise/dependencies/align_fixes.h"

#include <algorithm>
#include <set>

#include "simulate/selection.h"

namespace makespan {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words)
    text += (text.empty() ? "" : ", ") + word;
  return text;
}

// The first few, and how many more.
std::string shortened(std::vector<std::string> words) {
  constexpr size_t kShown = 4;
  if (words.size() <= kShown) return joined(words);
  const size_t more = words.size() - kShown;
  words.resize(kShown);
  return joined(words) + " and " + std::to_string(more) + " more";
}

std::vector<std::string> declared_in(const Workspace& workspace, const Alignment& alignment) {
  std::set<std::string> names;
  for (const AlignedDeclaration& at : alignment.declarations)
    names.insert(workspace.packages[at.package].name);
  return {names.begin(), names.end()};
}

// The manifests that would change, from the workspace's root.
std::vector<std::string> paths_of(const Workspace& workspace, const Alignment& alignment) {
  std::vector<std::string> paths;
  for (const AlignedManifest& manifest : manifests_of(workspace, alignment)) {
    const bool inside = manifest.path.starts_with(workspace.root + "/");
    paths.push_back(inside ? manifest.path.substr(workspace.root.size() + 1) : manifest.path);
  }
  return paths;
}

Fix describe(const Workspace& workspace, const Alignment& alignment) {
  Fix fix;
  fix.id = "align:" + alignment.package + "@" + alignment.version;
  fix.kind = "align";
  fix.title = "One version of " + alignment.package + ", " + alignment.version + ", instead of " +
              std::to_string(alignment.others.size() + 1);
  fix.effort.effort = EffortClass::manifest;
  fix.evidence.push_back("built in versions " + joined(alignment.others) + " and " +
                         alignment.version);
  if (!alignment.declarations.empty())
    fix.evidence.push_back("asked for in another version by " +
                           shortened(declared_in(workspace, alignment)) + ", in " +
                           shortened(paths_of(workspace, alignment)));
  fix.risk = Risk::behaviour;
  fix.risk_note = "another version of " + alignment.package +
                  " may behave differently: no test was run with it";
  if (alignment.exposed) {
    fix.risk = Risk::breaking;
    fix.risk_note =
        "types of " + alignment.package + " may be a part of what a published package offers";
  }
  fix.not_checked.emplace_back("other platforms than this one");
  return fix;
}

// Who stands in the way, by cargo's own words where it was asked.
std::string held_back(const Alignment& alignment, const AlignmentProof& proof) {
  std::string text = "held back by " + shortened(alignment.holders);
  if (proof.update.complaint.empty())
    return text + ": `makespan fixes --deep` asks `cargo update` whether that is so";
  return text + ": `cargo update` says: " + proof.update.complaint +
         "; no newer one that is downloaded changes that";
}

// Why it is no recommendation.
std::string obstacle(const Alignment& alignment, const AlignmentProof& proof) {
  const bool updates = !proof.update.version.empty();
  if (!updates && !alignment.holders.empty()) return held_back(alignment, proof);
  if (!alignment.too_old.empty())
    return alignment.needs_newer_rust + " needs a newer Rust than the rust-version of " +
           alignment.too_old;
  switch (proof.outcome) {
    case AlignmentProof::Outcome::breaks:
      return "code changes needed: " + proof.error;
    case AlignmentProof::Outcome::partly:
      return "not every target was compiled with it: " + proof.error;
    case AlignmentProof::Outcome::not_tried:
    case AlignmentProof::Outcome::compiles:
      break;
  }
  return "not compiled with it: `makespan fixes --deep` tries that";
}

// Where not all of it was compiled, a build with it says more.
bool can_be_tried(const Alignment& alignment, const AlignmentProof& proof) {
  const bool may_stand = proof.outcome == AlignmentProof::Outcome::not_tried ||
                         proof.outcome == AlignmentProof::Outcome::partly;
  const bool held = proof.update.version.empty() && !alignment.holders.empty();
  return may_stand && !held && alignment.too_old.empty();
}

std::vector<FileEdit> edits_of(const Workspace& workspace, const Alignment& alignment) {
  std::vector<FileEdit> edits;
  for (const AlignedManifest& manifest : manifests_of(workspace, alignment))
    edits.push_back(
        {.path = manifest.path, .edit = [workspace, alignment, manifest](std::string_view text) {
           return edit_aligned(text, workspace, alignment, manifest);
         }});
  return edits;
}

// Whose versions it changes, and how: cargo's update of the lock file, or the manifests.
void add_edits(Candidate& candidate, const Workspace& workspace, const Alignment& alignment,
               const LockUpdate& update) {
  candidate.moves = {alignment.package};
  if (update.version.empty()) {
    candidate.edits = edits_of(workspace, alignment);
    return;
  }
  candidate.moves = update.moved;
  candidate.edits.push_back({.path = workspace.lock_path,
                             .edit = [before = workspace.lock, after = update.lock](
                                         std::string_view text) -> Result<std::string> {
                               return merged_lock(text, before, after);
                             }});
}

// What a plain `cargo update` does beside it.
void describe_update(Fix& fix, const Alignment& alignment, const LockUpdate& update) {
  if (update.version.empty()) return;
  std::string commands;
  for (const std::string& command : update.commands)
    commands += (commands.empty() ? "`" : ", `") + command + "`";
  fix.evidence.push_back(commands + (update.commands.size() == 1 ? " does it" : " do it") +
                         ": no manifest is changed");
  std::vector<std::string> beside = update.moved;
  std::erase(beside, alignment.package);
  if (beside.empty()) return;
  fix.risk_note += "; so may " + shortened(beside) +
                   (beside.size() == 1 ? ", which moves with it" : ", which move with it");
}

// The lock file alone changes: nobody asks for anything else than before.
Alignment updated(const Workspace& workspace, const Alignment& alignment,
                  const LockUpdate& update) {
  Alignment now = align_to(workspace, alignment, update.version);
  now.declarations.clear();
  now.exposed = false;
  return now;
}

// Of one that compiles.
void decide(Fix& fix, const Alignment& alignment) {
  fix.verdict = Verdict::recommended;
  if (alignment.exposed) {
    fix.verdict = Verdict::decision;
    fix.reason = "who uses the published package may have to change too";
  }
  if (alignment.older) {
    fix.verdict = Verdict::decision;
    fix.reason = "it goes back to an older version: what was fixed since is lost";
  }
}

}  // namespace

bool was_built_twice(const Trace& trace, const Alignment& alignment) {
  std::set<std::string_view> versions;
  for (const Task& task : trace.tasks)
    if (trace.text(task.name) == alignment.package) versions.insert(trace.text(task.version));
  return versions.size() > 1 && versions.contains(alignment.version);
}

std::vector<Candidate> align_candidates(const Trace& trace, const Workspace& workspace,
                                        std::span<const Alignment> alignments,
                                        std::span<const AlignmentProof> proofs) {
  std::vector<Candidate> candidates;
  for (size_t i = 0; i < alignments.size(); ++i) {
    const LockUpdate& update = proofs[i].update;
    const Alignment alignment =
        update.version.empty() ? alignments[i] : updated(workspace, alignments[i], update);
    if (!was_built_twice(trace, alignment)) continue;
    Result<Edit> edit = parse_align(trace, alignment.package + "@" + alignment.version);
    if (!edit) continue;
    Candidate candidate;
    candidate.fix = describe(workspace, alignment);
    describe_update(candidate.fix, alignment, update);
    candidate.structure.push_back(*std::move(edit));
    candidate.group = "align " + alignment.package;
    if (proofs[i].outcome == AlignmentProof::Outcome::compiles) {
      decide(candidate.fix, alignment);
      candidate.fix.checked.push_back("all targets of the workspace compile with it, with " +
                                      proofs[i].compiled);
      add_edits(candidate, workspace, alignment, update);
    } else {
      candidate.fix.verdict = Verdict::possible;
      candidate.fix.reason = obstacle(alignment, proofs[i]);
      candidate.reach = Reach::bound;
      candidate.unproven = true;
      if (can_be_tried(alignment, proofs[i])) add_edits(candidate, workspace, alignment, update);
    }
    candidates.push_back(std::move(candidate));
  }
  return candidates;
}

}  // namespace makespan
