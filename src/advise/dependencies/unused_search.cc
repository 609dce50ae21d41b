#include "advise/dependencies/unused_search.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "advise/dependencies/carriers.h"
#include "advise/dependencies/graph_trees.h"
#include "advise/dependencies/lint_check.h"
#include "advise/dependencies/manifest_doubts.h"
#include "manifest/dependency_edit.h"

namespace makespan {
namespace {

using Clock = std::chrono::steady_clock;

// How often the proof is tried again without those that broke it.
constexpr int kRounds = 4;

void look_at(const Workspace& workspace, FileSystem& files, size_t index, const LintCheck& check,
             UnusedSearch& search) {
  const WorkspacePackage& package = workspace.packages[index];
  PackageEvidence evidence;
  for (const LintCheck::Call* call : calls_of(check, package)) {
    evidence.calls.push_back(call->call);
    evidence.files.push_back(call->files);
  }
  const auto give_up = [&](const Error& error) {
    search.notes.push_back(package.name + " was not looked at: " + error.message);
  };
  std::vector<std::string> compiled;
  for (const std::vector<std::string>& of_one_call : evidence.files)
    compiled.insert(compiled.end(), of_one_call.begin(), of_one_call.end());
  Result<PackageText> text = read_package_text(files, package, compiled);
  if (!text) return give_up(text.error());
  evidence.text = *std::move(text);
  std::vector<UnusedDependency> found = find_unused(workspace, index, evidence);
  for (UnusedDependency& unused : found)
    if (Status status = add_manifest_doubts(workspace, evidence.text, unused); !status)
      return give_up(status.error());
  std::ranges::move(found, std::back_inserter(search.found));
}

class Search {
 public:
  Search(const Workspace& workspace, FileSystem& files, Workbench& bench,
         const UnusedSearchOptions& options)
      : workspace_(workspace), files_(files), bench_(bench), options_(options) {}

  Result<UnusedSearch> run() {
    MAKESPAN_CHECKED(look());
    if (any_certain()) {
      MAKESPAN_CHECKED(settle());
      MAKESPAN_CHECKED(restore());
    }
    return std::move(result_);
  }

 private:
  // The lint, the texts, the manifests.
  Status look() {
    MAKESPAN_TRY(LintCheck check, lint(false));
    default_works_ = check.complete;
    if (!check.trouble.empty()) note("cargo check: " + check.trouble);
    for (const LintCheck::Call& call : check.calls)
      if (!call.call.succeeded) was_broken_.insert(call.call.source);
    if (options_.all_features && any_features()) {
      MAKESPAN_TRY(LintCheck more, lint(true));
      result_.all_features_work = more.complete;
      std::ranges::move(more.calls, std::back_inserter(check.calls));
    }
    UnusedSearch looked = look_for_unused(workspace_, files_, check);
    result_.found = std::move(looked.found);
    result_.proven = std::move(looked.proven);
    std::ranges::move(looked.notes, std::back_inserter(result_.notes));
    return {};
  }

  // What is certain is a set: where one of it is no longer, what stays is another graph, and
  // another proof.
  Status settle() {
    std::set<std::string> edited;
    for (const UnusedDependency& unused : result_.found)
      edited.insert(workspace_.packages[unused.package].name);
    GraphTrees trees(workspace_, bench_, edited);
    const Result<std::vector<GraphTree>> before = trees.ask();
    result_.all_platforms = trees.all_platforms();
    if (!before) {
      doubt_all("what it carries for others cannot be told: " + before.error().message,
                "look at what `cargo tree` says");
      return {};
    }
    Carriers carriers(workspace_, files_);
    for (size_t proven = 0; any_certain() && proven != count_certain();) {
      MAKESPAN_CHECKED(ask_graph(trees, carriers, *before));
      proven = count_certain();
      MAKESPAN_CHECKED(prove(false));
      if (options_.all_features) MAKESPAN_CHECKED(prove(true));
    }
    return ask_graph_apart(trees, carriers, *before);
  }

