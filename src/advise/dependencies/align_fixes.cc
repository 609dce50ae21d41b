#include "advise/dependencies/align_fixes.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "advise/dependencies/graph_trees.h"
#include "advise/dependencies/lint_check.h"
#include "advise/dependencies/unused_dependency.h"
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

std::string text_of(const Workspace& workspace, const std::string& path) {
  return bytes_of(workspace, path).value_or("");
}

std::vector<std::string> declared_in(const Workspace& workspace, const Alignment& alignment) {
  std::set<std::string> names;
  for (const AlignedDeclaration& at : alignment.declarations)
    names.insert(workspace.packages[at.package].name);
  return {names.begin(), names.end()};
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
                           shortened(declared_in(workspace, alignment)));
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

// Why it is no recommendation.
std::string obstacle(const Alignment& alignment, const AlignmentProof& proof) {
  if (!alignment.holders.empty())
    return "held back by " + shortened(alignment.holders) +
           (alignment.holders.size() == 1 ? ", which asks" : ", which ask") +
           " for another version: `cargo update -p " +
           alignment.holders.front().substr(0, alignment.holders.front().find(' ')) +
           "` helps where a newer one of it exists";
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

// Compiles the workbench as it stands, once or twice.
class Prover {
 public:
  Prover(const Workspace& workspace, const Alignment& alignment, FileSystem& files,
         Workbench& bench, bool all_features_work)
      : workspace_(workspace), alignment_(alignment), files_(files), bench_(bench) {
    if (has_features() && all_features_work) runs_ = {false, true};
  }

  Result<AlignmentProof> prove() {
    MAKESPAN_TRY(const std::string left, version_that_stays());
    if (!left.empty())
      return AlignmentProof{.outcome = AlignmentProof::Outcome::breaks, .error = left};
    for (const bool all_features : runs_) {
      MAKESPAN_TRY(LintCheck check,
                   run_lint_check(bench_, files_, workspace_, {.all_features = all_features}));
      for (const LintCheck::Call& call : check.calls)
        if (!call.call.succeeded) check.trouble = call.call.crate_name + ": " + call.error;
      if (!check.complete)
        return AlignmentProof{.outcome = AlignmentProof::Outcome::breaks, .error = check.trouble};
      std::ranges::move(check.calls, std::back_inserter(calls_));
    }
    const std::string gap = missing();
    return AlignmentProof{
        .outcome =
            gap.empty() ? AlignmentProof::Outcome::compiles : AlignmentProof::Outcome::partly,
        .error = gap,
        .compiled = runs_.size() > 1 ? "default and all features" : "default features"};
  }

 private:
  // cargo may find another way out than the one that was meant.
  Result<std::string> version_that_stays() {
    GraphTrees trees(workspace_, bench_, {});
    MAKESPAN_TRY(const std::vector<GraphTree> after, trees.ask());
    for (const GraphTree& tree : after)
      for (const std::string& other : alignment_.others)
        if (tree.tree.packages.contains(alignment_.package + " " + other))
          return alignment_.package + " " + other + " is still built then";
    return std::string();
  }

  [[nodiscard]] bool has_features() const {
    return std::ranges::any_of(workspace_.packages, [](const WorkspacePackage& package) {
      return !package.features.empty();
    });
  }

  // What leaves a doubt about "every target"; empty: nothing.
  [[nodiscard]] std::string missing() const {
    for (const AlignedDeclaration& at : alignment_.declarations) {
      const WorkspacePackage& package = workspace_.packages[at.package];
      const DeclaredDependency& dependency = package.dependencies[at.dependency];
      const std::string crate = crate_name_of(workspace_, package, dependency);
      const bool seen = std::ranges::any_of(calls_, [&](const LintCheck::Call& call) {
        return call.call.package_directory == package.directory &&
               std::ranges::binary_search(call.call.given, crate);
      });
      if (!seen) return "no compiler call of " + package.name + " here was given it";
    }
    if (runs_.size() > 1) return "";
    for (const WorkspacePackage& package : workspace_.packages)
      for (const WorkspaceTarget& target : package.targets)
        if (!target.required_features.empty())
          return target.kind + " " + target.name + " of " + package.name +
                 " needs features that are off";
    return "";
  }

  const Workspace& workspace_;
  const Alignment& alignment_;
  FileSystem& files_;
  Workbench& bench_;
  std::vector<bool> runs_ = {false};  // with all features or not
  std::vector<LintCheck::Call> calls_;
};

}  // namespace

