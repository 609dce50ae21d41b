// record_driver [--polling] [--log FILE] [--dump] -- COMMAND…: the recorder without the program
// around it, for its tests and its benchmark.
// record_driver --show FILE: the recording as lines for tests to compare.

#include <fmt/format.h>
#include <sys/resource.h>

#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "record/decode_recording.h"
#include "record/recorder.h"
#include "system/file_system.h"
#include "system/terminal.h"

namespace makespan {
namespace {

std::string words_of(const Trace& trace, const Image& image) {
  std::string out;
  for (uint32_t i = image.arguments.first; i < image.arguments.end(); ++i)
    out +=
        fmt::format("{}{}", i == image.arguments.first ? "" : " ", trace.text(trace.arguments[i]));
  return out;
}

void print_process(const Trace& trace, const Process& p, size_t index) {
  fmt::print("process {} pid={} parent={} start={:.6f} end={:.6f} exit={} signal={}", index, p.pid,
             p.parent.valid() ? std::to_string(p.parent.index()) : "-", p.start.seconds(),
             p.end.seconds(), p.exit_code ? std::to_string(*p.exit_code) : "-",
             p.signal ? std::to_string(*p.signal) : "-");
  if (p.usage) fmt::print(" cpu={:.6f}", p.usage->cpu.seconds());
  if (p.usage && p.usage->run_queue_wait)
    fmt::print(" wait={:.6f}", p.usage->run_queue_wait->seconds());
  if (p.user) fmt::print(" user={:.6f} system={:.6f}", p.user->seconds(), p.system->seconds());
  if (p.peak_memory_bytes) fmt::print(" peak={}", *p.peak_memory_bytes);
  if (p.written_bytes)
    fmt::print(" read={} written={}", p.read_bytes.value_or(0), *p.written_bytes);
  if (p.spawner_cpu) fmt::print(" spawner_cpu={:.6f}", p.spawner_cpu->seconds());
  fmt::print("{}{}\n", p.left_behind ? " left_behind" : "", p.unobserved ? " unobserved" : "");
  for (uint32_t i = p.images.first; i < p.images.end(); ++i) {
    const Image& image = trace.images[i];
    fmt::print("  image {:.6f} {} cwd={} args={}\n", image.start.seconds(),
               trace.text(image.executable), trace.text(image.working_directory),
               words_of(trace, image));
    for (uint32_t e = image.environment.first; e < image.environment.end(); ++e) {
      const EnvironmentEntry& entry = trace.environment[e];
      fmt::print("    env {}={}\n", trace.text(entry.name),
                 entry.value.valid() ? trace.text(entry.value) : "(withheld)");
    }
  }
}

void print_trace(const Trace& trace) {
  fmt::print("run source={} complete={} exit={} wall={:.3f} cpu={:.3f} cores={} kernel={}\n",
             word(trace.run.source), trace.run.complete,
             trace.run.exit_code ? std::to_string(*trace.run.exit_code) : "-",
             trace.run.wall.seconds(), trace.run.cpu.value_or(Duration()).seconds(),
             trace.run.host.cores, trace.run.host.kernel);
  for (size_t i = 0; i < trace.processes.size(); ++i)
    print_process(trace, trace.processes[i], i);
  for (const Thread& t : trace.threads) {
    fmt::print("thread process={} name={} start={:.6f} end={:.6f} cpu={:.6f} wait={:.6f}{}\n",
               t.process.index(), trace.text(t.name), t.start.seconds(), t.end.seconds(),
               t.usage.cpu.seconds(), t.usage.run_queue_wait.value_or(Duration()).seconds(),
               t.spawner_cpu ? fmt::format(" spawner_cpu={:.6f}", t.spawner_cpu->seconds()) : "");
  }
  for (const OutputFile& f : trace.output_files) {
    fmt::print("output process={} {} modified={:.6f} bytes={}\n", f.process.index(),
               trace.text(f.path), f.modified.seconds(), f.bytes);
  }
  for (const LockWait& w : trace.lock_waits) {
    fmt::print("lock process={} start={:.3f} end={:.3f} holder={}\n", w.process.index(),
               w.start.seconds(), w.end.seconds(), trace.text(w.holder));
  }
  for (const Sample& s : trace.samples) {
    fmt::print("sample {:.3f} busy={:.2f} own={:.2f} stolen={:.2f} memory={} read={} written={}\n",
               s.time.seconds(), s.busy_cores, s.own_cores.value_or(-1),
               s.stolen_cores.value_or(-1), s.memory_used_bytes, s.read_bytes, s.written_bytes);
  }
  for (const Diagnostic& d : trace.diagnostics.sorted())
    fmt::print("diagnostic {} {} x{}: {}\n", word(d.severity), d.code, d.count, d.message);
}

int show(const std::string& path) {
  Result<std::string> bytes = real_file_system().read_file(path);
  if (!bytes) {
    fmt::print(stderr, "{}\n", bytes.error().message);
    return 1;
  }
  Result<Trace> trace = decode_recording(*bytes);
  if (!trace) {
    fmt::print(stderr, "{}\n", trace.error().message);
    return 1;
  }
  print_trace(*trace);
  return 0;
}

// For bench/overhead: the CPU of this program alone, without the command's, and the stops.
void write_usage(const RecordOutcome& outcome) {
  const char* path = environment_variable("RECORD_DRIVER_USAGE");
  if (path == nullptr) return;
  rusage usage = {};
  ::getrusage(RUSAGE_SELF, &usage);
  auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  std::ofstream(path) << fmt::format(
      "{{\"user_seconds\": {}, \"system_seconds\": {}, \"stops\": {}}}\n", seconds(usage.ru_utime),
      seconds(usage.ru_stime), outcome.stops);
}

int run(const std::vector<std::string>& arguments) {
  RecordOptions options{.log_path = "/dev/null"};
  options.run.id = "test";
  size_t at = 0;
  for (; at < arguments.size() && arguments[at] != "--"; ++at) {
    if (arguments[at] == "--polling") options.method = RecordMethod::polling;
    if (arguments[at] == "--log") options.log_path = arguments[++at];
    if (arguments[at] == "--live")
      options.live_line = [](const RecordProgress& p) {
        return fmt::format("{} processes", p.processes);
      };
    if (arguments[at] == "--set") {
      const std::string& setting = arguments[++at];
      size_t equals = setting.find('=');
      EnvironmentChange change{.name = setting.substr(0, equals)};
      if (equals != std::string::npos) change.value = setting.substr(equals + 1);
      options.environment.push_back(change);
    }
  }
  options.command.assign(arguments.begin() + static_cast<long>(std::min(at + 1, arguments.size())),
                         arguments.end());
  RecordOutcome outcome = record(options);
  write_usage(outcome);
  if (outcome.start_error) fmt::print(stderr, "record_driver: {}\n", *outcome.start_error);
  for (const std::vector<std::string>& sentences : {outcome.warnings, outcome.notes}) {
    for (const std::string& sentence : sentences)
      fmt::print(stderr, "record_driver: {}\n", sentence);
  }
  return outcome.exit_code;
}

}  // namespace
}  // namespace makespan

int main(int argc, char** argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() == 2 && arguments[0] == "--show") return makespan::show(arguments[1]);
  return makespan::run(arguments);
}
