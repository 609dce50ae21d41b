#include "cli/try_workspace.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <set>

#include "base/json_value.h"
#include "manifest/replaced_sources.h"
#include "system/ancestors.h"

namespace makespan {
namespace {

constexpr std::chrono::seconds kPatience(60);

struct Cargo {
  CommandRunner& commands;
  const std::vector<std::string>& words;
};

Result<JsonValue> ask_cargo(const Cargo& cargo, const std::string& directory) {
  std::vector<std::string> command = cargo.words;
  command.insert(command.end(), {"metadata", "--no-deps", "--format-version", "1"});
  MAKESPAN_TRY(CommandOutput output, cargo.commands.run(command, directory, kPatience));
  if (output.exit_code != 0) {
    std::string_view said = output.standard_error;
    while (said.ends_with('\n'))
      said.remove_suffix(1);
    return failure(ErrorKind::unsupported,
                   fmt::format("cargo metadata in {} failed: {}", directory, said), directory);
  }
  return parse_json(output.standard_output, "the answer of cargo metadata");
}

bool is_library(const JsonValue& target) {
  for (const JsonValue& kind : target["kind"].array()) {
    std::string_view text = kind.text();
    if (text == "proc-macro" || text.ends_with("lib")) return true;
  }
  return false;
}

std::string main_source(const JsonValue& package) {
  std::string binary;
  for (const JsonValue& target : package["targets"].array()) {
    if (is_library(target)) return std::string(target["src_path"].text());
    if (binary.empty() && target["kind"][size_t{0}].text() == "bin")
      binary = target["src_path"].text();
  }
  return binary;
}

LocalPackage package_of(const JsonValue& json) {
  LocalPackage package{.name = std::string(json["name"].text()),
                       .directory = parent_path(json["manifest_path"].text()),
                       .source = main_source(json)};
  std::set<std::string> directories;
  for (const JsonValue& dependency : json["dependencies"].array()) {
    if (dependency["path"].is_text()) directories.emplace(dependency["path"].text());
  }
  package.dependencies.assign(directories.begin(), directories.end());
  return package;
}

// What [patch] and [replace] name by path, in the root manifest and in cargo's configuration.
std::vector<std::string> replacing_directories(FileSystem& files, const std::string& root) {
  std::vector<std::string> directories;
  for (const char* name : {"Cargo.toml", ".cargo/config.toml", ".cargo/config"}) {
    std::string file = join_path(root, name);
    Result<std::string> text = files.read_file(file);
    if (!text) continue;
    Result<std::vector<std::string>> paths = replaced_source_paths({.text = *text, .path = file});
    for (const std::string& path : paths.value_or(std::vector<std::string>())) {
      // A `/` at the end is none of a directory's name.
      std::filesystem::path named = std::filesystem::path(join_path(root, path)) / "Cargo.toml";
      directories.push_back(parent_path(named.lexically_normal().string()));
    }
  }
  return directories;
}

// Directories outside the workspace that these packages depend on, and what those depend on.
Status find_outside(FileSystem& files, const Cargo& cargo, TryWorkspace& workspace) {
  std::vector<LocalPackage> pending = workspace.members;
  pending.push_back({.dependencies = replacing_directories(files, workspace.root)});
  std::set<std::string> outside;
  while (!pending.empty()) {
    LocalPackage package = std::move(pending.back());
    pending.pop_back();
    for (const std::string& directory : package.dependencies) {
      if (is_beneath(directory, workspace.root) || !outside.insert(directory).second) continue;
      MAKESPAN_TRY(JsonValue metadata, ask_cargo(cargo, directory));
      for (const JsonValue& json : metadata["packages"].array()) {
        LocalPackage found = package_of(json);
        if (found.directory == directory) pending.push_back(std::move(found));
      }
    }
  }
  workspace.outside.assign(outside.begin(), outside.end());
  return {};
}

}  // namespace

Result<TryWorkspace> gather_try_workspace(FileSystem& files, CommandRunner& commands,
                                          const std::vector<std::string>& cargo,
                                          const std::string& directory) {
  const Cargo asked{.commands = commands, .words = cargo};
  MAKESPAN_TRY(JsonValue metadata, ask_cargo(asked, directory));
  TryWorkspace workspace{.root = std::string(metadata["workspace_root"].text()),
                         .target_directory = std::string(metadata["target_directory"].text())};
  for (const JsonValue& json : metadata["packages"].array())
    workspace.members.push_back(package_of(json));
  std::sort(workspace.members.begin(), workspace.members.end(),
            [](const LocalPackage& a, const LocalPackage& b) {
              return std::tie(a.name, a.directory) < std::tie(b.name, b.directory);
            });
  MAKESPAN_CHECKED(find_outside(files, asked, workspace));
  return workspace;
}

}  // namespace makespan
