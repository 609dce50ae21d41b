#include "cli/patch_file.h"

#include <fmt/format.h>

#include <algorithm>

namespace makespan {
namespace {

// The paths of `git apply --numstat -z`: "1\t0\tsrc/main.rs\0".
std::vector<std::string> paths_in(std::string_view text) {
  std::vector<std::string> paths;
  while (!text.empty()) {
    std::string_view record = text.substr(0, text.find('\0'));
    text.remove_prefix(std::min(record.size() + 1, text.size()));
    size_t tab = record.rfind('\t');
    if (tab != std::string_view::npos) paths.emplace_back(record.substr(tab + 1));
  }
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  return paths;
}

// `staged` is what `file`, as the person calls it, says.
Result<std::string> git_apply(const ScratchShell& shell, const std::string& root,
                              const std::string& file, const std::string& staged,
                              const std::vector<std::string>& options) {
  std::vector<std::string> command = {"git", "-C", root, "apply"};
  command.insert(command.end(), options.begin(), options.end());
  command.push_back(staged);
  MAKESPAN_TRY(CommandOutput output, shell.run(command));
  if (output.exit_code != 0) {
    return failure(ErrorKind::invalid, fmt::format("{} does not apply to the workspace: {}", file,
                                                   failure_text(output.standard_error)));
  }
  return output.standard_output;
}

std::optional<std::string> content(FileSystem& files, const std::string& path) {
  Result<std::string> bytes = files.read_file(path);
  return bytes ? std::optional(std::move(*bytes)) : std::nullopt;
}

}  // namespace

Result<Patch> read_patch_file(FileSystem& files, ScratchCopy& copy, const ScratchShell& shell,
                              const std::string& root, const std::string& file) {
  // Words of commands are led into the copy, where the file need not be: it may lie outside of the
  // workspace, by whatever path, or in what is not copied.
  MAKESPAN_TRY(std::string bytes, files.read_file(file));
  std::string staged = join_path(copy.directory(), "change.diff");
  MAKESPAN_CHECKED(files.write_file(staged, bytes));
  MAKESPAN_TRY(std::string listed,
               git_apply(shell, copy.path_of(root), file, staged, {"--numstat", "-z"}));
  Patch patch;
  for (const std::string& name : paths_in(listed)) {
    std::string path = join_path(root, name);
    patch.files.push_back({.path = path, .before = content(files, copy.path_of(path))});
  }
  MAKESPAN_TRY(listed, git_apply(shell, copy.path_of(root), file, staged, {}));
  for (FileChange& change : patch.files) {
    change.after = content(files, copy.path_of(change.path));
    MAKESPAN_CHECKED(copy.write(change.path, change.before));
  }
  return patch;
}

}  // namespace makespan
