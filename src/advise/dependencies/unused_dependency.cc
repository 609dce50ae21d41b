#include "advise/dependencies/unused_dependency.h"

#include <algorithm>
#include <optional>
#include <set>

#include "advise/dependencies/compiled_units.h"

namespace makespan {
namespace {

struct Mention {
  std::string file;
  NamedAt at;
};

class Judge {
 public:
  Judge(const Workspace& workspace, size_t package, const PackageEvidence& evidence)
      : workspace_(workspace),
        package_index_(package),
        package_(workspace.packages[package]),
        evidence_(evidence),
        units_(units_of(package_, evidence.calls)),
        strangers_use_(used_by_strangers(units_, evidence.calls)),
        roles_(package_, evidence.calls, evidence.files) {}

  std::optional<UnusedDependency> judge(size_t index) {
    const DeclaredDependency& dependency = package_.dependencies[index];
    UnusedDependency unused{.package = package_index_, .dependency = index};
    unused.crate = crate_name_of(workspace_, package_, dependency);
    if (strangers_use_.contains(unused.crate) || is_itself(dependency)) return std::nullopt;
    // The lint cannot tell which of two tables a use comes from; the product's own is the one.
    if (dependency.kind == DependencyKind::development && declared_for_products(dependency))
      return std::nullopt;
    if (used_by_role(unused.crate, dependency.kind, UnitRole::product) ||
        used_by_role(unused.crate, dependency.kind, UnitRole::build_script))
      return std::nullopt;
    unused.used_by = users(unused.crate, dependency.kind);
    if (!unused.used_by.empty()) {
      if (dependency.kind == DependencyKind::development) return std::nullopt;
      unused.action = declared_for_development(dependency) ? UnusedAction::remove
                                                           : UnusedAction::to_development;
    }
    doubt_targets(unused, dependency);
    doubt_texts(unused, dependency);
    // Where nothing was compiled a text that names it speaks for it.
    if (unused.checked.empty() && named_) return std::nullopt;
    return unused;
  }

 private:
  // `[dev-dependencies]` on the package itself switch on its features for its tests.
  [[nodiscard]] bool is_itself(const DeclaredDependency& dependency) const {
    return dependency.package == package_.name && dependency.path == package_.directory;
  }
  [[nodiscard]] bool declared(const DeclaredDependency& other, DependencyKind kind) const {
    return std::ranges::any_of(package_.dependencies, [&](const DeclaredDependency& dependency) {
      return dependency.kind == kind && dependency.name == other.name;
    });
  }
  [[nodiscard]] bool declared_for_products(const DeclaredDependency& dependency) const {
    return declared(dependency, DependencyKind::normal);
  }
  [[nodiscard]] bool declared_for_development(const DeclaredDependency& dependency) const {
    return declared(dependency, DependencyKind::development);
  }

  // It is the products alone that lose it, and must not use it.
  [[nodiscard]] bool stays_for_development(const UnusedDependency& unused,
                                           const DeclaredDependency& dependency) const {
    return unused.action == UnusedAction::to_development ||
           (dependency.kind == DependencyKind::normal && declared_for_development(dependency));
  }

  [[nodiscard]] bool used_by_role(const std::string& crate, DependencyKind kind,
                                  UnitRole role) const {
    return sees(role, kind) && std::ranges::any_of(units_, [&](const CompiledUnit& unit) {
             return unit.role == role && unit.used.contains(crate);
           });
  }

  [[nodiscard]] std::vector<std::string> users(const std::string& crate,
                                               DependencyKind kind) const {
    std::vector<std::string> labels;
    for (const CompiledUnit& unit : units_)
      if (sees(unit.role, kind) && unit.used.contains(crate))
        labels.push_back(label_of(*unit.target, unit.test));
    return labels;
  }

  // Every target that sees it must have been compiled with it in hand.
  void doubt_targets(UnusedDependency& unused, const DeclaredDependency& dependency) const {
    std::vector<std::string> missing, failed;
    bool given = false, seen = false;
    for (const CompiledUnit& unit : units_) {
      if (!sees(unit.role, dependency.kind)) continue;
      if (stays_for_development(unused, dependency) && unit.role != UnitRole::product) continue;
      const std::string label = label_of(*unit.target, unit.test);
      seen = true;
      given |= unit.given.contains(unused.crate);
      if (!unit.expected && !unit.compiled) continue;
      if (unit.compiled)
        unused.checked.push_back(label);
      else if (unit.failed)
        failed.push_back(label);
      else
        missing.push_back(label);
    }
    if (!failed.empty())
      unused.doubts.push_back({.reason = "these targets do not compile here: " + joined(failed),
                               .settles = "make them compile"});
    if (!missing.empty())
      unused.doubts.push_back({.reason = "these targets were not compiled: " + joined(missing),
                               .settles = why_missing()});
    if (seen && !given && !unused.checked.empty())
      unused.doubts.push_back(why_not_given(dependency));
  }

  [[nodiscard]] std::string why_missing() const {
    for (const CompiledUnit& unit : units_)
      if (!unit.compiled && !unit.failed && !unit.target->required_features.empty())
        return "compile them with the features that they require";
    return "compile all targets: `makespan fixes --deep`";
  }

