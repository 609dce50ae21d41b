#include "advise/dependencies/feature_fixes.h"

#include <algorithm>

#include "advise/dependencies/feature_entries.h"
#include "advise/task_choice.h"

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
  fix.checked = {"all targets of the workspace compile with it"};
  if (!found.alone.empty())
    fix.checked.push_back(joined(found.alone) + ": all targets compile with it, " +
                          (found.alone.size() == 1 ? "alone" : "each alone"));
  fix.not_checked = {"other platforms than this one", "other features than the default ones"};
  for (const std::string& member : found.broken_alone)
    fix.not_checked.push_back(member + " alone: it does not compile alone as it is");
  return fix;
}

// Tests passed with it.
void recommend(Fix& fix, const std::string& command) {
  fix.verdict = Verdict::recommended;
  fix.reason.clear();
  fix.checked.push_back("`" + command + "` passes with it (`makespan try --test`)");
  fix.not_checked.emplace_back("what no test runs");
}

// Of packages as cargo's tree names them: "tokio 1.40.0".
std::vector<TaskId> tasks_of(const Trace& trace, const std::vector<std::string>& packages) {
  return tasks_where(trace, [&](const Task& task) {
    std::string package(trace.text(task.name));
    package += ' ';
    package += trace.text(task.version);
    return std::ranges::find(packages, package) != packages.end();
  });
}

}  // namespace

std::vector<Candidate> feature_candidates(const Trace& trace, const Workspace& workspace,
                                          const std::vector<FeatureFinding>& findings,
                                          const TestedFixes& tested) {
  std::vector<Candidate> candidates;
  for (const FeatureFinding& found : findings) {
    Candidate candidate;
    candidate.fix = fix_of(workspace, found);
    if (const auto passed = tested.passed.find(candidate.fix.id); passed != tested.passed.end())
      recommend(candidate.fix, passed->second);
    candidate.structure.emplace_back(Without{.tasks = tasks_of(trace, found.vanished)});
    if (std::vector<TaskId> shrunk = tasks_of(trace, found.shrunk); !shrunk.empty())
      candidate.at_most.emplace_back(Scale{.tasks = std::move(shrunk), .section = {}, .factor = 0});
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
