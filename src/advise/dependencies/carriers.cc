#include "advise/dependencies/carriers.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "advise/dependencies/feature_reads.h"

namespace makespan {
namespace {

// Of the losses, how many a reason names; the evidence names all.
constexpr size_t kNamed = 3;

std::string name_and_version(const ResolvedPackage& package) {
  return package.name + " " + package.version;
}

using Names = std::set<std::string>;

// The packages at these places and all that they depend on, as "tokio 1.40.0".
Names reached_from(const Workspace& workspace, std::vector<size_t> open) {
  Names names;
  while (!open.empty()) {
    const ResolvedPackage& at = workspace.resolved[open.back()];
    open.pop_back();
    if (!names.insert(name_and_version(at)).second) continue;
    for (const ResolvedPackage::Edge& edge : at.dependencies)
      open.push_back(edge.package);
  }
  return names;
}

Names reached_by(const Workspace& workspace, const UnusedDependency& unused) {
  const WorkspacePackage& package = workspace.packages[unused.package];
  const DeclaredDependency& dependency = package.dependencies[unused.dependency];
  std::vector<size_t> places;
  for (const ResolvedPackage& self : workspace.resolved)
    for (const ResolvedPackage::Edge& edge : self.dependencies)
      if (self.id == package.id && workspace.resolved[edge.package].name == dependency.package)
        places.push_back(edge.package);
  return reached_from(workspace, places);
}

// Whether a build of this root builds the package.
bool builds(const Workspace& workspace, const std::string& root, const WorkspacePackage& package) {
  if (root.empty()) return true;
  std::vector<size_t> places;
  for (const WorkspacePackage& member : workspace.packages)
    for (size_t i = 0; i < workspace.resolved.size(); ++i)
      if (member.name == root && workspace.resolved[i].id == member.id) places.push_back(i);
  return reached_from(workspace, places).contains(package.name + " " + package.version);
}

// "bitflags" of "bitflags 2.6.0".
std::string_view name_of(std::string_view package) {
  return package.substr(0, package.find(' '));
}

std::string id_of(const Workspace& workspace, const UnusedDependency& unused) {
  const WorkspacePackage& package = workspace.packages[unused.package];
  return "unused:" + package.name + "/" + package.dependencies[unused.dependency].name;
}

std::string listed(const std::vector<std::string>& texts) {
  std::string list;
  for (size_t i = 0; i < std::min(texts.size(), kNamed); ++i)
    list += (i == 0 ? "" : ", ") + texts[i];
  if (texts.size() > kNamed) list += " and " + std::to_string(texts.size() - kNamed) + " more";
  return list;
}

}  // namespace

Carriers::Carriers(const Workspace& workspace, FileSystem& files)
    : workspace_(workspace), files_(files) {}

bool Carriers::judge(const std::vector<GraphTree>& before, const std::vector<GraphTree>& after,
                     std::vector<UnusedDependency>& found) {
  std::vector<Leaving> leaving = leaving_of(found);
  attribute_all(before, after, leaving);
  bool blamed = false;
  for (const Leaving& one : leaving)
    blamed |= blame(*one.unused, one.losses);
  return blamed;
}

std::vector<size_t> Carriers::shared_leavers(const std::vector<GraphTree>& before,
                                             const std::vector<GraphTree>& after,
                                             const std::vector<UnusedDependency>& found) {
  std::map<std::string, std::set<size_t>> leavers;  // of each package that goes
  for (size_t place = 0; place < found.size(); ++place) {
    if (!found[place].doubts.empty()) continue;
    for (const std::string& package : reached_by(workspace_, found[place]))
      for (size_t i = 0; i < std::min(before.size(), after.size()); ++i)
        if (before[i].tree.packages.contains(package) && !after[i].tree.packages.contains(package))
          leavers[package].insert(place);
  }
  std::set<size_t> shared;
  for (const auto& [package, places] : leavers)
    if (places.size() > 1) shared.insert(places.begin(), places.end());
  return {shared.begin(), shared.end()};
}

void Carriers::judge_apart(const std::vector<GraphTree>& before,
                           const std::vector<GraphTree>& after, size_t stays,
                           std::vector<UnusedDependency>& found) {
  std::vector<Leaving> leaving = leaving_of(found);
  std::erase_if(leaving, [&](const Leaving& one) { return one.unused == &found[stays]; });
  attribute_all(before, after, leaving);
  const std::string id = id_of(workspace_, found[stays]);
  for (const Leaving& one : leaving) {
    Doubtful losses = doubtful(*one.unused, one.losses);
    std::ranges::move(losses.others, std::back_inserter(losses.own));
    if (losses.own.empty()) continue;
    one.unused->apart.push_back(
        {.reason = "unless " + id + " goes too, " + listed(losses.own) + " without it",
         .settles = "take them together: `makespan apply unused`"});
  }
}

std::vector<Carriers::Leaving> Carriers::leaving_of(std::vector<UnusedDependency>& found) const {
  std::vector<Leaving> leaving;
  for (UnusedDependency& unused : found)
    if (unused.doubts.empty())
      leaving.push_back(
          {.unused = &unused, .reached = reached_by(workspace_, unused), .losses = {}});
  return leaving;
}

void Carriers::attribute_all(const std::vector<GraphTree>& before,
                             const std::vector<GraphTree>& after, std::vector<Leaving>& leaving) {
  for (size_t i = 0; i < std::min(before.size(), after.size()); ++i)
    for (const FeatureChange& change : compare(before[i].tree, after[i].tree))
      attribute(change, before[i], leaving);
}

// To those that this tree builds and that lead to the package; one that none of them leads to
// speaks against them all.
void Carriers::attribute(const FeatureChange& change, const GraphTree& tree,
                         std::vector<Leaving>& leaving) {
  std::vector<Leaving*> there, leading;
  for (Leaving& one : leaving) {
    if (!builds(workspace_, tree.root, workspace_.packages[one.unused->package])) continue;
    there.push_back(&one);
    if (one.reached.contains(change.package)) leading.push_back(&one);
  }
  const Loss loss = weigh(change, tree.scope);
  for (Leaving* one : leading.empty() ? there : leading) {
    Loss& known = one->losses[change.package].emplace(describe(change), loss).first->second;
    if (loss.scope < known.scope) known = loss;  // what is shipped says most
  }
}

Carriers::Loss Carriers::weigh(const FeatureChange& change, GraphScope scope) {
  const bool only_loses = change.gained.empty() && !change.lost.empty();
  Loss loss{.text = describe(change), .scope = scope};
  loss.read = !only_loses || std::ranges::any_of(change.lost, [&](const std::string& feature) {
    return may_read(change.package, feature);
  });
  if (!loss.read)
    loss.text += ", which its code never reads";
  else if (scope == GraphScope::building)
    loss.text += ", where it runs while building";
  return loss;
}

bool Carriers::may_read(const std::string& package, const std::string& feature) {
  const std::string key = package + " " + feature;
  if (const auto known = read_.find(key); known != read_.end()) return known->second;
  bool reads = true;
  for (const ResolvedPackage& resolved : workspace_.resolved)
    if (name_and_version(resolved) == package && !resolved.manifest_path.empty())
      reads = package_may_read(files_, parent_path(resolved.manifest_path), feature).value_or(true);
  read_[key] = reads;
  return reads;
}

Carriers::Doubtful Carriers::doubtful(const UnusedDependency& unused, const Losses& losses) const {
  const DeclaredDependency& dependency =
      workspace_.packages[unused.package].dependencies[unused.dependency];
  Doubtful doubtful;
  for (const auto& [package, changes] : losses)
    for (const auto& [change, loss] : changes) {
      const bool itself = name_of(package) == dependency.package;
      if (!loss.read || (loss.scope == GraphScope::building && !itself)) continue;
      (itself ? doubtful.own : doubtful.others).push_back(loss.text);
    }
  return doubtful;
}

bool Carriers::blame(UnusedDependency& unused, const Losses& losses) const {
  unused.changes.clear();
  for (const auto& [package, changes] : losses)
    for (const auto& [change, loss] : changes)
      unused.changes.push_back(loss.text);
  const auto [own, others] = doubtful(unused, losses);
  if (own.empty() && others.empty()) return false;
  const bool carries = !own.empty();
  unused.doubts.push_back(
      {.reason = std::string(carries ? "it carries features: without it "
                                     : "what it pulls in switches on features of what stays: "
                                       "without it ") +
                 listed(carries ? own : others),
       .settles = "how it behaves then only tests can say: `makespan try " +
                  id_of(workspace_, unused) + " --test`"});
  return true;
}

}  // namespace makespan
