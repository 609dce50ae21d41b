// The build tool's view: invocations, tasks, sections, dependencies.

#include <utility>

#include "store/table_io.h"

namespace makespan {
namespace {

constexpr Table kInvocations = {
    .name = "invocations",
    .number = "invocation",
    .columns =
        "tool, process, parent, command, subcommand, profile, target_directory, start_ns, "
        "wall_ns, exit_code, jobs, fresh, failed, not_reached"};

constexpr auto kInvocationFields = [](auto& io, auto& invocation) {
  io(invocation.tool, invocation.process, invocation.parent, invocation.command,
     invocation.subcommand, invocation.profile, invocation.target_directory, invocation.start,
     invocation.wall, invocation.exit_code, invocation.jobs, invocation.fresh);
  io.texts(invocation.failed);
  io.texts(invocation.not_reached);
};

constexpr Table kTasks = {
    .name = "tasks",
    .number = "task",
    .columns =
        "kind, mode, side, outcome, name, version, target, platform, package_directory, "
        "unit_hash, features, flags, local, invocation, process, start_ns, wall_ns, cpu_ns, "
        "run_queue_wait_ns, peak_memory_bytes, metadata_ready_ns"};

// `sections` is set by the builder.
constexpr auto kTaskFields = [](auto& io, auto& task) {
  io(task.kind, task.mode, task.side, task.outcome);
  io.label(task.name);
  io.label(task.version);
  io.label(task.target);
  io.label(task.platform);
  io.label(task.package_directory);
  io.label(task.unit_hash);
  io.list(task.features);
  io.list(task.flags);
  io(task.local, task.invocation, task.process, task.start, task.wall, task.cpu,
     task.run_queue_wait, task.peak_memory_bytes, task.metadata_ready);
};

constexpr Table kSections = {
    .name = "sections",
    .number = "section",
    .columns = "task, kind, name, start_ns, wall_ns, cpu_ns, run_queue_wait_ns"};

constexpr auto kSectionFields = [](auto& io, auto& section) {
  io(section.task, section.kind);
  io.label(section.name);
  io(section.start, section.wall, section.cpu, section.run_queue_wait);
};

// Keyed by the two tasks, so they have no number of their own.
Status write_dependencies(RunOutput& output) {
  MAKESPAN_TRY(SqliteStatement insert,
               output.database.prepare("INSERT INTO dependencies (run, task, depends_on, waits_for)"
                                       " VALUES (?, ?, ?, ?)"));
  RowWriter io(insert, output.trace, output.texts);
  for (const Dependency& dependency : output.trace.dependencies) {
    io.start_statement();
    io(output.run, dependency.task, dependency.on, dependency.waits_for);
    MAKESPAN_CHECKED(insert.run());
  }
  return {};
}

Status read_dependencies(RunInput& input) {
  MAKESPAN_TRY(SqliteStatement select,
               input.database.prepare("SELECT task, depends_on, waits_for FROM dependencies"
                                      " WHERE run = ? ORDER BY task, depends_on"));
  select.bind(input.run);
  RowReader io(select, input.builder, input.strings);
  for (int64_t number = 0;; ++number) {
    MAKESPAN_TRY(bool row, select.step());
    if (!row) return {};
    Dependency dependency;
    io.start_row(0);
    io(dependency.task, dependency.on, dependency.waits_for);
    if (io.problem() != nullptr)
      return damaged(input.database, io.problem(), "dependencies", number);
    input.builder.add_dependency(dependency);
  }
}

}  // namespace

Status write_tasks(RunOutput& output) {
  const Trace& trace = output.trace;
  MAKESPAN_CHECKED(write_rows(output, kInvocations, trace.invocations, kInvocationFields));
  MAKESPAN_CHECKED(write_rows(output, kTasks, trace.tasks, kTaskFields));
  MAKESPAN_CHECKED(write_rows(output, kSections, trace.sections, kSectionFields));
  return write_dependencies(output);
}

Status read_tasks(RunInput& input) {
  TraceBuilder& builder = input.builder;
  MAKESPAN_CHECKED(read_rows<Invocation>(
      input, kInvocations, kInvocationFields,
      [&](RowReader&, Invocation invocation) { builder.add_invocation(std::move(invocation)); }));
  MAKESPAN_CHECKED(read_rows<Task>(input, kTasks, kTaskFields,
                                   [&](RowReader&, Task task) { builder.add_task(task); }));
  MAKESPAN_CHECKED(
      read_rows<Section>(input, kSections, kSectionFields,
                         [&](RowReader&, Section section) { builder.add_section(section); }));
  return read_dependencies(input);
}

}  // namespace makespan
