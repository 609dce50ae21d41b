// How long a run takes from Trace to text.
//
// Two runs: a Cargo build of 500 units in the shape of a recorded one (model/testing), which is
// what `makespan report` may spend 0.1 s on as a whole process; and a build of 100,000 processes
// with 300,000 threads that no build tool explains (a make: a shell, a compiler driver, a compiler
// and an assembler for each object file), for the largest log that the speed goals name.

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "analysis/analyses.h"
#include "base/json_writer.h"
#include "model/testing/generated_trace.h"
#include "model/trace_builder.h"
#include "report/build_report.h"
#include "report/json/report_json.h"
#include "report/terminal/report_text.h"

namespace makespan {
namespace {

constexpr int kRounds = 9;

void print_figure(const std::string& name, double value, const char* unit, double bound) {
  JsonWriter json;
  json.begin_object();
  json.key("name").value(name);
  json.key("value").value(value);
  json.key("unit").value(unit);
  json.key("bound").value("<= " + std::to_string(static_cast<int>(bound)));
  json.key("holds").value(value <= bound);
  json.end_object();
  std::printf("%s\n", json.take().c_str());
  std::fflush(stdout);
}

// Median wall milliseconds of a few calls.
template <class Call>
double milliseconds(Call call) {
  std::vector<double> times;
  for (int i = 0; i < kRounds; ++i) {
    auto start = std::chrono::steady_clock::now();
    call();
    times.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
            .count());
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1000;
}

Timestamp at(int64_t microseconds) {
  return Timestamp::at(Duration::microseconds(microseconds));
}

Trace process_tree(uint32_t processes, uint32_t threads) {
  TraceBuilder builder;
  builder.run() = {.id = "bench", .command = {"make", "-j8"}, .host = {.cores = 8}};
  StringId names[] = {builder.intern("sh"), builder.intern("gcc"), builder.intern("cc1"),
                      builder.intern("as")};
  ProcessId make = builder.add_process({.pid = 1, .start = at(0), .end = at(1'000'000'000)});
  ProcessId parent = make;
  for (uint32_t i = 1; i < processes; ++i) {
    uint32_t step = (i - 1) % 4;
    int64_t start = int64_t{(i - 1) / 4} * 40'000 / 8 + int64_t{step} * 500;
    int64_t length = step < 2 ? 38'000 : step == 2 ? 30'000 : 3'000;
    ProcessId process = builder.add_process({.parent = step == 0 ? make : parent,
                                             .pid = static_cast<int32_t>(i + 1),
                                             .start = at(start),
                                             .end = at(start + length),
                                             .exit_code = 0,
                                             .usage = Usage{.cpu = Duration::microseconds(1'000)}});
    if (step < 2) parent = process;
    for (uint32_t k = 0; k < threads / processes; ++k)
      builder.add_thread(
          {.process = process, .name = names[step], .start = at(start), .end = at(start + length)});
    builder.add_task({.name = names[step],
                      .process = process,
                      .start = at(start),
                      .wall = Duration::microseconds(length),
                      .cpu = Duration::microseconds(1'000)});
  }
  for (int64_t i = 1; i <= 20'000; ++i)
    builder.add_sample({.time = at(i * 50'000), .busy_cores = 7, .own_cores = 6.5F}, {});
  builder.run().wall = Duration::seconds(1000);
  builder.run().cpu = Duration::seconds(6500);
  return std::move(builder).finish().value();
}

void measure(const std::string& what, const Trace& trace, double build_bound, double text_bound) {
  double before = peak_megabytes();
  print_figure(what + ": analyse and build the report",
               milliseconds([&] { build_report(trace, analyse(trace)); }), "ms", build_bound);
  Report report = build_report(trace, analyse(trace));
  print_figure(what + ": render as text",
               milliseconds([&] { report_text(report, {.width = 120, .colour = true}); }), "ms",
               text_bound);
  print_figure(what + ": peak memory on top of the trace", peak_megabytes() - before, "MB", 150);
  print_figure(what + ": render as JSON", milliseconds([&] { report_json(report); }), "ms",
               text_bound * 20);
}

}  // namespace
}  // namespace makespan

int main() {
  using makespan::measure;
  measure("500 units",
          makespan::generate_trace(
              1, {.units = 500, .processes = 2500, .threads = 8000, .samples = 2000}),
          20, 10);
  measure("100,000 processes", makespan::process_tree(100'000, 300'000), 400, 40);
}
