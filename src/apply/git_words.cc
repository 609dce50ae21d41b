#include "apply/git_words.h"

#include <fmt/format.h>

#include "base/take_line.h"

namespace makespan {
namespace {

// A folder in a plain checkout, a file in a worktree or submodule.
bool is_in_checkout(FileSystem& files, const std::string& path) {
  for (std::string at = parent_path(path);; at = parent_path(at)) {
    if (files.status(join_path(at, ".git")).value_or(std::nullopt)) return true;
    if (at == parent_path(at)) return false;
  }
}

}  // namespace

// "1 .M N… Cargo.toml", "? Cargo.toml", "! Cargo.lock"; nothing for a file that is as committed.
Result<GitFileState> git_state_of(FileSystem& files, CommandRunner& commands,
                                  const std::string& path) {
  if (!is_in_checkout(files, path)) return GitFileState::ignored_or_no_git;
  std::vector<std::string> command = {"git",
                                      "--no-optional-locks",
                                      "status",
                                      "--porcelain=v2",
                                      "--untracked-files=all",
                                      "--ignored=matching",
                                      "--",
                                      fmt::format("./{}", base_name(path))};
  MAKESPAN_TRY(CommandOutput output, commands.run(command, parent_path(path)));
  if (output.exit_code != 0) {
    std::string_view said = output.standard_error;
    return failure(ErrorKind::unsupported, std::string(take_line(said)), path);
  }
  if (output.standard_output.empty()) return GitFileState::clean;
  switch (output.standard_output[0]) {
    case '?':
      return GitFileState::untracked;
    case '!':
      return GitFileState::ignored_or_no_git;
    default:
      return GitFileState::changed;
  }
}

bool is_as_in_revision(CommandRunner& commands, const std::string& path,
                       const std::string& revision) {
  std::string name = fmt::format("./{}", base_name(path));
  Result<CommandOutput> known = commands.run(
      {"git", "cat-file", "-e", fmt::format("{}:{}", revision, name)}, parent_path(path));
  if (!known || known->exit_code != 0) return false;
  Result<CommandOutput> output = commands.run(
      {"git", "--no-optional-locks", "diff", "--quiet", revision, "--", name}, parent_path(path));
  return output && output->exit_code == 0;
}

}  // namespace makespan
