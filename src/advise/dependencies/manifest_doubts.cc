#include "advise/dependencies/manifest_doubts.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "manifest/dependency_mentions.h"
#include "manifest/toml_file.h"

namespace makespan {
namespace {

const ResolvedPackage* resolved_as(const Workspace& workspace, const WorkspacePackage& package,
                                   const DeclaredDependency& dependency) {
  const auto self = std::ranges::find(workspace.resolved, package.id, &ResolvedPackage::id);
  if (self == workspace.resolved.end()) return nullptr;
  for (const ResolvedPackage::Edge& edge : self->dependencies)
    if (workspace.resolved[edge.package].name == dependency.package)
      return &workspace.resolved[edge.package];
  return nullptr;
}

bool same_crate(std::string_view a, std::string_view b) {
  return std::ranges::equal(
      a, b, [](char x, char y) { return (x == '-' ? '_' : x) == (y == '-' ? '_' : y); });
}

class Doubter {
 public:
  Doubter(const Workspace& workspace, const PackageText& text, UnusedDependency& unused)
      : workspace_(workspace),
        text_(text),
        unused_(unused),
        package_(workspace.packages[unused.package]),
        dependency_(package_.dependencies[unused.dependency]),
        manifest_{.text = package_.manifest, .path = package_.manifest_path} {}

  Status all() {
    MAKESPAN_CHECKED(features());
    MAKESPAN_CHECKED(ignored(manifest_, false));
    MAKESPAN_CHECKED(
        ignored({.text = workspace_.root_manifest, .path = workspace_.root_manifest_path}, true));
    MAKESPAN_CHECKED(artifact());
    linking();
    carriers();
    tables();
    return {};
  }

 private:
  void doubt(std::string reason, std::string settles) {
    unused_.doubts.push_back({.reason = std::move(reason), .settles = std::move(settles)});
  }

  Status features() {
    MAKESPAN_TRY(const std::vector<FeatureMention> mentions,
                 feature_mentions(manifest_, dependency_.name));
    if (!mentions.empty()) {
      doubt("[features] of " + package_.name + " names it: " + mentions[0].feature + " = [\"" +
                mentions[0].text + "\"]",
            "take it out of [features] as well");
    } else if (dependency_.optional) {
      doubt("it is optional: its name is a feature that others may ask for",
            "look who asks for the feature " + dependency_.name);
    }
    return {};
  }

  // The package's own list, or the workspace's.
  Status ignored(const TomlFile& manifest, bool workspace) {
    MAKESPAN_TRY(const std::vector<IgnoredDependency> ignores, ignored_dependencies(manifest));
    for (const IgnoredDependency& ignore : ignores) {
      if (ignore.workspace != workspace) continue;
      if (!same_crate(ignore.name, dependency_.name) && !same_crate(ignore.name, unused_.crate) &&
          !same_crate(ignore.name, dependency_.package))
        continue;
      doubt("a list for " + ignore.tool + " says to leave it alone (line " +
                std::to_string(ignore.line) + ")",
            "ask who put it there");
      return {};
    }
    return {};
  }

  Status artifact() {
    TomlPath path;
    if (!dependency_.target.empty()) path = {"target", dependency_.target};
    path.emplace_back(dependency_.kind == DependencyKind::build         ? "build-dependencies"
                      : dependency_.kind == DependencyKind::development ? "dev-dependencies"
                                                                        : "dependencies");
    path.push_back(dependency_.name);
    path.emplace_back("artifact");
    MAKESPAN_TRY(const std::optional<TomlValue> value, find_toml_value(manifest_, path));
    if (value) doubt("it is there for what it builds (`artifact`)", "look who reads that file");
    return {};
  }

  // Build scripts read DEP_NAME_KEY of what they depend on directly; search paths for libraries
  // come with it.
  void linking() {
    const ResolvedPackage* resolved = resolved_as(workspace_, package_, dependency_);
    const std::string settles = "build and link everything without it, and run the tests";
    if (resolved != nullptr && !resolved->links.empty()) {
      doubt("it links the native library `" + resolved->links +
                "`: others may need that, or what its build script says",
            settles);
    } else if (unused_.crate.ends_with("_sys") || dependency_.package.ends_with("-src")) {
      doubt("by its name it brings a native library", settles);
    }
  }

  void carriers() {
    const std::string settles = "ask whether it is there on purpose";
    const std::string& name = dependency_.package;
    if (name == "workspace-hack" || name.ends_with("-workspace-hack") || is_hack(name))
      doubt("it is a workspace-hack crate: it unifies features", settles);
    if (package_.manifest.find("HAKARI SECTION") != std::string::npos)
      doubt(package_.name + " is a workspace-hack crate: its dependencies unify features", settles);
    const bool code =
        std::ranges::any_of(text_.files, [](const SourceFile& file) { return file.names.code; });
    if (!code)
      doubt(package_.name + " has no code: it may be there to carry dependencies", settles);
  }

  [[nodiscard]] bool is_hack(std::string_view name) const {
    return std::ranges::any_of(workspace_.packages, [&](const WorkspacePackage& other) {
      return other.name == name && other.manifest.find("HAKARI SECTION") != std::string::npos;
    });
  }

  // One entry for all platforms and one for some: which of them a compiler call was given is not
  // known.
  void tables() {
    const auto same = [&](const DeclaredDependency& other) {
      return other.name == dependency_.name && other.kind == dependency_.kind;
    };
    if (!dependency_.target.empty() && std::ranges::count_if(package_.dependencies, same) > 1)
      doubt("it is declared for several platforms apart", "compile for each of them");
  }

  const Workspace& workspace_;
  const PackageText& text_;
  UnusedDependency& unused_;
  const WorkspacePackage& package_;
  const DeclaredDependency& dependency_;
  TomlFile manifest_;
};

}  // namespace

DependencyTable table_of(const DeclaredDependency& dependency) {
  DependencyTable table{.target = dependency.target};
  switch (dependency.kind) {
    case DependencyKind::normal:
      table.list = DependencyList::normal;
      break;
    case DependencyKind::development:
      table.list = DependencyList::development;
      break;
    case DependencyKind::build:
      table.list = DependencyList::build;
      break;
  }
  return table;
}

Status add_manifest_doubts(const Workspace& workspace, const PackageText& text,
                           UnusedDependency& unused) {
  return Doubter(workspace, text, unused).all();
}

}  // namespace makespan
