#include "advise/dependencies/unused_fixes.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "advise/dependencies/asked_members.h"

namespace makespan {
namespace {

bool is_product(TaskKind kind) {
  return kind == TaskKind::library || kind == TaskKind::binary || kind == TaskKind::proc_macro;
}

bool is_script(TaskKind kind) {
  return kind == TaskKind::build_script || kind == TaskKind::build_script_run;
}

// Whether this task of the package waits for the dependency no longer.
bool loses(TaskKind kind, DependencyKind table, UnusedAction action) {
  switch (table) {
    case DependencyKind::build:
      return kind == TaskKind::build_script;
    case DependencyKind::development:
      return !is_product(kind) && !is_script(kind);
    case DependencyKind::normal:
      // A build script's run waits for those of what the package depends on.
      return kind != TaskKind::build_script && (action == UnusedAction::remove || is_product(kind));
  }
  return false;
}

// Declared for tests too: those go on waiting for it.
bool stays_for_development(const WorkspacePackage& package, const DeclaredDependency& dependency) {
  return dependency.kind == DependencyKind::normal &&
         std::ranges::any_of(package.dependencies, [&](const DeclaredDependency& other) {
           return other.kind == DependencyKind::development && other.name == dependency.name;
         });
}

// A package may use two versions under two names. None: the lock file does not tell.
std::optional<std::string> resolved_version(const Workspace& workspace,
                                            const WorkspacePackage& package,
                                            const DeclaredDependency& dependency) {
  const auto self = std::ranges::find(workspace.resolved, package.id, &ResolvedPackage::id);
  if (self == workspace.resolved.end()) return std::nullopt;
  const std::string crate = crate_name_of(workspace, package, dependency);
  std::optional<std::string> version;
  for (const ResolvedPackage::Edge& edge : self->dependencies) {
    const ResolvedPackage& resolved = workspace.resolved[edge.package];
    if (edge.name != crate || resolved.name != dependency.package) continue;
    if (version && *version != resolved.version) return std::nullopt;
    version = resolved.version;
  }
  return version;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words)
    text += (text.empty() ? "" : ", ") + word;
  return text;
}

class Describer {
 public:
  Describer(const Workspace& workspace, const UnusedDependency& unused, const std::string& proven,
            bool all_platforms)
      : package_(workspace.packages[unused.package]),
        dependency_(package_.dependencies[unused.dependency]),
        unused_(unused),
        proven_(proven),
        all_platforms_(all_platforms) {}

  Fix fix() const {
    Fix fix;
    fix.id = "unused:" + package_.name + "/" + dependency_.name;
    if (declared_twice()) fix.id += kind_suffix();
    fix.kind = "unused";
    fix.title = title();
    fix.effort = {.effort = EffortClass::manifest, .files = 1, .lines = 1};
    fix.evidence = evidence();
    fix.checked = checked();
    fix.not_checked = not_checked();
    if (dependency_.optional && package_.published) {
      fix.risk = Risk::breaking;
      fix.risk_note = "its name is a feature of a package that others may depend on";
    }
    const bool certain = unused_.doubts.empty() && unused_.apart.empty();
    fix.verdict = certain ? Verdict::recommended : Verdict::possible;
    fix.reason = reason();
    return fix;
  }

 private:
  [[nodiscard]] bool declared_twice() const {
    return std::ranges::count(package_.dependencies, dependency_.name, &DeclaredDependency::name) >
           1;
  }

  [[nodiscard]] std::string kind_suffix() const {
    std::string suffix;
    if (dependency_.kind == DependencyKind::development) suffix = "(dev)";
    if (dependency_.kind == DependencyKind::build) suffix = "(build)";
    if (!dependency_.target.empty()) suffix += "(" + dependency_.target + ")";
    return suffix;
  }

  [[nodiscard]] std::string title() const {
    if (unused_.action == UnusedAction::to_development && !unused_.used_by.empty())
      return "Move " + dependency_.name + " to the dev-dependencies of " + package_.name +
             ": only " + joined(unused_.used_by) + " use" +
             (unused_.used_by.size() == 1 ? "s" : "") + " it";
    if (unused_.action == UnusedAction::to_development)
      return "Move " + dependency_.name + " to the dev-dependencies of " + package_.name;
    switch (dependency_.kind) {
      case DependencyKind::normal:
        return "Drop " + dependency_.name + ", which " + package_.name + " never uses";
      case DependencyKind::development:
        return "Drop " + dependency_.name + ", which no test of " + package_.name + " uses";
      case DependencyKind::build:
        return "Drop " + dependency_.name + ", which the build script of " + package_.name +
               " never uses";
    }
    return {};
  }

  [[nodiscard]] std::vector<std::string> evidence() const {
    std::vector<std::string> lines;
    if (!unused_.checked.empty())
      lines.push_back("rustc says it is unused (unused_crate_dependencies) in " +
                      joined(unused_.checked));
    if (unused_.doubts.empty() && unused_.action == UnusedAction::remove)
      lines.emplace_back("no source of the package names it");
    for (const std::string& change : unused_.changes)
      lines.push_back("without it " + change);
    return lines;
  }

