// What the recorder saw: processes, images, threads, output_files, lock_waits.

#include <utility>

#include "store/table_io.h"

namespace makespan {
namespace {

constexpr Table kProcesses = {
    .name = "processes",
    .number = "process",
    .columns =
        "parent, pid, start_ns, end_ns, exit_code, signal, cpu_ns, run_queue_wait_ns, "
        "user_ns, system_ns, peak_memory_bytes, read_bytes, written_bytes, spawner, "
        "spawner_cpu_ns, left_behind, unobserved"};

// `images` is set by the builder.
constexpr auto kProcessFields = [](auto& io, auto& process) {
  io(process.parent, process.pid, process.start, process.end, process.exit_code, process.signal);
  io.usage(process.usage);
  io(process.user, process.system, process.peak_memory_bytes, process.read_bytes,
     process.written_bytes, process.spawner, process.spawner_cpu, process.left_behind,
     process.unobserved);
};

constexpr Table kImages = {
    .name = "images",
    .number = "image",
    .columns = "process, start_ns, executable, working_directory, arguments, environment"};

constexpr auto kImageFields = [](auto& io, auto& image) {
  io(image.process, image.start, image.executable, image.working_directory);
  io.arguments(image.arguments);
  io.environment(image.environment);
};

constexpr Table kThreads = {.name = "threads",
                            .number = "thread",
                            .columns =
                                "process, name, start_ns, end_ns, cpu_ns, "
                                "run_queue_wait_ns, spawner, spawner_cpu_ns"};

constexpr auto kThreadFields = [](auto& io, auto& thread) {
  io(thread.process, thread.name, thread.start, thread.end, thread.usage.cpu,
     thread.usage.run_queue_wait, thread.spawner, thread.spawner_cpu);
};

constexpr Table kOutputFiles = {
    .name = "output_files", .number = "file", .columns = "process, path, modified_ns, bytes"};

constexpr auto kOutputFileFields = [](auto& io, auto& file) {
  io(file.process);
  io.label(file.path);
  io(file.modified, file.bytes);
};

constexpr Table kLockWaits = {
    .name = "lock_waits", .number = "wait", .columns = "process, start_ns, end_ns, holder"};

constexpr auto kLockWaitFields = [](auto& io, auto& wait) {
  io(wait.process, wait.start, wait.end);
  io.label(wait.holder);
};

}  // namespace

Status write_processes(RunOutput& output) {
  const Trace& trace = output.trace;
  MAKESPAN_CHECKED(write_rows(output, kProcesses, trace.processes, kProcessFields));
  MAKESPAN_CHECKED(write_rows(output, kImages, trace.images, kImageFields));
  MAKESPAN_CHECKED(write_rows(output, kThreads, trace.threads, kThreadFields));
  MAKESPAN_CHECKED(write_rows(output, kOutputFiles, trace.output_files, kOutputFileFields));
  return write_rows(output, kLockWaits, trace.lock_waits, kLockWaitFields);
}

Status read_processes(RunInput& input) {
  TraceBuilder& builder = input.builder;
  MAKESPAN_CHECKED(
      read_rows<Process>(input, kProcesses, kProcessFields,
                         [&](RowReader&, Process process) { builder.add_process(process); }));
  MAKESPAN_CHECKED(read_rows<Image>(input, kImages, kImageFields, [&](RowReader& row, Image image) {
    builder.add_image(image, row.taken_arguments, row.taken_environment);
  }));
  MAKESPAN_CHECKED(
      read_rows<Thread>(input, kThreads, kThreadFields,
                        [&](RowReader&, Thread thread) { builder.add_thread(thread); }));
  MAKESPAN_CHECKED(
      read_rows<OutputFile>(input, kOutputFiles, kOutputFileFields,
                            [&](RowReader&, OutputFile file) { builder.add_output_file(file); }));
  return read_rows<LockWait>(input, kLockWaits, kLockWaitFields,
                             [&](RowReader&, LockWait wait) { builder.add_lock_wait(wait); });
}

}  // namespace makespan
