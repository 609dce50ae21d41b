#pragma once
// Workspace: what a Cargo workspace declares, and what cargo resolved it to. Plain values, read by
// gather/workspace.h from `cargo metadata` and the files themselves.

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace makespan {

enum class DependencyKind { normal, development, build };

// One entry of a manifest's dependency tables. A package may be declared in several.
struct DeclaredDependency {
  std::string package;      // its name in the registry
  std::string name;         // as the manifest calls it: the rename, else the package
  std::string requirement;  // "^1.0"; "*" for a bare path
  DependencyKind kind = DependencyKind::normal;
  std::string target;  // "cfg(windows)" or a triple; empty: all
  bool optional = false;
  bool default_features = true;
  std::vector<std::string> features;
  std::string path;  // absolute, of a path dependency; else empty

  // As the code calls it: "-" becomes "_".
  [[nodiscard]] std::string crate_name() const {
    std::string crate = name;
    for (char& c : crate)
      if (c == '-') c = '_';
    return crate;
  }
};

struct WorkspaceTarget {
  std::string
      kind;  // cargo's word: lib, rlib, cdylib, proc-macro, bin, test, bench, example, custom-build
  std::string name;
  std::string source;  // absolute
  bool doctest = false;
  bool test = false;
  std::vector<std::string> required_features;
};

struct WorkspacePackage {
  std::string id;  // cargo's package id
  std::string name;
  std::string version;
  std::string directory;
  std::string manifest_path;
  std::string manifest;   // its bytes
  bool member = false;    // of the workspace; else a path dependency outside it
  bool published = true;  // may be published: `publish` is not false or empty
  std::string rust_version;
  std::string links;
  std::map<std::string, std::vector<std::string>> features;
  std::vector<WorkspaceTarget> targets;
  std::vector<DeclaredDependency> dependencies;
};

// A package of the resolved graph (all features as the lock has them, this host).
struct ResolvedPackage {
  std::string id;
  std::string name;
  std::string version;
  std::string links;
  std::string rust_version;
  std::string manifest_path;
  std::vector<std::string> features;
  struct Edge {
    size_t package = 0;  // index into Workspace::resolved
    std::string name;    // crate name under which it is used
    std::vector<DependencyKind> kinds;
  };
  std::vector<Edge> dependencies;
};

struct ConfigFile {
  std::string path;
  std::string text;
};

struct Workspace {
  std::string root;
  std::string root_manifest_path;
  std::string root_manifest;  // its bytes; the same as that package's where the root is a package
  std::string lock_path;
  std::string lock;  // Cargo.lock's bytes; empty: there is none
  std::string target_directory;
  std::vector<ConfigFile> config_files;    // `.cargo/config.toml`, nearest first, cargo's home last
  std::vector<WorkspacePackage> packages;  // members and local path dependencies, by name
  std::vector<ResolvedPackage> resolved;   // everything, by name and version
};

}  // namespace makespan
