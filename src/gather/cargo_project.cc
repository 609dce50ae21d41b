#include "gather/cargo_project.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "import/cargo/cargo_toml.h"

namespace makespan {
namespace {

// "/a/b/../c/./d" -> "/a/c/d", by the letters alone as cargo does it.
std::string normalise(std::string_view path) {
  std::vector<std::string_view> parts;
  for (size_t at = 0; at < path.size();) {
    size_t end = std::min(path.find('/', at), path.size());
    std::string_view part = path.substr(at, end - at);
    if (part == "..") {
      if (!parts.empty()) parts.pop_back();
    } else if (!part.empty() && part != ".") {
      parts.push_back(part);
    }
    at = end + 1;
  }
  std::string result;
  for (std::string_view part : parts)
    result += fmt::format("/{}", part);
  return result.empty() ? "/" : result;
}

// `directory` and its parents, nearest first, down to "/".
std::vector<std::string> upward(const std::string& directory) {
  std::vector<std::string> result = {normalise(directory)};
  while (result.back() != "/")
    result.push_back(parent_path(result.back()));
  return result;
}

Result<std::optional<CargoManifest>> read_manifest(FileSystem& files,
                                                   const std::string& directory) {
  std::string path = join_path(directory, "Cargo.toml");
  MAKESPAN_TRY(std::optional<FileStatus> status, files.status(path));
  if (!status || status->kind != FileKind::file) return std::nullopt;
  MAKESPAN_TRY(std::string text, files.read_file(path));
  MAKESPAN_TRY(CargoManifest manifest, parse_cargo_manifest(text, path));
  return manifest;
}

bool lies_beneath(std::string_view path, const std::string& directory) {
  return path.starts_with(directory) &&
         (path.size() == directory.size() || path[directory.size()] == '/' || directory == "/");
}

// Cargo's rule: excluded paths are out unless a member's path (globs count by their letters) holds
// them.
bool excludes(const CargoManifest& root, const std::string& root_directory,
              const std::string& package_directory) {
  auto beneath_one = [&](const std::vector<std::string>& paths) {
    return std::any_of(paths.begin(), paths.end(), [&](const std::string& path) {
      return lies_beneath(package_directory, normalise(join_path(root_directory, path)));
    });
  };
  return beneath_one(root.excluded) && !beneath_one(root.members);
}

struct FoundConfig {
  CargoConfig values;
  std::string base;  // what its relative paths are relative to
};

// `.cargo/config` wins over `.cargo/config.toml`, as in cargo.
Result<std::optional<FoundConfig>> read_config(FileSystem& files, const std::string& folder,
                                               const std::string& base) {
  for (const char* name : {"config", "config.toml"}) {
    std::string path = join_path(folder, name);
    MAKESPAN_TRY(std::optional<FileStatus> status, files.status(path));
    if (!status || status->kind != FileKind::file) continue;
    MAKESPAN_TRY(std::string text, files.read_file(path));
    MAKESPAN_TRY(CargoConfig values, parse_cargo_config(text, path));
    return FoundConfig{.values = std::move(values), .base = base};
  }
  return std::nullopt;
}

// Of `directory`, each of its parents and cargo's home: the first that says something counts.
Result<std::vector<FoundConfig>> read_configs(FileSystem& files, const std::string& directory,
                                              const std::string& cargo_home) {
  std::vector<FoundConfig> found;
  for (const std::string& at : upward(directory)) {
    std::string folder = join_path(at, ".cargo");
    if (folder == cargo_home) continue;  // comes last, whatever lies beneath it
    MAKESPAN_TRY(std::optional<FoundConfig> config, read_config(files, folder, at));
    if (config) found.push_back(std::move(*config));
  }
  if (!cargo_home.empty()) {
    MAKESPAN_TRY(std::optional<FoundConfig> config,
                 read_config(files, cargo_home, parent_path(cargo_home)));
    if (config) found.push_back(std::move(*config));
  }
  return found;
}

struct Directories {
  std::optional<std::string> target;
  std::optional<std::string> build;
};

// A value of a configuration file is relative to the directory that `.cargo` lies in; a template's
// placeholders stand for absolute paths.
std::string absolute(const std::string& base, const std::string& value) {
  return value.starts_with('{') ? value : join_path(base, value);
}

void take(Directories& found, const FoundConfig& config) {
  if (!found.target && config.values.target_directory)
    found.target = absolute(config.base, *config.values.target_directory);
  if (!found.build && config.values.build_directory)
    found.build = absolute(config.base, *config.values.build_directory);
}

Result<Directories> configured_directories(FileSystem& files, const std::string& directory,
                                           const CargoEnvironment& environment) {
  Directories found;
  auto from_environment = [&](const std::optional<std::string>& value) {
    return value && !value->empty() ? std::optional(absolute(directory, *value)) : std::nullopt;
  };
  found.target = from_environment(environment.target_dir);
  if (!found.target) found.target = from_environment(environment.build_target_dir);
  found.build = from_environment(environment.build_build_dir);

  MAKESPAN_TRY(std::vector<FoundConfig> configs,
               read_configs(files, directory, environment.cargo_home));
  for (const FoundConfig& config : configs)
    take(found, config);
  return found;
}

Result<std::string> expand_template(std::string text, const std::string& workspace_root,
                                    const std::string& cargo_home) {
  const std::pair<std::string_view, const std::string&> known[] = {
      {"{workspace-root}", workspace_root}, {"{cargo-cache-home}", cargo_home}};
  for (const auto& [name, value] : known) {
    for (size_t at = text.find(name); at != std::string::npos;
         at = text.find(name, at + value.size()))
      text.replace(at, name.size(), value);
  }
  size_t open = text.find('{');
  if (open == std::string::npos) return text;
  return failure(ErrorKind::unsupported,
                 fmt::format("cargo's build directory is configured as {}, and what {} stands for "
                             "cannot be told without cargo; set CARGO_BUILD_BUILD_DIR to the "
                             "directory itself, or record a build: makespan run -- cargo build",
                             text, text.substr(open, text.find('}', open) + 1 - open)),
                 text);
}

}  // namespace

Result<std::optional<std::string>> find_workspace_root(FileSystem& files,
                                                       const std::string& directory) {
  std::optional<std::string> package;  // the nearest directory with a Cargo.toml
  for (const std::string& at : upward(directory)) {
    MAKESPAN_TRY(std::optional<CargoManifest> manifest, read_manifest(files, at));
    if (!manifest) continue;
    if (!package) {
      package = at;
      if (manifest->is_workspace) return at;
      if (manifest->workspace_path) return normalise(join_path(at, *manifest->workspace_path));
    } else if (manifest->is_workspace) {
      return excludes(*manifest, at, *package) ? package : at;
    }
  }
  return package;
}

std::optional<int64_t> find_configured_jobs(FileSystem& files, const std::string& directory,
                                            const std::string& cargo_home) {
  Result<std::vector<FoundConfig>> configs = read_configs(files, directory, cargo_home);
  if (!configs) return std::nullopt;
  for (const FoundConfig& config : *configs)
    if (config.values.jobs) return config.values.jobs;
  return std::nullopt;
}

Result<std::optional<CargoProject>> find_cargo_project(FileSystem& files,
                                                       const std::string& directory,
                                                       const CargoEnvironment& environment) {
  MAKESPAN_TRY(std::optional<std::string> root, find_workspace_root(files, directory));
  if (!root) return std::nullopt;
  MAKESPAN_TRY(Directories found, configured_directories(files, directory, environment));
  std::string target = normalise(found.target.value_or(join_path(*root, "target")));
  MAKESPAN_TRY(std::string build,
               expand_template(found.build.value_or(target), *root, environment.cargo_home));
  return CargoProject{.workspace_root = std::move(*root),
                      .target_directory = std::move(target),
                      .build_directory = normalise(build)};
}

}  // namespace makespan
