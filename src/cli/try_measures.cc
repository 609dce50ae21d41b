#include "cli/try_measures.h"

#include <algorithm>

namespace makespan {
namespace {

uint64_t bytes_beneath(FileSystem& files, const std::string& target, int depth) {
  uint64_t bytes = 0;
  for (const DirectoryEntry& entry :
       files.list_directory(target).value_or(std::vector<DirectoryEntry>())) {
    std::string path = join_path(target, entry.name);
    if (entry.kind == FileKind::directory) {
      bool inner = entry.name.starts_with('.') || entry.name == "deps" || entry.name == "build" ||
                   entry.name == "incremental" || entry.name == "examples" || entry.name == "doc" ||
                   entry.name == "tmp";
      if (depth > 0 && !inner) bytes += bytes_beneath(files, path, depth - 1);
    } else if (depth < 2 && !entry.name.starts_with('.') && !entry.name.ends_with(".d")) {
      if (auto status = files.status(path); status && *status) bytes += (*status)->bytes;
    }
  }
  return bytes;
}

}  // namespace

Result<BuildCost> cost_of(const Trace& trace) {
  if (trace.run.cpu) return BuildCost{.wall = trace.run.wall, .cpu = *trace.run.cpu};
  return failure(ErrorKind::system, "no CPU time of a build of the try was recorded");
}

uint64_t artifact_bytes(FileSystem& files, const std::string& target_directory) {
  return bytes_beneath(files, target_directory, 2);
}

std::string compiler_cache(const Trace& trace) {
  for (const Image& image : trace.images) {
    std::string_view program = base_name(trace.text(image.executable));
    if (program == "sccache" || program == "ccache" || program == "cachepot")
      return std::string(program);
  }
  return {};
}

bool calls_cargo(const Trace& trace) {
  return std::any_of(trace.invocations.begin(), trace.invocations.end(),
                     [](const Invocation& call) { return call.tool == BuildTool::cargo; });
}

std::vector<std::string> local_packages(const Trace& trace) {
  std::vector<std::string> names;
  for (const Task& task : trace.tasks) {
    if (task.local) names.emplace_back(trace.text(task.name));
  }
  return names;
}

}  // namespace makespan