  // What stays must keep its features and version.
  Status ask_graph(GraphTrees& trees, Carriers& carriers, const std::vector<GraphTree>& before) {
    while (any_certain()) {
      MAKESPAN_CHECKED(write_manifests());
      Result<std::vector<GraphTree>> after = trees.ask();
      if (!after) {
        doubt_all("cargo cannot resolve the workspace without it: " + after.error().message,
                  "look at what cargo says");
        return {};
      }
      after_ = *std::move(after);
      if (!carriers.judge(before, after_, result_.found)) return {};
    }
    return {};
  }

  // Each is offered alone, too.
  Status ask_graph_apart(GraphTrees& trees, Carriers& carriers,
                         const std::vector<GraphTree>& before) {
    if (!any_certain()) return {};
    for (const size_t stays : carriers.shared_leavers(before, after_, result_.found)) {
      const std::string& package = workspace_.packages[result_.found[stays].package].name;
      MAKESPAN_CHECKED(write_manifests(stays));
      const Result<std::vector<GraphTree>> after = trees.ask_of(package);
      if (!after) {
        keep_together("what the others take from it cannot be told: " + after.error().message);
        return {};
      }
      carriers.judge_apart(trees.those_of(package, before), *after, stays, result_.found);
    }
    return {};
  }

  void keep_together(const std::string& reason) {
    for (UnusedDependency& unused : result_.found)
      if (certain(unused))
        unused.apart.push_back(
            {.reason = reason, .settles = "take them together: `makespan apply unused`"});
  }

  // Compiles everything without those that are certain; what breaks is no longer.
  Status prove(bool all_features) {
    if (all_features && (!any_features() || !result_.all_features_work)) return {};
    // Tests that need a feature: with all of them there is something to be proven.
    if (!all_features && !default_works_ && result_.all_features_work) return {};
    for (int round = 0; round < kRounds && any_certain(); ++round) {
      MAKESPAN_CHECKED(write_manifests());
      MAKESPAN_TRY(const LintCheck check, lint(all_features));
      if (!blame_failures(check, all_features ? result_.all_features_work : default_works_)) {
        for (size_t i = 0; i < result_.found.size(); ++i)
          if (certain(result_.found[i]))
            result_.proven[i] = !all_features    ? "default features"
                                : default_works_ ? "default and all features"
                                                 : "all features";
        return {};
      }
    }
    if (any_certain())
      doubt_all("the workspace does not compile with all such patches together",
                "apply them one by one");
    return {};
  }

  // Whether anything broke that had not been broken before.
  bool blame_failures(const LintCheck& check, bool worked_before) {
    bool broke = false;
    for (const LintCheck::Call& call : check.calls) {
      if (call.call.succeeded || was_broken_.contains(call.call.source)) continue;
      broke = true;
      bool found = false;
      for (UnusedDependency& unused : result_.found) {
        const WorkspacePackage& package = workspace_.packages[unused.package];
        if (!certain(unused) || package.directory != call.call.package_directory) continue;
        found = true;
        doubt(unused, "without it " + call.call.crate_name + " does not compile: " + call.error,
              "look at the error");
      }
      if (!found)
        doubt_all(call.call.crate_name + " does not compile any more: " + call.error,
                  "apply the patches one by one");
    }
    // No compiler call failed, and yet cargo did: it refuses the manifests.
    if (!broke && !check.complete && !worked_before) {
      doubt_all("the workspace does not compile as it is, so that nothing can be proven: " +
                    check.trouble,
                "make it compile");
    } else if (!broke && !check.complete) {
      broke = true;
      doubt_all("cargo fails without it: " + check.trouble, "look at what cargo says");
    }
    return broke;
  }

  Result<LintCheck> lint(bool all_features) {
    const auto left = options_.limit -
                      std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin_);
    MAKESPAN_TRY(LintCheck check,
                 run_lint_check(bench_, files_, workspace_,
                                {.all_features = all_features,
                                 .limit = std::max(left, std::chrono::milliseconds(1000))}));
    return check;
  }

