#include "replay/compiler_call.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "import/cargo/program_role.h"
#include "import/cargo/recorded_image.h"
#include "record/secrets.h"
#include "replay/call_effect.h"

namespace makespan {
namespace {

tl::unexpected<Error> refuse(const std::string& label, std::string_view why) {
  return failure(ErrorKind::unsupported, fmt::format("{} cannot be run again: {}", label, why));
}

// The executable decides, which the kernel told: what a process calls itself is anybody's choice.
bool is_rust_compiler(std::string_view executable) {
  ProgramRole role = program_role(executable, {});
  return role == ProgramRole::rustc || role == ProgramRole::clippy_driver;
}

// A driver; not its parts, which it starts itself.
bool is_c_driver(std::string_view executable) {
  std::string_view name = file_name(executable);
  for (std::string_view part : {"cc1", "cc1plus", "as", "nasm", "yasm"}) {
    if (name == part || name.ends_with("-" + std::string(part))) return false;
  }
  return program_role(executable, {}) == ProgramRole::c_compiler;
}

// `-c x.c`: compiles one source; no link, no probe, no part of clang that it started itself.
bool compiles_one_source(const std::vector<std::string_view>& words) {
  if (words.size() < 3 || words[1] == "-cc1" || words[1] == "-cc1as") return false;
  bool object = std::find(words.begin() + 1, words.end(), "-c") != words.end();
  auto sources = std::count_if(words.begin() + 1, words.end(), [](std::string_view word) {
    return !word.empty() && is_c_source(word);
  });
  return object && sources == 1;
}

// Fills executable, arguments, place and environment; an error where something was withheld.
Status read_image(const Trace& trace, const Image& image, CompilerCall& call) {
  call.executable = trace.text(image.executable);
  call.working_directory = trace.text(image.working_directory);
  for (std::string_view word : arguments_of(trace, image)) {
    if (word.find(kMask) != std::string_view::npos) {
      return refuse(call.label,
                    "an argument that looks like a credential was withheld from the recording");
    }
    call.arguments.emplace_back(word);
  }
  for (uint32_t i = image.environment.first; i < image.environment.end(); ++i) {
    const EnvironmentEntry& entry = trace.environment[i];
    std::string name(trace.text(entry.name));
    if (!entry.value.valid()) {
      return refuse(call.label, fmt::format("it needs the value of {}, which was withheld from "
                                            "the recording",
                                            name));
    }
    call.environment.push_back({.name = name, .value = std::string(trace.text(entry.value))});
  }
  return {};
}

bool has_environment(const CompilerCall& call, std::string_view name) {
  return std::any_of(call.environment.begin(), call.environment.end(),
                     [&](const CallVariable& variable) { return variable.name == name; });
}

// The program of `-C linker=…`, which rustc will start.
std::string_view linker_of(const RustcCall& call) {
  for (const std::string& flag : call.flags) {
    if (flag.starts_with("linker=")) return std::string_view(flag).substr(7);
  }
  return {};
}

// CPU of each process with all beneath it; parents come before their children.
std::vector<Duration> cpu_of_trees(const Trace& trace) {
  std::vector<Duration> cpu(trace.processes.size());
  for (size_t i = trace.processes.size(); i-- > 0;) {
    const Process& process = trace.processes[i];
    if (process.usage) cpu[i] += process.usage->cpu;
    if (process.parent.valid()) cpu[process.parent.index()] += cpu[i];
  }
  return cpu;
}

}  // namespace

RecordedCalls::RecordedCalls(const Trace& trace)
    : trace_(trace), walk_(walk_processes(trace)), work_of_process_(trace.processes.size()) {
  for (uint32_t i = 0; i < walk_.works.size(); ++i) {
    // What a cargo became by exec has the cargo's process.
    if (!walk_.works[i].from_exec) work_of_process_[walk_.works[i].process.index()] = WorkId(i);
  }
  std::vector<const RustcCall*> calls(trace.tasks.size());
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    const Work* work = work_of(TaskId(i));
    if (work != nullptr && work->kind == WorkKind::compile) calls[i] = &work->call;
  }
  lto_places_ = find_lto_places(trace, calls);
  find_c_processes();
}

const Work* RecordedCalls::work_of(TaskId task) const {
  ProcessId process = trace_.tasks[task.index()].process;
  if (!process.valid() || process.index() >= work_of_process_.size()) return nullptr;
  WorkId work = work_of_process_[process.index()];
  return work.valid() ? &walk_.works[work.index()] : nullptr;
}

