#include "advise/dependencies/feature_search.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "advise/dependencies/feature_entries.h"
#include "advise/dependencies/feature_tree.h"
#include "advise/dependencies/lint_check.h"
#include "advise/dependencies/smallest_set.h"
#include "base/json_value.h"

namespace makespan {
namespace {

using FeatureTable = std::map<std::string, std::vector<std::string>>;

// Features that only stand for others of the same package: "full" of tokio.
std::vector<std::string> taken_apart(const std::vector<std::string>& features,
                                     const FeatureTable& table) {
  std::vector<std::string> apart;
  const auto add = [&](const std::string& feature) {
    if (std::ranges::find(apart, feature) == apart.end()) apart.push_back(feature);
  };
  for (const std::string& feature : features) {
    const auto entry = table.find(feature);
    const bool stands = entry != table.end() && entry->second.size() > 1 &&
                        std::ranges::all_of(entry->second, [&](const std::string& inner) {
                          return table.contains(inner);
                        });
    if (!stands)
      add(feature);
    else
      std::ranges::for_each(entry->second, add);
  }
  return apart;
}

class FeatureSearch {
 public:
  FeatureSearch(const Trace& trace, const Workspace& workspace, FileSystem& files, Workbench& bench,
                const FeatureQuestion& question)
      : trace_(trace), workspace_(workspace), files_(files), bench_(bench), question_(question) {}

  Result<std::vector<FeatureFinding>> run() {
    std::vector<FeatureEntry> all = list_feature_entries(trace_, workspace_);
    if (all.size() > question_.most_dependencies) all.resize(question_.most_dependencies);
    if (all.empty()) return std::vector<FeatureFinding>();
    MAKESPAN_TRY(before_, tree(GraphScope::products));
    MAKESPAN_TRY(building_, tree(GraphScope::building));
    std::vector<FeatureFinding> findings;
    for (const FeatureEntry& one : all) {
      if (question_.stop()) break;
      Result<std::optional<FeatureFinding>> found = shrink(one);
      if (question_.stop()) break;
      if (!found) return tl::unexpected(found.error());
      if (*found) findings.push_back(**std::move(found));
    }
    return findings;
  }

 private:
  [[nodiscard]] const DeclaredDependency& declaration(const FeatureEntry& one) const {
    return workspace_.packages[one.package].dependencies[one.dependency];
  }

  Status write(const FeatureEntry& one, const std::vector<std::string>& features) {
    const FileEdit edit = feature_edit(workspace_, one, features);
    MAKESPAN_TRY(const std::string text, edit.edit(bytes_of(workspace_, edit.path).value_or("")));
    return bench_.write(edit.path, text);
  }

  Status put_back(const FeatureEntry& one) {
    const std::string path = feature_edit(workspace_, one, {}).path;
    MAKESPAN_CHECKED(bench_.write(path, bytes_of(workspace_, path).value_or("")));
    if (!workspace_.lock.empty()) return bench_.write(workspace_.lock_path, workspace_.lock);
    return {};
  }

  Result<FeatureTree> tree(GraphScope scope) {
    CargoCall call{.arguments = feature_tree_command("", scope, false),
                   .directory = workspace_.root};
    MAKESPAN_TRY(const CommandOutput output, bench_.cargo(call));
    if (output.exit_code != 0) return failure(ErrorKind::invalid, output.standard_error);
    return read_feature_tree(output.standard_output);
  }

  // [features] of a package of the graph, as cargo resolved it.
  Result<FeatureTable> feature_table(const std::string& package) {
    CargoCall call{.arguments = {"metadata", "--format-version", "1", "--offline"},
                   .directory = workspace_.root};
    if (!metadata_) {
      MAKESPAN_TRY(const CommandOutput output, bench_.cargo(call));
      MAKESPAN_TRY(JsonValue parsed, parse_json(output.standard_output, "cargo metadata"));
      metadata_ = std::move(parsed);
    }
    FeatureTable table;
    for (const JsonValue& one : (*metadata_)["packages"].array()) {
      if (one["name"].text() != package) continue;
      for (const auto& [feature, means] : one["features"].object()) {
        std::vector<std::string>& list = table[feature];
        for (const JsonValue& word : means.array())
          list.emplace_back(word.text());
      }
    }
    return table;
  }

  bool compiles(const FeatureEntry& one, const std::vector<std::string>& features) {
    if (question_.stop() || !write(one, features)) return false;
    return check(one.inherited ? "" : workspace_.packages[one.package].name);
  }

  // `-p` unifies less than the workspace: what this entry asks for may be what another member needs
  // and does not ask for. One that does not compile alone as it is says nothing.
  bool compiles_for_each_member(const FeatureEntry& one, FeatureFinding& found) {
    for (const WorkspacePackage& package : workspace_.packages)
      if (package.member && builds(package, declaration(one).package))
        (works_alone(package.name) ? found.alone : found.broken_alone).push_back(package.name);
    return !question_.stop() && write(one, found.needed) &&
           std::ranges::all_of(found.alone, [&](const std::string& member) {
             return !question_.stop() && check(member);
           });
  }

