#pragma once
// The dependency tables of a Cargo.toml: what is declared, how, and on which line.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "manifest/toml_file.h"

namespace makespan {

enum class DependencyList {
  normal,       // [dependencies]
  development,  // [dev-dependencies], and the old spelling with _
  build,        // [build-dependencies], likewise
  workspace,    // [workspace.dependencies]: declares nothing, members inherit from it
};

// One table, in whichever of TOML's forms it is written.
struct DependencyTable {
  DependencyList list = DependencyList::normal;
  std::string
      target;  // "cfg(windows)" or a triple, as the file has it; empty: all; none of `workspace`

  bool operator==(const DependencyTable&) const = default;
};

// `[target.'cfg(windows)'.dev-dependencies]`.
std::string table_name(const DependencyTable& table);

enum class DependencyForm {
  requirement,   // foo = "1"
  inline_table,  // foo = { version = "1" }
  dotted,        // foo.version = "1", maybe several lines
  section,       // [dependencies.foo]
};

struct DependencyEntry {
  DependencyTable table;
  std::string name;     // the key: the rename, else the package
  std::string package;  // `package`, else the key; of an inherited one, see the workspace's entry
  DependencyForm form = DependencyForm::requirement;
  size_t line = 0;         // of its first byte, from 1
  size_t lines = 0;        // that are its own, all of them together
  bool inherited = false;  // workspace = true
  bool optional = false;
  std::optional<std::string> requirement;
  std::optional<std::string> path;  // of a path dependency, as written
  bool git = false;
  std::optional<bool> default_features;  // as declared
  std::vector<std::string> features;
};

// By line. Values of the wrong type are as if absent: cargo has its own words for those.
Result<std::vector<DependencyEntry>> list_dependencies(const TomlFile& manifest);

// The member has `name.workspace = true` in one of its tables. When no member does, the entry of
// [workspace.dependencies] can go (remove_dependency).
Result<bool> inherits_dependency(const TomlFile& manifest, std::string_view name);

}  // namespace makespan