void RecordedCalls::find_c_processes() {
  c_processes_.resize(walk_.works.size());
  c_images_.resize(trace_.processes.size(), kNoImage);
  tree_cpu_ = cpu_of_trees(trace_);
  for (uint32_t i = 0; i < trace_.processes.size(); ++i) {
    WorkId owner = walk_.owner[ProcessId(i)];
    const Process& process = trace_.processes[i];
    if (!owner.valid() || walk_.works[owner.index()].kind != WorkKind::build_script) continue;
    if (process.exit_code != 0 || process.images.count == 0) continue;
    uint32_t last = process.images.end() - 1;
    const Image& image = trace_.images[last];
    if (!is_c_driver(trace_.text(image.executable)) ||
        !compiles_one_source(arguments_of(trace_, image)))
      continue;
    c_images_[i] = last;
    c_processes_[owner.index()].push_back(ProcessId(i));
  }
  for (std::vector<ProcessId>& processes : c_processes_) {
    std::stable_sort(processes.begin(), processes.end(), [&](ProcessId a, ProcessId b) {
      return tree_cpu_[a.index()] > tree_cpu_[b.index()];
    });
  }
}

Result<CompilerCall> RecordedCalls::of(TaskId id) const {
  const Task& task = trace_.tasks[id.index()];
  CompilerCall call{.task = id, .label = task_label(trace_, id)};
  const Work* work = work_of(id);
  if (work == nullptr || work->kind != WorkKind::compile)
    return refuse(call.label, "it is no call of a compiler");
  if (task.outcome != TaskOutcome::succeeded) return refuse(call.label, "it did not succeed");
  const Image& image = trace_.images[work->compiler_image];
  if (work->wrapped && work->compiler_image == work->image) {
    return refuse(call.label,
                  "it was compiled in a cache's daemon, which the recording does not show");
  }
  if (!is_rust_compiler(trace_.text(image.executable))) {
    return refuse(call.label,
                  fmt::format("{} is not known to be a compiler", trace_.text(image.executable)));
  }
  MAKESPAN_CHECKED(read_image(trace_, image, call));
  if (!has_environment(call, "PATH")) return refuse(call.label, "its environment was not recorded");
  MAKESPAN_CHECKED(check_linker(*work, call.label));
  call.recorded =
      cost_of(std::span(trace_.sections).subspan(task.sections.first, task.sections.count));
  call.recorded.wall = task.wall;
  for (const OutputFile& file : trace_.output_files) {
    if (file.process == work->compiler) call.recorded.output_bytes += file.bytes;
  }
  call.recorded_until = trace_.run.started + trace_.run.wall;
  call.lto_place = lto_places_[id.index()];
  return call;
}

// rustc starts whatever `-C linker=` names: it must be what it started then.
Status RecordedCalls::check_linker(const Work& work, const std::string& label) const {
  std::string_view linker = linker_of(work.call);
  if (linker.empty()) return {};
  bool links = std::any_of(
      work.call.crate_types.begin(), work.call.crate_types.end(),
      [](std::string_view type) { return type != "lib" && type != "rlib" && type != "staticlib"; });
  if (!links && !work.call.crate_types.empty()) return {};
  for (const Process& process : trace_.processes) {
    if (process.parent != work.compiler) continue;
    for (uint32_t i = process.images.first; i < process.images.end(); ++i) {
      const Image& image = trace_.images[i];
      if (program_name(trace_, image) == linker || trace_.text(image.executable) == linker)
        return {};
    }
  }
  return refuse(label, fmt::format("its linker {} did not run in the recording", linker));
}

std::vector<CompilerCall> RecordedCalls::c_calls(TaskId id) const {
  std::vector<CompilerCall> calls;
  const Work* work = work_of(id);
  if (work == nullptr || work->kind != WorkKind::build_script) return calls;
  auto index = static_cast<size_t>(work - walk_.works.data());
  for (ProcessId process : c_processes_[index]) {
    const Image& image = trace_.images[c_images_[process.index()]];
    std::string_view source;
    for (std::string_view word : arguments_of(trace_, image)) {
      if (!word.empty() && is_c_source(word)) source = file_name(word);
    }
    CompilerCall call{.kind = CallKind::c,
                      .task = id,
                      .label = fmt::format("{} of {}", source, task_label(trace_, id))};
    if (!read_image(trace_, image, call) || !has_environment(call, "PATH")) continue;
    const Process& recorded = trace_.processes[process.index()];
    call.recorded.other = tree_cpu_[process.index()];
    call.recorded.wall = recorded.end - recorded.start;
    call.recorded_until = trace_.run.started + trace_.run.wall;
    calls.push_back(std::move(call));
  }
  return calls;
}

Result<CompilerCall> replayable_call(const Trace& trace, TaskId task) {
  return RecordedCalls(trace).of(task);
}

}  // namespace makespan