bool was_built_twice(const Trace& trace, const Alignment& alignment) {
  std::set<std::string_view> versions;
  for (const Task& task : trace.tasks)
    if (trace.text(task.name) == alignment.package) versions.insert(trace.text(task.version));
  return versions.size() > 1 && versions.contains(alignment.version);
}

Result<AlignmentProof> prove_alignment(const Workspace& workspace, const Alignment& alignment,
                                       FileSystem& files, Workbench& bench,
                                       bool all_features_work) {
  if (!alignment.holders.empty() || !alignment.too_old.empty() || alignment.declarations.empty())
    return AlignmentProof();
  const std::vector<AlignedManifest> manifests = manifests_of(workspace, alignment);
  for (const AlignedManifest& manifest : manifests) {
    const Result<std::string> edited =
        edit_aligned(text_of(workspace, manifest.path), workspace, alignment, manifest);
    if (!edited)
      return AlignmentProof{.outcome = AlignmentProof::Outcome::breaks,
                            .error = edited.error().message};
    MAKESPAN_CHECKED(bench.write(manifest.path, *edited));
  }
  Result<AlignmentProof> proof =
      Prover(workspace, alignment, files, bench, all_features_work).prove();
  for (const AlignedManifest& manifest : manifests)
    MAKESPAN_CHECKED(bench.write(manifest.path, text_of(workspace, manifest.path)));
  if (!workspace.lock.empty()) MAKESPAN_CHECKED(bench.write(workspace.lock_path, workspace.lock));
  return proof;
}

namespace {

// Where not all of it was compiled, a build with it says more.
bool can_be_tried(const Alignment& alignment, const AlignmentProof& proof) {
  const bool may_stand = proof.outcome == AlignmentProof::Outcome::not_tried ||
                         proof.outcome == AlignmentProof::Outcome::partly;
  return may_stand && alignment.holders.empty() && alignment.too_old.empty();
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

std::vector<FileEdit> edits_of(const Workspace& workspace, const Alignment& alignment) {
  std::vector<FileEdit> edits;
  for (const AlignedManifest& manifest : manifests_of(workspace, alignment))
    edits.push_back(
        {.path = manifest.path, .edit = [workspace, alignment, manifest](std::string_view text) {
           return edit_aligned(text, workspace, alignment, manifest);
         }});
  return edits;
}

}  // namespace

std::vector<Candidate> align_candidates(const Trace& trace, const Workspace& workspace,
                                        std::span<const Alignment> alignments,
                                        std::span<const AlignmentProof> proofs) {
  std::vector<Candidate> candidates;
  for (size_t i = 0; i < alignments.size(); ++i) {
    const Alignment& alignment = alignments[i];
    if (!was_built_twice(trace, alignment)) continue;
    Result<Edit> edit = parse_align(trace, alignment.package + "@" + alignment.version);
    if (!edit) continue;
    Candidate candidate;
    candidate.fix = describe(workspace, alignment);
    candidate.structure.push_back(*std::move(edit));
    candidate.group = "align " + alignment.package;
    if (proofs[i].outcome == AlignmentProof::Outcome::compiles) {
      decide(candidate.fix, alignment);
      candidate.fix.checked.push_back("all targets of the workspace compile with it, with " +
                                      proofs[i].compiled);
      candidate.edits = edits_of(workspace, alignment);
    } else {
      candidate.fix.verdict = Verdict::possible;
      candidate.fix.reason = obstacle(alignment, proofs[i]);
      candidate.reach = Reach::bound;
      candidate.unproven = true;
      if (can_be_tried(alignment, proofs[i])) candidate.edits = edits_of(workspace, alignment);
    }
    candidates.push_back(std::move(candidate));
  }
  return candidates;
}

}  // namespace makespan
