// `cargo metadata --format-version 1`, a stable contract of cargo's:
//
//   {"packages": [{"id", "name", "version", "source": null | "registry+…", "links", "rust_version",
//                  "publish": null | [registry…], "manifest_path", "features": {name: [..]},
//                  "targets": [{"kind": ["lib"], "name", "src_path", "doctest", "test",
//                               "required-features"?}],
//                  "dependencies": [{"name", "req", "kind": null | "dev" | "build", "rename",
//                                    "optional", "uses_default_features", "features", "target",
//                                    "path"?}]}],
//    "workspace_members": [id], "workspace_root", "target_directory",
//    "resolve": {"nodes": [{"id", "features", "deps": [{"name", "pkg",
//                           "dep_kinds": [{"kind", "target"}]}]}]}}
//
// Writer: cargo, src/cargo/ops/cargo_output_metadata.rs. Other members are passed over.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/json_value.h"
#include "gather/workspace.h"
#include "system/file_system.h"

namespace makespan {
namespace {

std::string text_of(const JsonValue& value) {
  return std::string(value.text());
}

std::vector<std::string> texts_of(const JsonValue& array) {
  std::vector<std::string> texts;
  for (const JsonValue& item : array.array())
    texts.push_back(text_of(item));
  return texts;
}

DependencyKind kind_of(const JsonValue& kind) {
  if (kind.text() == "dev") return DependencyKind::development;
  if (kind.text() == "build") return DependencyKind::build;
  return DependencyKind::normal;
}

DeclaredDependency dependency_of(const JsonValue& json) {
  std::string package = text_of(json["name"]);
  std::string rename = text_of(json["rename"]);
  return {.package = package,
          .name = rename.empty() ? package : rename,
          .requirement = text_of(json["req"]),
          .kind = kind_of(json["kind"]),
          .target = text_of(json["target"]),
          .optional = json["optional"].boolean().value_or(false),
          .default_features = json["uses_default_features"].boolean().value_or(true),
          .features = texts_of(json["features"]),
          .path = text_of(json["path"])};
}

WorkspaceTarget target_of(const JsonValue& json) {
  return {.kind = text_of(json["kind"][0]),
          .name = text_of(json["name"]),
          .source = text_of(json["src_path"]),
          .doctest = json["doctest"].boolean().value_or(false),
          .test = json["test"].boolean().value_or(false),
          .required_features = texts_of(json["required-features"])};
}

WorkspacePackage package_of(const JsonValue& json, bool member) {
  WorkspacePackage package{.id = text_of(json["id"]),
                           .name = text_of(json["name"]),
                           .version = text_of(json["version"]),
                           .manifest_path = text_of(json["manifest_path"]),
                           .member = member,
                           .rust_version = text_of(json["rust_version"]),
                           .links = text_of(json["links"])};
  package.directory = parent_path(package.manifest_path);
  // null: anywhere; a list: to these registries only; the empty list: `publish = false`.
  package.published = json["publish"].is_null() || !json["publish"].array().empty();
  for (const auto& [name, enables] : json["features"].object())
    package.features[name] = texts_of(enables);
  for (const JsonValue& target : json["targets"].array())
    package.targets.push_back(target_of(target));
  for (const JsonValue& dependency : json["dependencies"].array())
    package.dependencies.push_back(dependency_of(dependency));
  return package;
}

std::vector<ResolvedPackage::Edge> edges_of(const JsonValue& node,
                                            const std::map<std::string, size_t>& index_of) {
  std::vector<ResolvedPackage::Edge> edges;
  for (const JsonValue& dependency : node["deps"].array()) {
    auto found = index_of.find(text_of(dependency["pkg"]));
    if (found == index_of.end()) continue;
    ResolvedPackage::Edge edge{.package = found->second, .name = text_of(dependency["name"])};
    std::set<DependencyKind> kinds;
    for (const JsonValue& kind : dependency["dep_kinds"].array())
      kinds.insert(kind_of(kind["kind"]));
    edge.kinds.assign(kinds.begin(), kinds.end());
    edges.push_back(std::move(edge));
  }
  return edges;
}

// The nodes of the graph that was resolved, by name and version, with what `packages` says of each.
std::vector<ResolvedPackage> resolved_of(const JsonValue& metadata) {
  std::map<std::string, const JsonValue*> described;
  for (const JsonValue& package : metadata["packages"].array())
    described.emplace(text_of(package["id"]), &package);

  std::vector<ResolvedPackage> resolved;
  std::map<std::string, const JsonValue*> nodes;
  for (const JsonValue& node : metadata["resolve"]["nodes"].array()) {
    std::string id = text_of(node["id"]);
    auto package = described.find(id);
    if (package == described.end()) continue;
    const JsonValue& json = *package->second;
    nodes.emplace(id, &node);
    resolved.push_back({.id = std::move(id),
                        .name = text_of(json["name"]),
                        .version = text_of(json["version"]),
                        .links = text_of(json["links"]),
                        .rust_version = text_of(json["rust_version"]),
                        .manifest_path = text_of(json["manifest_path"]),
                        .features = texts_of(node["features"])});
  }
  std::sort(resolved.begin(), resolved.end(),
            [](const ResolvedPackage& a, const ResolvedPackage& b) {
              return std::tie(a.name, a.version, a.id) < std::tie(b.name, b.version, b.id);
            });
  std::map<std::string, size_t> index_of;
  for (size_t i = 0; i < resolved.size(); ++i)
    index_of.emplace(resolved[i].id, i);
  for (ResolvedPackage& package : resolved)
    package.dependencies = edges_of(*nodes.at(package.id), index_of);
  return resolved;
}

}  // namespace

Result<Workspace> parse_cargo_metadata(std::string_view text) {
  MAKESPAN_TRY(JsonValue metadata, parse_json(text, "the output of cargo metadata"));
  Workspace workspace{.root = text_of(metadata["workspace_root"]),
                      .target_directory = text_of(metadata["target_directory"])};
  if (workspace.root.empty()) {
    return failure(ErrorKind::corrupt, "the output of cargo metadata names no workspace_root");
  }
  workspace.root_manifest_path = join_path(workspace.root, "Cargo.toml");
  workspace.lock_path = join_path(workspace.root, "Cargo.lock");

  std::vector<std::string> listed = texts_of(metadata["workspace_members"]);
  std::set<std::string> members(listed.begin(), listed.end());
  for (const JsonValue& package : metadata["packages"].array()) {
    bool member = members.contains(text_of(package["id"]));
    if (member || package["source"].is_null())
      workspace.packages.push_back(package_of(package, member));
  }
  std::sort(workspace.packages.begin(), workspace.packages.end(),
            [](const WorkspacePackage& a, const WorkspacePackage& b) {
              return std::tie(a.name, a.version, a.id) < std::tie(b.name, b.version, b.id);
            });
  workspace.resolved = resolved_of(metadata);
  return workspace;
}

}  // namespace makespan
