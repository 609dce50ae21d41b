#include "advise/dependencies/scratch_workbench.h"

#include <fmt/format.h>

#include <algorithm>

namespace makespan {

ScratchWorkbench::ScratchWorkbench(ScratchCopy& copy, FileSystem& files, CommandRunner& commands,
                                   const std::string& workspace_root)
    : copy_(copy), files_(files), commands_(commands) {
  prefix_ = copy.root();
  if (prefix_.ends_with(workspace_root)) prefix_.resize(prefix_.size() - workspace_root.size());
}

Result<CommandOutput> ScratchWorkbench::cargo(const CargoCall& call) {
  if (stop_ && stop_()) return failure(ErrorKind::busy, "interrupted");
  std::chrono::milliseconds limit = call.limit;
  if (end_) {
    const auto left = *end_ - std::chrono::steady_clock::now();
    limit = std::min(limit, std::chrono::duration_cast<std::chrono::milliseconds>(left));
    if (limit.count() <= 0)
      return failure(ErrorKind::busy, "the time that there is for it is over");
  }
  std::vector<std::string> command = {"env"};
  for (const ScratchVariable& variable : copy_.environment())
    command.push_back(fmt::format("{}={}", variable.name, variable.value));
  for (const auto& [name, value] : call.environment)
    command.push_back(fmt::format("{}={}", name, value));
  command.emplace_back("cargo");
  if (!toolchain_.empty()) command.push_back(toolchain_);
  command.insert(command.end(), call.arguments.begin(), call.arguments.end());
  return commands_.run(command, copy_.path_of(call.directory), limit, stop_);
}

Status ScratchWorkbench::write(const std::string& path, std::string_view text) {
  return copy_.write(path, std::string(text));
}

Result<std::string> ScratchWorkbench::program(std::string_view name, std::string_view text) {
  const std::string path = join_path(folder(), name);
  MAKESPAN_CHECKED(files_.create_directories(folder()));
  MAKESPAN_CHECKED(files_.write_file(path, text));
  MAKESPAN_TRY(const CommandOutput output, commands_.run({"chmod", "+x", path}, "/"));
  if (output.exit_code != 0)
    return failure(ErrorKind::system, "cannot make " + path + " executable", path);
  return path;
}

// Behind the target directory, so that it goes with the copy.
std::string ScratchWorkbench::folder() {
  return copy_.target_directory() + "/makespan";
}

std::string ScratchWorkbench::original(const std::string& path) {
  const bool built = path.starts_with(copy_.target_directory() + "/");
  return path.starts_with(prefix_ + "/") && !built ? path.substr(prefix_.size()) : path;
}

}  // namespace makespan
