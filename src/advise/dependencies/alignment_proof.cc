#include "advise/dependencies/alignment_proof.h"

#include <algorithm>
#include <iterator>

#include "advise/candidate.h"
#include "advise/dependencies/graph_trees.h"
#include "advise/dependencies/lint_check.h"
#include "advise/dependencies/unused_dependency.h"

namespace makespan {
namespace {

std::string text_of(const Workspace& workspace, const std::string& path) {
  return bytes_of(workspace, path).value_or("");
}

Status put_back_lock(const Workspace& workspace, Workbench& bench) {
  return workspace.lock.empty() ? Status() : bench.write(workspace.lock_path, workspace.lock);
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

Result<AlignmentProof> prove_alignment(const Workspace& workspace, const Alignment& alignment,
                                       FileSystem& files, Workbench& bench,
                                       bool all_features_work) {
  MAKESPAN_TRY(LockUpdate update, ask_for_update(workspace, alignment, files, bench));
  if (!update.version.empty()) {
    const Alignment updated = align_to(workspace, alignment, update.version);
    Result<AlignmentProof> proof =
        Prover(workspace, updated, files, bench, all_features_work).prove();
    MAKESPAN_CHECKED(put_back_lock(workspace, bench));
    if (proof) proof->update = std::move(update);
    return proof;
  }
  if (!alignment.holders.empty() || !alignment.too_old.empty() || alignment.declarations.empty()) {
    AlignmentProof proof;
    proof.update = std::move(update);
    return proof;
  }
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
  MAKESPAN_CHECKED(put_back_lock(workspace, bench));
  if (proof) proof->update = std::move(update);
  return proof;
}

}  // namespace makespan