  // Without all that is certain, but for the one at the place `stays`.
  Status write_manifests(std::optional<size_t> stays = std::nullopt) {
    std::map<size_t, std::string> texts;
    for (const UnusedDependency& unused : result_.found) {
      const WorkspacePackage& package = workspace_.packages[unused.package];
      texts.try_emplace(unused.package, package.manifest);
    }
    for (size_t i = 0; i < result_.found.size(); ++i) {
      UnusedDependency& unused = result_.found[i];
      if (!certain(unused) || i == stays) continue;
      std::string& text = texts.at(unused.package);
      Result<std::string> edited = edit_manifest(text, workspace_.packages[unused.package], unused);
      if (edited)
        text = *std::move(edited);
      else
        doubt(unused, edited.error().message, "edit the manifest by hand");
    }
    for (const auto& [index, text] : texts)
      MAKESPAN_CHECKED(bench_.write(workspace_.packages[index].manifest_path, text));
    if (!workspace_.lock.empty())
      MAKESPAN_CHECKED(bench_.write(workspace_.lock_path, workspace_.lock));
    return {};
  }

  Status restore() {
    for (const WorkspacePackage& package : workspace_.packages)
      MAKESPAN_CHECKED(bench_.write(package.manifest_path, package.manifest));
    if (!workspace_.lock.empty())
      MAKESPAN_CHECKED(bench_.write(workspace_.lock_path, workspace_.lock));
    return {};
  }

  [[nodiscard]] bool any_features() const {
    return std::ranges::any_of(workspace_.packages, [](const WorkspacePackage& package) {
      return !package.features.empty();
    });
  }
  [[nodiscard]] size_t count_certain() const {
    return static_cast<size_t>(std::ranges::count_if(result_.found, certain));
  }
  [[nodiscard]] bool any_certain() const { return std::ranges::any_of(result_.found, certain); }
  static bool certain(const UnusedDependency& unused) { return unused.doubts.empty(); }
  static void doubt(UnusedDependency& unused, std::string reason, std::string settles) {
    unused.doubts.push_back({.reason = std::move(reason), .settles = std::move(settles)});
  }
  void doubt_all(const std::string& reason, const std::string& settles) {
    for (UnusedDependency& unused : result_.found)
      if (certain(unused)) doubt(unused, reason, settles);
  }
  void note(std::string text) { result_.notes.push_back(std::move(text)); }

  const Workspace& workspace_;
  FileSystem& files_;
  Workbench& bench_;
  UnusedSearchOptions options_;
  UnusedSearch result_;
  std::vector<GraphTree> after_;  // without all that are certain
  bool default_works_ = false;
  std::set<std::string> was_broken_;  // sources that did not compile as things are
  Clock::time_point begin_ = Clock::now();
};

}  // namespace

Result<UnusedSearch> search_unused(const Workspace& workspace, FileSystem& files, Workbench& bench,
                                   const UnusedSearchOptions& options) {
  return Search(workspace, files, bench, options).run();
}

UnusedSearch look_for_unused(const Workspace& workspace, FileSystem& files,
                             const LintCheck& check) {
  UnusedSearch search;
  for (size_t i = 0; i < workspace.packages.size(); ++i)
    look_at(workspace, files, i, check, search);
  search.proven.resize(search.found.size());
  return search;
}

Result<std::string> edit_manifest(std::string_view manifest, const WorkspacePackage& package,
                                  const UnusedDependency& unused) {
  const DeclaredDependency& dependency = package.dependencies[unused.dependency];
  const TomlFile file{.text = manifest, .path = package.manifest_path};
  switch (unused.action) {
    case UnusedAction::remove:
      return remove_dependency(file, table_of(dependency), dependency.name);
    case UnusedAction::to_development:
      return move_to_dev_dependencies(file, table_of(dependency), dependency.name);
  }
  return failure(ErrorKind::invalid, "no such action");
}

}  // namespace makespan
