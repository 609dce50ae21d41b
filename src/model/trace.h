#pragma once
// Trace: one run whole. Plain flat vectors that refer to each other by id; built once by a
// TraceBuilder, then read-only.
//
// Order, which readers may rely on: processes and threads by start; images grouped by process, then
// by start; tasks by start, then kind, name and target; sections grouped by task, then by start;
// dependencies by task, then by what it depends on; samples by time.

#include <string>
#include <string_view>
#include <vector>

#include "base/string_pool.h"
#include "model/diagnostics.h"
#include "model/ids.h"
#include "model/process.h"
#include "model/run.h"
#include "model/sample.h"
#include "model/task.h"

namespace makespan {

struct Trace {
  StringPool strings;
  Run run;
  std::vector<Invocation> invocations;
  std::vector<Process> processes;
  std::vector<Image> images;
  std::vector<Thread> threads;
  std::vector<StringId> arguments;            // Image::arguments point here
  std::vector<EnvironmentEntry> environment;  // Image::environment points here
  std::vector<OutputFile> output_files;
  std::vector<LockWait> lock_waits;
  std::vector<Task> tasks;
  std::vector<Section> sections;
  std::vector<StringId> lists;  // Task::features and Task::flags point here
  std::vector<Dependency> dependencies;
  std::vector<Sample> samples;
  std::vector<float> core_busy;  // Sample::core_busy points here
  Diagnostics diagnostics;

  [[nodiscard]] std::string_view text(StringId id) const { return strings.text(id); }
};

// "syn 2.0.1", "build.rs of ring 0.17.8 (run)", "app (test)": a task as people call it.
std::string task_label(const Trace& trace, TaskId task);

// The process's last image; none where it only forked.
const Image* last_image(const Trace& trace, ProcessId process);

// The `+nightly` with which the command chose rustup's toolchain; empty where it has none.
std::string chosen_toolchain(const Run& run);

std::string_view word(RunSource source);
std::string_view word(BuildTool tool);

}  // namespace makespan
