#include "advise/dependencies/feature_fixes.h"

#include <algorithm>

#include "advise/dependencies/feature_entries.h"

namespace makespan {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words)
    text += (text.empty() ? "" : ", ") + word;
  return text;
}

Fix fix_of(const Workspace& workspace, const FeatureFinding& found) {
  const WorkspacePackage& package = workspace.packages[found.package];
  const DeclaredDependency& dependency = package.dependencies[found.dependency];
  Fix fix;
  fix.id = "features:" + package.name + "/" + dependency.name;
  fix.kind = "features";
  fix.title = "Ask " + dependency.name + " for " +
              (found.needed.empty() ? std::string("no features") : joined(found.needed)) +
              " instead of " + joined(found.listed);
  fix.verdict = Verdict::possible;
  fix.reason =
      "features that only matter at run time (TLS, Unicode, codecs) are not seen by the "
      "compiler (to settle it: run the tests with it: `makespan try " +
      fix.id + " --test`)";
  fix.effort = {.effort = EffortClass::manifest, .files = 1, .lines = 2};
  fix.risk = Risk::behaviour;
  fix.risk_note = "what a feature switches on at run time goes without an error";
  for (const std::string& change : found.changes)
    fix.evidence.push_back("with it " + change);
  fix.checked = {"the whole workspace and each member alone compile with it, all targets"};
  fix.not_checked = {"other platforms than this one", "other features than the default ones"};
  return fix;
}

Without vanished_tasks(const Trace& trace, const FeatureFinding& found) {
  Without without;
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    const Task& task = trace.tasks[i];
    std::string package(trace.text(task.name));
    package += ' ';
    package += trace.text(task.version);
    if (std::ranges::find(found.vanished, package) != found.vanished.end())
      without.tasks.emplace_back(i);
  }
  return without;
}

}  // namespace

std::vector<Candidate> feature_candidates(const Trace& trace, const Workspace& workspace,
                                          const std::vector<FeatureFinding>& findings) {
  std::vector<Candidate> candidates;
  for (const FeatureFinding& found : findings) {
    Candidate candidate;
    candidate.fix = fix_of(workspace, found);
    candidate.structure.emplace_back(vanished_tasks(trace, found));
    const FeatureEntry entry{.package = found.package,
                             .dependency = found.dependency,
                             .inherited = found.inherited,
                             .features = {},
                             .cost = {}};
    candidate.edits.push_back(feature_edit(workspace, entry, found.needed));
    candidates.push_back(std::move(candidate));
  }
  return candidates;
}

}  // namespace makespan
