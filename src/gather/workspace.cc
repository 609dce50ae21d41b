#include "gather/workspace.h"

#include <fmt/format.h>

#include <chrono>
#include <optional>

#include "gather/run_facts.h"

namespace makespan {
namespace {

// Large workspaces resolve in a second or two; a cold index on a slow disk may take a while.
constexpr std::chrono::seconds kPatience(60);

// cargo's own words without "error: " and without the hints behind the first paragraph.
std::string complaint(const CommandOutput& output) {
  std::string_view text = output.standard_error;
  size_t at = text.find("error: ");
  if (at != std::string_view::npos) text.remove_prefix(at + 7);
  text = text.substr(0, text.find("\n\n"));
  while (!text.empty() && (text.back() == '\n' || text.back() == ' '))
    text.remove_suffix(1);
  std::string line;
  for (char c : text)
    line += c == '\n' ? ' ' : c;
  return line.empty() ? fmt::format("exit status {}", output.exit_code) : line;
}

std::vector<std::string> metadata_command(const WorkspaceQuestion& question,
                                          const std::string& host) {
  std::vector<std::string> command = {"cargo"};
  if (!question.toolchain.empty()) command.push_back(question.toolchain);
  command.insert(command.end(), {"metadata", "--format-version", "1", "--offline"});
  if (question.locked) command.emplace_back("--locked");
  if (!host.empty()) command.insert(command.end(), {"--filter-platform", host});
  command.insert(command.end(), question.arguments.begin(), question.arguments.end());
  return command;
}

// Empty where it cannot be told.
std::string host_triple(CommandRunner& commands, const WorkspaceQuestion& question) {
  std::vector<std::string> command = {"rustc"};
  if (!question.toolchain.empty()) command.push_back(question.toolchain);
  command.emplace_back("-vV");
  Result<CommandOutput> output = commands.run(command, question.directory, kPatience);
  if (!output || output->exit_code != 0) return {};
  return host_triple_in(output->standard_output);
}

Result<CommandOutput> ask(CommandRunner& commands, const WorkspaceQuestion& question) {
  MAKESPAN_TRY(CommandOutput all,
               commands.run(metadata_command(question, {}), question.directory, kPatience));
  if (all.exit_code == 0) return all;
  if (all.standard_error.find("--offline") == std::string::npos) return all;
  std::string host = host_triple(commands, question);
  if (host.empty()) return all;
  return commands.run(metadata_command(question, host), question.directory, kPatience);
}

std::string led_back(std::string answer, const WorkspaceQuestion& question) {
  if (question.copy.empty()) return answer;
  std::string original = question.copy_of == "/" ? "" : question.copy_of;
  for (size_t at = answer.find(question.copy); at != std::string::npos;
       at = answer.find(question.copy, at + original.size()))
    answer.replace(at, question.copy.size(), original);
  return answer;
}

// Empty where there is no such file.
Result<std::string> read_if_there(FileSystem& files, const std::string& path) {
  MAKESPAN_TRY(std::optional<FileStatus> status, files.status(path));
  if (!status || status->kind != FileKind::file) return std::string();
  return files.read_file(path);
}

// `.cargo/config` wins over `.cargo/config.toml`, as in cargo.
Status add_config(FileSystem& files, const std::string& folder, Workspace& workspace) {
  for (const char* name : {"config", "config.toml"}) {
    std::string path = join_path(folder, name);
    MAKESPAN_TRY(std::optional<FileStatus> status, files.status(path));
    if (!status || status->kind != FileKind::file) continue;
    MAKESPAN_TRY(std::string text, files.read_file(path));
    workspace.config_files.push_back({.path = std::move(path), .text = std::move(text)});
    return {};
  }
  return {};
}

Status read_config_files(FileSystem& files, const WorkspaceQuestion& question,
                         Workspace& workspace) {
  for (std::string at = question.directory;; at = parent_path(at)) {
    std::string folder = join_path(at, ".cargo");
    if (folder != question.cargo_home) MAKESPAN_CHECKED(add_config(files, folder, workspace));
    if (at == parent_path(at)) break;
  }
  if (question.cargo_home.empty()) return {};
  return add_config(files, question.cargo_home, workspace);
}

}  // namespace

Result<Workspace> gather_workspace(FileSystem& files, CommandRunner& commands,
                                   const WorkspaceQuestion& question) {
  MAKESPAN_TRY(CommandOutput output, ask(commands, question));
  if (output.exit_code != 0) {
    return failure(
        ErrorKind::invalid,
        fmt::format("cargo metadata in {} failed: {}", question.directory, complaint(output)),
        question.directory);
  }
  std::string answer = led_back(std::move(output.standard_output), question);
  MAKESPAN_TRY(Workspace workspace, parse_cargo_metadata(answer));
  MAKESPAN_TRY(workspace.root_manifest, files.read_file(workspace.root_manifest_path));
  MAKESPAN_TRY(workspace.lock, read_if_there(files, workspace.lock_path));
  for (WorkspacePackage& package : workspace.packages) {
    MAKESPAN_TRY(package.manifest, files.read_file(package.manifest_path));
  }
  MAKESPAN_CHECKED(read_config_files(files, question, workspace));
  return workspace;
}

}  // namespace makespan
