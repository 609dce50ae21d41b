// Writes a recording log of the size that issue-sized builds have: 100,000 processes and 300,000
// threads, as `large_recording FILE [PROCESSES THREADS UNITS]`.
//
// Shape: model/testing/generated_trace.h, a cargo build with a process a unit and most processes
// beneath build scripts (which call compilers), as crates that bring large C++ libraries have it.

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "model/testing/generated_trace.h"
#include "record/recording_log.h"

namespace makespan {
namespace {

class TraceEncoder {
 public:
  explicit TraceEncoder(const Trace& trace) : trace_(trace) {}

  std::string encode() {
    out_ = log_header();
    add_run();
    for (uint32_t i = 0; i < trace_.processes.size(); ++i)
      add_process(ProcessId(i));
    for (uint32_t i = 0; i < trace_.threads.size(); ++i)
      add_thread(ThreadId(i));
    for (const Sample& sample : trace_.samples)
      add_sample(sample);
    log_.add(RunEnded{.time = Timestamp::at(trace_.run.wall), .exit_code = 0});
    return out_ + log_.take();
  }

 private:
  LogString text(StringId id) { return log_.intern(trace_.text(id)); }

  // The recorder's number of a thread begins at 1; 0 is the main thread.
  static uint32_t number(ThreadId thread) {
    return thread.valid() ? thread.index() + 1 : kMainThread;
  }

  void add_run() {
    const Run& run = trace_.run;
    log_.add(RunStarted{.id = "20261124-081502-3f9a",
                        .command = run.command,
                        .working_directory = run.working_directory,
                        .project_root = run.project_root,
                        .cpu_model = run.host.cpu_model,
                        .kernel = run.host.kernel,
                        .online_cores = run.host.online_cores,
                        .cores = run.host.cores,
                        .memory_bytes = run.host.memory_bytes,
                        .started = run.started.since_epoch().nanoseconds(),
                        .makespan_version = run.makespan_version});
  }

  void add_process(ProcessId id) {
    const Process& process = trace_.processes[id.index()];
    log_.add(ProcessStarted{.process = id.index(), .pid = process.pid, .time = process.start});
    if (process.parent.valid()) {
      log_.add(ProcessForked{.process = id.index(),
                             .parent = process.parent.index(),
                             .spawner = number(process.spawner),
                             .spawner_cpu = process.spawner_cpu});
    }
    for (uint32_t i = process.images.first; i < process.images.end(); ++i)
      add_image(trace_.images[i]);
    ProcessEnded ended{.process = id.index(),
                       .time = process.end,
                       .exit_code = process.exit_code,
                       .signal = process.signal,
                       .user = process.user,
                       .system = process.system,
                       .peak_memory_bytes = process.peak_memory_bytes,
                       .read_bytes = process.read_bytes,
                       .written_bytes = process.written_bytes};
    if (process.usage) {
      ended.cpu = process.usage->cpu;
      ended.main_run_queue_wait = process.usage->run_queue_wait;
    }
    log_.add(ended);
  }

  void add_image(const Image& image) {
    ImageStarted record{.process = image.process.index(),
                        .time = image.start,
                        .executable = text(image.executable),
                        .working_directory = text(image.working_directory)};
    for (uint32_t i = image.arguments.first; i < image.arguments.end(); ++i)
      record.arguments.push_back(text(trace_.arguments[i]));
    for (uint32_t i = image.environment.first; i < image.environment.end(); ++i) {
      const EnvironmentEntry& entry = trace_.environment[i];
      record.environment.push_back({.name = text(entry.name), .value = text(entry.value)});
    }
    log_.add(record);
  }

  void add_thread(ThreadId id) {
    const Thread& thread = trace_.threads[id.index()];
    log_.add(ThreadStarted{.thread = number(id),
                           .process = thread.process.index(),
                           .time = thread.start,
                           .spawner = number(thread.spawner),
                           .spawner_cpu = thread.spawner_cpu});
    log_.add(ThreadEnded{.thread = number(id),
                         .time = thread.end,
                         .name = text(thread.name),
                         .cpu = thread.usage.cpu,
                         .run_queue_wait = thread.usage.run_queue_wait});
  }

  void add_sample(const Sample& sample) {
    Sampled record{.time = sample.time,
                   .busy_cores = sample.busy_cores,
                   .own_cores = sample.own_cores,
                   .memory_used_bytes = sample.memory_used_bytes};
    for (uint32_t i = sample.core_busy.first; i < sample.core_busy.end(); ++i)
      record.core_busy.push_back(trace_.core_busy[i]);
    log_.add(record);
  }

  const Trace& trace_;
  LogEncoder log_;
  std::string out_;
};

size_t number_argument(int argc, char** argv, int at, size_t otherwise) {
  return argc > at ? std::strtoull(argv[at], nullptr, 10) : otherwise;
}

}  // namespace
}  // namespace makespan

int main(int argc, char** argv) {
  using namespace makespan;
  if (argc < 2) {
    std::fprintf(stderr, "usage: large_recording FILE [PROCESSES THREADS UNITS]\n");
    return 2;
  }
  Trace trace = generate_trace(1, {.units = number_argument(argc, argv, 4, 2000),
                                   .processes = number_argument(argc, argv, 2, 100'000),
                                   .threads = number_argument(argc, argv, 3, 300'000),
                                   .samples = 12'000,
                                   .cores = 16});
  std::ofstream(argv[1], std::ios::binary) << TraceEncoder(trace).encode();
  return 0;
}