  static Doubt why_not_given(const DeclaredDependency& dependency) {
    if (dependency.optional)
      return {.reason = "it is optional, and no feature that enables it was compiled here",
              .settles = "compile with the features that enable it"};
    if (!dependency.target.empty())
      return {.reason = "it is declared for " + dependency.target + ", which was not compiled here",
              .settles = "compile for that platform"};
    return {.reason = "no compiler call here was given it", .settles = "look at its table"};
  }

  void doubt_texts(UnusedDependency& unused, const DeclaredDependency& dependency) {
    const std::optional<Mention> mention = find_mention(unused, dependency);
    named_ = mention.has_value();
    if (!mention) return;
    const std::string place = relative(mention->file) + ":" + std::to_string(mention->at.line);
    switch (mention->at.where) {
      case NamedIn::code:
        unused.doubts.push_back({.reason = place + " names it, in code that was not compiled here",
                                 .settles = "compile for the platforms and features of " + place});
        return;
      case NamedIn::string:
        unused.doubts.push_back(
            {.reason = "a string or a macro's argument in " + place + " names it",
             .settles = "look whether that becomes code"});
        return;
      case NamedIn::documentation:
        if (dependency.kind == DependencyKind::normal && !declared_for_development(dependency))
          unused.action = UnusedAction::to_development;
        unused.doubts.push_back(
            {.reason = place + " names it in documentation: a doc test may use it",
             .settles = "`cargo test --doc` with the patch applied"});
        return;
    }
  }

  // Of all mentions that can matter the one that says most: code, then strings, documentation.
  [[nodiscard]] std::optional<Mention> find_mention(const UnusedDependency& unused,
                                                    const DeclaredDependency& dependency) const {
    const bool moves = stays_for_development(unused, dependency);
    std::optional<Mention> best;
    const auto consider = [&](const SourceFile& file, const NamedPlaces& names) {
      const auto found = names.find(unused.crate);
      if (found == names.end() || (best && best->at.where <= found->second.where)) return;
      // Doc tests see what moves, too.
      if (moves && found->second.where == NamedIn::documentation) return;
      best = Mention{.file = file.path, .at = found->second};
    };
    for (const SourceFile& file : evidence_.text.files) {
      if (!matters(file.path, dependency.kind, moves)) {
        // What a build script writes is compiled with the products.
        if (roles_.may_be(file.path, UnitRole::build_script)) consider(file, file.names.strings);
        continue;
      }
      consider(file, file.names.names);
      if (!moves) consider(file, file.names.test_names);
      // The lint has seen what macros make of their words, where that was compiled.
      consider(file, file.names.gated_macro_words);
      if (roles_.any_compiled() && !roles_.compiled(file.path))
        consider(file, file.names.macro_words);
    }
    return best;
  }

  [[nodiscard]] bool matters(const std::string& file, DependencyKind kind, bool moves) const {
    if (kind == DependencyKind::build) return roles_.may_be(file, UnitRole::build_script);
    if (roles_.may_be(file, UnitRole::product)) return true;
    return !moves && roles_.may_be(file, UnitRole::development);
  }

  [[nodiscard]] std::string relative(const std::string& file) const {
    const std::string root = package_.directory + "/";
    return file.starts_with(root) ? file.substr(root.size()) : file;
  }

  static std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
      text += (text.empty() ? "" : ", ") + word;
    return text;
  }

  const Workspace& workspace_;
  size_t package_index_;
  const WorkspacePackage& package_;
  const PackageEvidence& evidence_;
  std::vector<CompiledUnit> units_;
  std::set<std::string> strangers_use_;
  FileRoles roles_;
  bool named_ = false;  // some text names the dependency that was judged last
};

}  // namespace

std::string crate_name_of(const Workspace& workspace, const WorkspacePackage& package,
                          const DeclaredDependency& dependency) {
  if (dependency.name != dependency.package) return dependency.crate_name();
  const auto self = std::ranges::find(workspace.resolved, package.id, &ResolvedPackage::id);
  if (self == workspace.resolved.end()) return dependency.crate_name();
  const auto renamed = [&](const std::string& crate) {
    return std::ranges::any_of(package.dependencies, [&](const DeclaredDependency& other) {
      return other.name != other.package && other.crate_name() == crate;
    });
  };
  for (const ResolvedPackage::Edge& edge : self->dependencies)
    if (workspace.resolved[edge.package].name == dependency.package && !renamed(edge.name))
      return edge.name;
  return dependency.crate_name();
}

std::vector<UnusedDependency> find_unused(const Workspace& workspace, size_t package,
                                          const PackageEvidence& evidence) {
  Judge judge(workspace, package, evidence);
  std::vector<UnusedDependency> found;
  for (size_t i = 0; i < workspace.packages[package].dependencies.size(); ++i)
    if (std::optional<UnusedDependency> unused = judge.judge(i))
      found.push_back(*std::move(unused));
  return found;
}

}  // namespace makespan