  [[nodiscard]] std::vector<std::string> checked() const {
    if (proven_.empty()) return {};
    return {"all targets of the workspace compile without it, with " + proven_};
  }

  [[nodiscard]] std::vector<std::string> not_checked() const {
    std::vector<std::string> lines = {"other platforms than this one"};
    if (!all_platforms_)
      lines.emplace_back(
          "what it carries for other platforms: their packages were never fetched (`cargo fetch`)");
    if (proven_.find("all features") == std::string::npos && !package_.features.empty())
      lines.emplace_back("other features than the default ones");
    if (proven_ == "all features")
      lines.emplace_back("default features: with those alone not every target compiles as it is");
    return lines;
  }

  [[nodiscard]] std::string reason() const {
    std::string text;
    const auto add = [&](const Doubt& doubt) {
      text += (text.empty() ? "" : "; ") + doubt.reason + " (to settle it: " + doubt.settles + ")";
    };
    std::ranges::for_each(unused_.doubts, add);
    std::ranges::for_each(unused_.apart, add);
    return text;
  }

  const WorkspacePackage& package_;
  const DeclaredDependency& dependency_;
  const UnusedDependency& unused_;
  const std::string& proven_;
  bool all_platforms_;
};

}  // namespace

Unlink unused_edges(const Trace& trace, const Workspace& workspace,
                    const UnusedDependency& unused) {
  const WorkspacePackage& package = workspace.packages[unused.package];
  const DeclaredDependency& dependency = package.dependencies[unused.dependency];
  const std::optional<std::string> version = resolved_version(workspace, package, dependency);
  const UnusedAction action =
      stays_for_development(package, dependency) ? UnusedAction::to_development : unused.action;
  Unlink unlink{.edges = {}, .asked = asked_tasks(trace, workspace)};
  for (const Dependency& edge : trace.dependencies) {
    const Task& task = trace.tasks[edge.task.index()];
    const Task& on = trace.tasks[edge.on.index()];
    if (trace.text(on.name) != dependency.package || trace.text(task.name) != package.name)
      continue;
    if (version && trace.text(on.version) != *version) continue;
    if (trace.text(task.version) != package.version) continue;
    if (loses(task.kind, dependency.kind, action)) unlink.edges.push_back(edge);
  }
  return unlink;
}

namespace {

constexpr std::string_view kAll = "unused";

std::string dependencies(size_t count) {
  return count == 1 ? "1 dependency" : std::to_string(count) + " dependencies";
}

// All that are certain, as one.
Candidate all_of(const std::vector<Candidate>& parts, const std::vector<UnusedDependency>& found) {
  Candidate all;
  Fix& fix = all.fix;
  fix.id = kAll;
  fix.kind = kAll;
  fix.verdict = Verdict::recommended;
  fix.effort.effort = EffortClass::manifest;
  size_t moved = 0;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (!found[i].doubts.empty()) continue;
    moved += found[i].action == UnusedAction::to_development ? 1 : 0;
    fix.evidence.push_back(parts[i].fix.title);
    if (parts[i].fix.risk == Risk::breaking) fix.risk = Risk::breaking;
    if (fix.checked.empty()) fix.checked = parts[i].fix.checked;
    for (const std::string& line : parts[i].fix.not_checked)
      if (std::ranges::find(fix.not_checked, line) == fix.not_checked.end())
        fix.not_checked.push_back(line);
    std::ranges::copy(parts[i].edits, std::back_inserter(all.edits));
    std::ranges::copy(parts[i].structure, std::back_inserter(all.structure));
  }
  const size_t dropped = fix.evidence.size() - moved;
  fix.title = "Drop " + dependencies(dropped) + " that nothing uses";
  if (dropped == 0)
    fix.title = "Move " + dependencies(moved) + " to dev-dependencies";
  else if (moved > 0)
    fix.title += ", move " + std::to_string(moved) + " to dev-dependencies";
  return all;
}

}  // namespace

std::vector<Candidate> unused_candidates(const Trace& trace, const Workspace& workspace,
                                         const UnusedSearch& search) {
  std::vector<Candidate> candidates;
  for (size_t i = 0; i < search.found.size(); ++i) {
    const UnusedDependency& unused = search.found[i];
    const WorkspacePackage& package = workspace.packages[unused.package];
    Candidate candidate;
    candidate.fix = Describer(workspace, unused, search.proven[i], search.all_platforms).fix();
    candidate.structure.emplace_back(unused_edges(trace, workspace, unused));
    candidate.edits.push_back(
        {.path = package.manifest_path, .edit = [package, unused](std::string_view text) {
           return edit_manifest(text, package, unused);
         }});
    candidates.push_back(std::move(candidate));
  }
  if (std::ranges::count_if(
          search.found, [](const UnusedDependency& unused) { return unused.doubts.empty(); }) < 2)
    return candidates;
  Candidate all = all_of(candidates, search.found);
  for (size_t i = 0; i < candidates.size(); ++i)
    if (search.found[i].doubts.empty()) candidates[i].part_of = all.fix.id;
  candidates.push_back(std::move(all));
  return candidates;
}

}  // namespace makespan
