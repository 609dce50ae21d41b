#include "import/cargo/testing/recorded_build.h"

#include <sstream>

#include "base/check.h"

namespace makespan {
namespace {

constexpr const char* kDeps = " --out-dir /t/debug/deps ";

Timestamp moment(int milliseconds) {
  return Timestamp::at(Duration::milliseconds(milliseconds));
}

}  // namespace

ProcessId RecordedBuild::start(const Started& started) {
  Process process{.parent = started.parent,
                  .pid = 100,
                  .start = moment(started.from),
                  .end = moment(started.to),
                  .usage = Usage{.cpu = Duration::milliseconds(started.cpu),
                                 .run_queue_wait = Duration::milliseconds(1)},
                  .spawner = started.spawner,
                  .spawner_cpu = Duration::milliseconds(started.spawner_cpu),
                  .left_behind = started.left_behind};
  if (started.signal != 0) {
    process.signal = started.signal;
  } else {
    process.exit_code = started.exit_code;
  }
  ProcessId id = builder_.add_process(process);
  add_image(id, started);
  return id;
}

void RecordedBuild::exec(ProcessId process, const std::string& command, int at,
                         const std::string& executable) {
  add_image(process, {.command = command, .executable = executable, .from = at});
}

void RecordedBuild::add_image(ProcessId process, const Started& started) {
  std::istringstream words(started.command);
  std::vector<StringId> arguments;
  std::string first;
  for (std::string word; words >> word;) {
    if (first.empty()) first = word;
    arguments.push_back(builder_.intern(word));
  }
  if (!started.executable.empty()) first = started.executable;
  std::vector<EnvironmentEntry> environment;
  for (const auto& [name, value] : started.environment) {
    environment.push_back({.name = builder_.intern(name), .value = builder_.intern(value)});
  }
  for (const std::string& name : started.withheld)
    environment.push_back({.name = builder_.intern(name), .value = StringId::none()});
  if (first.empty()) return;  // only forked
  builder_.add_image({.process = process,
                      .start = moment(started.from),
                      .executable = builder_.intern(first),
                      .working_directory = builder_.intern(started.folder)},
                     arguments, environment);
}

ThreadId RecordedBuild::thread(ProcessId process, const StartedThread& thread) {
  return builder_.add_thread({.process = process,
                              .name = builder_.intern(thread.name),
                              .start = moment(thread.from),
                              .end = moment(thread.to),
                              .usage = {.cpu = Duration::milliseconds(thread.cpu)},
                              .spawner = thread.spawner,
                              .spawner_cpu = Duration::milliseconds(thread.spawner_cpu)});
}

void RecordedBuild::wrote(ProcessId process, const std::string& path, int at) {
  builder_.add_output_file(
      {.process = process, .path = builder_.intern(path), .modified = moment(at)});
}

Trace RecordedBuild::recognised(const CargoContext& context) && {
  Result<Trace> recorded = std::move(builder_).finish();
  CHECK(recorded.has_value());
  Result<Trace> trace = recognise_cargo(std::move(*recorded), context);
  CHECK(trace.has_value());
  return std::move(*trace);
}

Started library(ProcessId cargo, const std::string& name, int from, int to,
                const std::string& more) {
  return {.parent = cargo,
          .command = "rustc --crate-name " + name + " src/lib.rs --crate-type lib " +
                     "--emit=dep-info,metadata,link -C extra-filename=-" + name + kDeps +
                     "--cap-lints allow " + more,
          .from = from,
          .to = to,
          .cpu = to - from,
          .environment = {{"CARGO_PKG_NAME", name}, {"CARGO_PKG_VERSION", "1.0.0"}}};
}

Started binary(ProcessId cargo, const std::string& name, int from, int to,
               const std::string& more) {
  return {.parent = cargo,
          .command = "rustc --crate-name " + name + " src/main.rs --crate-type bin " +
                     "--emit=dep-info,link -C extra-filename=-0123456789abcdef" + kDeps + more,
          .from = from,
          .to = to,
          .cpu = to - from,
          .environment = {
              {"CARGO_PKG_NAME", name}, {"CARGO_PKG_VERSION", "0.1.0"}, {"CARGO_BIN_NAME", name}}};
}

std::string extern_of(const std::string& name, const std::string& extension) {
  return "--extern " + name + "=/t/debug/deps/lib" + name + "-" + name + extension + " ";
}

std::string edges_of(const Trace& trace) {
  std::string text;
  TaskId last;
  for (const Dependency& edge : trace.dependencies) {
    if (edge.task != last) {
      text += (text.empty() ? "" : "\n") + task_label(trace, edge.task) + ":";
    } else {
      text += ",";
    }
    last = edge.task;
    text += " " + task_label(trace, edge.on) + " " + std::string(word(edge.waits_for));
  }
  return text;
}

const Task& task_called(const Trace& trace, const std::string& label) {
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    if (task_label(trace, TaskId(i)) == label) return trace.tasks[i];
  }
  check_failed(("a task called " + label).c_str(), __FILE__, __LINE__);
}

}  // namespace makespan
