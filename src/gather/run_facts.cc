#include "gather/run_facts.h"

#include <algorithm>
#include <chrono>

#include "gather/cargo_project.h"

namespace makespan {
namespace {

constexpr std::chrono::seconds kPatience(5);

// What the command prints; nullopt where it cannot be run, fails, takes too long or is stopped.
std::optional<std::string> ask(CommandRunner& commands, const std::vector<std::string>& command,
                               const std::string& directory, const std::function<bool()>& stop) {
  if (stop()) return std::nullopt;
  Result<CommandOutput> output = commands.run(command, directory, kPatience, stop);
  if (!output || output->exit_code != 0) return std::nullopt;
  return std::move(output->standard_output);
}

// "cargo 1.95.0 (f2d3ce0bd 2026-03-21)\n" -> "1.95.0 (f2d3ce0bd 2026-03-21)"
std::string version_in(std::string_view text, const std::string& tool) {
  if (!text.starts_with(tool + " ")) return {};
  text = text.substr(0, text.find('\n'));
  return std::string(text.substr(tool.size() + 1));
}

}  // namespace

std::string find_project_root(FileSystem& files, const std::string& directory) {
  if (std::optional<std::string> root =
          find_workspace_root(files, directory).value_or(std::nullopt))
    return *root;
  for (std::string at = directory;; at = parent_path(at)) {
    // A folder in a plain checkout, a file in a worktree or submodule.
    if (files.status(join_path(at, ".git")).value_or(std::nullopt)) return at;
    if (at == parent_path(at)) return directory;
  }
}

std::vector<ToolVersion> find_toolchain(CommandRunner& commands, const std::string& directory,
                                        const std::string& toolchain,
                                        const std::function<bool()>& stop) {
  std::vector<ToolVersion> tools;
  for (const char* name : {"cargo", "rustc"}) {
    // Else rustup's proxies install what is missing, beside the build that does so too.
    std::vector<std::string> command = {"env", "RUSTUP_AUTO_INSTALL=0", name};
    if (toolchain.starts_with('+')) command.push_back(toolchain);
    command.emplace_back("-V");
    std::optional<std::string> text = ask(commands, command, directory, stop);
    if (!text) continue;
    std::string version = version_in(*text, name);
    if (!version.empty()) tools.push_back({.name = name, .version = std::move(version)});
  }
  return tools;
}

std::string host_triple_in(std::string_view verbose_version) {
  size_t at = verbose_version.find("host: ");
  if (at == std::string_view::npos) return {};
  verbose_version.remove_prefix(at + 6);
  return std::string(verbose_version.substr(0, verbose_version.find('\n')));
}

GitState find_git_state(CommandRunner& commands, const std::string& directory,
                        const std::function<bool()>& stop) {
  std::optional<std::string> text = ask(commands,
                                        {"git", "--no-optional-locks", "status", "--porcelain=v2",
                                         "--branch", "--untracked-files=no"},
                                        directory, stop);
  GitState state;
  if (!text) return state;
  state.dirty = false;
  constexpr std::string_view kRevision = "# branch.oid ";
  for (size_t at = 0; at < text->size();) {
    size_t end = std::min(text->find('\n', at), text->size());
    std::string_view line = std::string_view(*text).substr(at, end - at);
    if (line.starts_with(kRevision)) state.revision = line.substr(kRevision.size());
    if (!line.empty() && line[0] != '#') state.dirty = true;
    at = end + 1;
  }
  if (state.revision == "(initial)") state.revision.clear();
  return state;
}

}  // namespace makespan
