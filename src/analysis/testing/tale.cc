#include "analysis/testing/tale.h"

#include <algorithm>
#include <array>
#include <utility>

namespace makespan {
namespace {

Duration ms(int milliseconds) {
  return Duration::milliseconds(milliseconds);
}

Timestamp at(int milliseconds) {
  return Timestamp::at(ms(milliseconds));
}

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> result;
  while (!text.empty()) {
    size_t space = std::min(text.find(' '), text.size());
    result.emplace_back(text.substr(0, space));
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  return result;
}

bool pipelines(TaskKind kind) {
  return kind == TaskKind::library;
}

}  // namespace

Tale::Tale(std::string_view command, RunSource source) : source_(source) {
  run().id = "20261124-081502-3f9a";
  run().command = words(command);
  run().working_directory = "/home/user/aimds";
  run().project_root = "/home/user/aimds";
  run().source = source;
  run().host = {.cpu_model = "Example CPU",
                .kernel = "Linux 6.18.44",
                .online_cores = 2,
                .cores = 2,
                .memory_bytes = 8'000'000'000};
  run().toolchain = {{.name = "cargo", .version = "1.95.0"}};
  run().makespan_version = "0.1.0";
}

bool Tale::knows_cpu() const {
  return source_ != RunSource::target_directory;
}

InvocationId Tale::invocation(std::string_view command, int start, int end, Invocation more) {
  more.command = command;
  // "cargo build -p app": as the recogniser reads it.
  std::string_view words = command.substr(std::min(command.find(' ') + 1, command.size()));
  if (more.subcommand.empty()) more.subcommand = words.substr(0, words.find(' '));
  more.start = at(start);
  more.wall = ms(end - start);
  if (!more.exit_code && knows_cpu()) more.exit_code = 0;
  if (knows_cpu()) more.process = process("cargo", start, end, 0, command_);
  invocation_ = builder_.add_invocation(std::move(more));
  return invocation_;
}

Timestamp Tale::section(TaskId task, SectionKind kind, Timestamp start, int wall,
                        std::string_view name) {
  if (wall == 0) return start;
  Section section{
      .task = task, .kind = kind, .name = builder_.intern(name), .start = start, .wall = ms(wall)};
  if (knows_cpu()) {
    section.cpu = ms(wall);
    section.run_queue_wait = Duration();
    cpu_ += ms(wall);
    Task& whole = builder_.task(task);
    whole.cpu = whole.cpu.value_or(Duration()) + ms(wall);
  }
  builder_.add_section(section);
  return start + ms(wall);
}

TaskId Tale::unit(std::string_view name, std::string_view version, int start, const Parts& parts,
                  const std::vector<TaskId>& dependencies) {
  auto list = [&](const std::vector<std::string>& texts) {
    std::vector<StringId> ids;
    for (const std::string& text : texts)
      ids.push_back(builder_.intern(text));
    return builder_.add_list(ids);
  };
  TaskId id = builder_.add_task(
      {.kind = parts.kind,
       .mode = parts.mode,
       .side = parts.side,
       .outcome = parts.outcome,
       .name = builder_.intern(name),
       .version = builder_.intern(version),
       .target = builder_.intern(parts.target.empty() ? name : std::string_view(parts.target)),
       .features = list(parts.features),
       .flags = list(parts.flags),
       .local = parts.local,
       .invocation = invocation_,
       .start = at(start)});

  Timestamp end = section(id, SectionKind::frontend, at(start), parts.frontend);
  if (pipelines(parts.kind) && parts.frontend > 0) builder_.task(id).metadata_ready = end;
  end = section(id, SectionKind::script, end, parts.script);
  std::array<Timestamp, 2> threads = {end, end};
  int number = 0;
  for (int wall : parts.codegen) {
    Timestamp& free = *std::min_element(threads.begin(), threads.end());
    std::string cgu = "cgu.0" + std::to_string(number++);
    free = section(id, SectionKind::codegen, free, wall, cgu);
  }
  for (int wall : parts.compile_c) {
    Timestamp& free = *std::min_element(threads.begin(), threads.end());
    std::string file = "part" + std::to_string(number++) + ".c";
    free = section(id, SectionKind::compile_c, free, wall, file);
  }
  end = section(id, SectionKind::lto, std::max(threads[0], threads[1]), parts.lto);
  end = section(id, SectionKind::link, end, parts.link) + ms(parts.rest);
  Task& task = builder_.task(id);
  task.wall = end - task.start;
  if (knows_cpu()) {
    task.cpu = task.cpu.value_or(Duration()) + ms(parts.rest);
    task.run_queue_wait = Duration();
    cpu_ += ms(parts.rest);
  }
  for (TaskId on : dependencies) {
    bool metadata = pipelines(parts.kind) && pipelines(builder_.task(on).kind);
    builder_.add_dependency(
        {.task = id, .on = on, .waits_for = metadata ? WaitsFor::metadata : WaitsFor::all});
  }
  return id;
}

ProcessId Tale::process(std::string_view program, int start, int end, int cpu, ProcessId parent) {
  ProcessId id =
      builder_.add_process({.parent = parent,
                            .pid = static_cast<int32_t>(1000 + builder_.so_far().processes.size()),
                            .start = at(start),
                            .end = at(end),
                            .exit_code = 0,
                            .usage = Usage{.cpu = ms(cpu)}});
  if (program == "cargo") {
    builder_.process(id).usage.reset();
    return id;
  }
  if (!parent.valid()) command_ = id;
  builder_.add_task({.kind = TaskKind::process,
                     .name = builder_.intern(program),
                     .process = id,
                     .start = at(start),
                     .wall = ms(end - start),
                     .cpu = ms(cpu)});
  cpu_ += ms(cpu);
  return id;
}

void Tale::sample(double other) {
  constexpr int step = 50;
  const Trace& trace = builder_.so_far();
  Timestamp last;
  for (const Section& section : trace.sections)
    last = std::max(last, section.end());
  for (const Process& process : trace.processes)
    last = std::max(last, process.end);
  for (Timestamp time = at(step); time <= last; time = time + ms(step)) {
    double own = 0;
    auto overlap = [&](Timestamp start, Timestamp end, double rate) {
      Duration shared = std::min(end, time) - std::max(start, time - ms(step));
      if (shared > Duration()) own += rate * ratio(shared, ms(step));
    };
    for (const Section& section : trace.sections)
      overlap(section.start, section.end(), 1);
    for (const Process& process : trace.processes) {
      if (process.usage)
        overlap(process.start, process.end, ratio(process.usage->cpu, process.end - process.start));
    }
    own = std::min(own, 2.0);
    double busy = std::min(2.0, own + other);
    builder_.add_sample({.time = time,
                         .busy_cores = static_cast<float>(busy),
                         .own_cores = static_cast<float>(std::min(own, 2.0 - other)),
                         .stolen_cores = 0.0F},
                        {});
  }
}

Trace Tale::end(int wall, int extra_cpu, int exit_code) {
  run().wall = ms(wall);
  if (knows_cpu()) {
    run().cpu = cpu_ + ms(extra_cpu);
    run().exit_code = exit_code;
  }
  return std::move(builder_).finish().value();
}

}  // namespace makespan
