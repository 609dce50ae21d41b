// What the store costs: prints a figure a line (tools/run_bench.py says which fields). Each is the
// median of several rounds. The large run has the numbers that the report's own bound is set for
// (100,000 processes, 300,000 threads: a build of a distribution package in debug mode); the
// ordinary one those of a Cargo workspace with 500 units.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "model/testing/generated_trace.h"
#include "store/run_database.h"

namespace makespan {
namespace {

constexpr GeneratedTraceSize kLarge = {
    .units = 2'000, .processes = 100'000, .threads = 300'000, .samples = 12'000};
constexpr GeneratedTraceSize kOrdinary = {
    .units = 500, .processes = 2'000, .threads = 15'000, .samples = 2'000};

void must(const Status& status) {
  if (status) return;
  std::fprintf(stderr, "store_benchmark: %s\n", status.error().message.c_str());
  std::exit(1);
}

double median_seconds(int rounds, const std::function<void()>& body) {
  std::vector<double> seconds;
  for (int i = 0; i < rounds; ++i) {
    auto start = std::chrono::steady_clock::now();
    body();
    seconds.push_back(
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  std::sort(seconds.begin(), seconds.end());
  return seconds[seconds.size() / 2];
}

void print_figure(const std::string& name, double seconds, double bound) {
  fmt::print(R"({{"name": "{}", "value": {:.4f}, "unit": "s", "bound": "<= {}", "holds": {}}})"
             "\n",
             name, seconds, bound, seconds <= bound);
  std::fflush(stdout);
}

void measure(const std::string& directory, const std::string& name, const GeneratedTraceSize& size,
             double save_bound, double load_bound) {
  Trace trace = generate_trace(1, size);
  std::string path = directory + "/" + name + ".db";
  print_figure("save " + name,
               median_seconds(5,
                              [&] {
                                std::filesystem::remove(path);
                                must(RunDatabase::create(path).value().save(trace));
                              }),
               save_bound);
  print_figure(
      "load " + name,
      median_seconds(5, [&] { RunDatabase::open(path).value().load(trace.run.id).value(); }),
      load_bound);
}

void measure_list(const std::string& directory) {
  std::string path = directory + "/list.db";
  {
    RunDatabase database = RunDatabase::create(path).value();
    Trace trace = generate_trace(1, {.units = 1, .processes = 2, .threads = 0, .samples = 0});
    for (int i = 0; i < 10'000; ++i) {
      trace.run.id = fmt::format("20261124-000000-{:04x}", i);
      trace.run.started = UnixTime::at(Duration::seconds(i));
      must(database.save(trace));
    }
  }
  print_figure("list 10,000 runs",
               median_seconds(9, [&] { RunDatabase::open(path).value().list().value(); }), 0.05);
}

}  // namespace
}  // namespace makespan

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: store_benchmark DIRECTORY\n", stderr);
    return 2;
  }
  makespan::measure(argv[1], "100,000 processes", makespan::kLarge, 0.8, 0.5);
  makespan::measure(argv[1], "500 units", makespan::kOrdinary, 0.1, 0.025);
  makespan::measure_list(argv[1]);
}