  bool works_alone(const std::string& member) {
    const auto known = works_alone_.find(member);
    if (known != works_alone_.end()) return known->second;
    return works_alone_[member] = !question_.stop() && check(member);
  }

  [[nodiscard]] bool builds(const WorkspacePackage& member, const std::string& package) const {
    std::vector<size_t> open;
    for (size_t i = 0; i < workspace_.resolved.size(); ++i)
      if (workspace_.resolved[i].id == member.id) open.push_back(i);
    for (std::set<size_t> seen; !open.empty();) {
      const size_t at = open.back();
      open.pop_back();
      if (!seen.insert(at).second) continue;
      if (workspace_.resolved[at].name == package) return true;
      for (const ResolvedPackage::Edge& edge : workspace_.resolved[at].dependencies)
        open.push_back(edge.package);
    }
    return false;
  }

  // All targets of one member, or of the workspace.
  bool check(const std::string& member) {
    CargoCall call{.arguments = {"check", "--all-targets", "--offline", "--quiet"},
                   .directory = workspace_.root};
    if (member.empty())
      call.arguments.emplace_back("--workspace");
    else
      call.arguments.insert(call.arguments.end(), {"--package", member});
    call.environment = {{"CARGO_INCREMENTAL", "0"}, {"CARGO_PROFILE_DEV_DEBUG", "0"}};
    const Result<CommandOutput> output = bench_.cargo(call);
    return output && output->exit_code == 0;
  }

  // None where the list is as small as it can be, or the build would be the same.
  Result<std::optional<FeatureFinding>> shrink(const FeatureEntry& one) {
    const std::optional<FeatureFinding> none;
    MAKESPAN_CHECKED(write(one, {}));
    const Result<FeatureTree> bare = tree(GraphScope::products);
    if (!bare || bare->packages == before_.packages) {
      MAKESPAN_CHECKED(put_back(one));
      return none;
    }
    question_.progress("which features of " + declaration(one).name + " are needed");
    MAKESPAN_TRY(const FeatureTable table, feature_table(declaration(one).package));
    const std::vector<std::string> apart = taken_apart(one.features, table);
    std::vector<std::string> needed;
    if (compiles(one, apart))
      needed = smallest_set(apart, question_.trials, [&](const std::vector<std::string>& some) {
        return compiles(one, some);
      });
    else
      needed = one.features;
    MAKESPAN_CHECKED(write(one, needed));
    const Result<FeatureTree> after = tree(GraphScope::products);
    const Result<FeatureTree> left = tree(GraphScope::building);
    const bool differs = after && left && after->packages != before_.packages;
    bool whole = false;
    if (differs && !question_.stop()) {
      MAKESPAN_TRY(const LintCheck check, run_lint_check(bench_, files_, workspace_, {}));
      whole = check.complete;
    }
    MAKESPAN_CHECKED(put_back(one));
    if (!whole) return none;
    FeatureFinding found = finding_of(one, needed, *after, *left);
    const bool alone = compiles_for_each_member(one, found);
    MAKESPAN_CHECKED(put_back(one));
    return alone ? std::optional(std::move(found)) : none;
  }

  [[nodiscard]] FeatureFinding finding_of(const FeatureEntry& one,
                                          const std::vector<std::string>& needed,
                                          const FeatureTree& after, const FeatureTree& left) const {
    FeatureFinding found{.package = one.package,
                         .dependency = one.dependency,
                         .inherited = one.inherited,
                         .listed = one.features,
                         .needed = needed,
                         .changes = {},
                         .vanished = {},
                         .shrunk = {},
                         .alone = {},
                         .broken_alone = {}};
    for (const FeatureChange& change : compare(before_, after)) {
      found.changes.push_back(describe(change));
      if (!change.lost.empty()) found.shrunk.push_back(change.package);
    }
    // What products go without may be built all the same, for a build script, a proc-macro or a
    // test, once instead of twice perhaps; and what only a proc-macro used goes with it.
    for (const auto& [package, features] : before_.packages)
      if (!after.packages.contains(package) && left.packages.contains(package))
        found.shrunk.push_back(package);
    for (const auto& [package, features] : building_.packages)
      if (!left.packages.contains(package)) found.vanished.push_back(package);
    return found;
  }

  const Trace& trace_;
  const Workspace& workspace_;
  FileSystem& files_;
  Workbench& bench_;
  const FeatureQuestion& question_;
  FeatureTree before_;    // of the products
  FeatureTree building_;  // … and of all that is built for them and their tests
  std::optional<JsonValue> metadata_;
  std::map<std::string, bool> works_alone_;  // members, as they are
};

}  // namespace

Result<std::vector<FeatureFinding>> search_features(const Trace& trace, const Workspace& workspace,
                                                    FileSystem& files, Workbench& bench,
                                                    const FeatureQuestion& question) {
  return FeatureSearch(trace, workspace, files, bench, question).run();
}

}  // namespace makespan
