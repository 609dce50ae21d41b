// The work of `makespan` in a Cargo project, without the report: find the project, read its target
// directory, rebuild the last build. bench/target-directory/run measures whole processes of it.

#include <cstdio>
#include <string>

#include "gather/last_build.h"

int main(int argc, char** argv) {
  using namespace makespan;
  if (argc < 2) {
    std::fputs("usage: target_directory_benchmark DIRECTORY [--schedule]\n", stderr);
    return 2;
  }
  Result<Trace> trace = read_last_build(real_file_system(), argv[1], {}, "");
  if (!trace) {
    std::fprintf(stderr, "%s\n", trace.error().message.c_str());
    return 1;
  }
  std::printf("%zu tasks, %zu dependencies, %.3f s\n", trace->tasks.size(),
              trace->dependencies.size(), trace->run.wall.seconds());
  if (argc == 2) return 0;
  for (uint32_t i = 0; i < trace->tasks.size(); ++i) {
    const Task& task = trace->tasks[i];
    std::printf("%9.3f %9.3f %9.3f %s\n", task.start.seconds(), task.end().seconds(),
                task.metadata_ready ? task.metadata_ready->seconds() : -1.0,
                task_label(*trace, TaskId(i)).c_str());
  }
  for (const Diagnostic& diagnostic : trace->diagnostics.sorted())
    std::printf("%s\n", diagnostic.message.c_str());
  return 0;
}
