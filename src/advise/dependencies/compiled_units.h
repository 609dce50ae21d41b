#pragma once
// What the compiler calls of one package say: which targets were compiled, what each was given and
// uses, and which files belong to which of them.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "advise/dependencies/lint_wrapper.h"
#include "model/workspace.h"

namespace makespan {

// What a compiler call was for.
enum class UnitRole { product, development, build_script };

// Whether units of this role are given what is declared in such a table.
bool sees(UnitRole role, DependencyKind kind);

// "test it", "bin app", "lib", "lib (unit tests)", "build script".
std::string label_of(const WorkspaceTarget& target, bool test);

// A target as `cargo check --all-targets` compiles it: products twice, for themselves and for their
// unit tests.
struct CompiledUnit {
  const WorkspaceTarget* target = nullptr;  // of the package
  bool test = false;
  UnitRole role = UnitRole::product;
  bool expected = true;
  bool compiled = false;
  bool failed = false;
  std::set<std::string> given;  // by any call of it
  std::set<std::string> used;   // by any call of it
};

// Also those that no call compiled.
std::vector<CompiledUnit> units_of(const WorkspacePackage& package,
                                   const std::vector<CheckedCall>& calls);

// Used by calls that are of no known target: nobody can say what sees what there.
std::set<std::string> used_by_strangers(const std::vector<CompiledUnit>& units,
                                        const std::vector<CheckedCall>& calls);

// Which files only the build script, or only development, is compiled from.
class FileRoles {
 public:
  // `files` of each call: what it was compiled from.
  FileRoles(const WorkspacePackage& package, const std::vector<CheckedCall>& calls,
            const std::vector<std::vector<std::string>>& files);

  // Files of no call may belong to anybody.
  [[nodiscard]] bool may_be(const std::string& file, UnitRole role) const;
  // Whether some call read it; false too where it is not known what calls read.
  [[nodiscard]] bool compiled(const std::string& file) const { return compiled_.contains(file); }
  [[nodiscard]] bool any_compiled() const { return !compiled_.empty(); }

 private:
  std::map<std::string, std::set<UnitRole>> roles_;
  std::set<std::string> compiled_;
};

}  // namespace makespan
