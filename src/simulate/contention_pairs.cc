#include "simulate/contention_pairs.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace makespan {
namespace {

// One run as far as it is compared.
struct Measured {
  std::string machine;
  std::vector<std::string> units;
  uint32_t jobs = 1;
  Duration cpu;
  double busy = 1;  // cores, in the mean
};

std::optional<Measured> measured(const Trace& trace) {
  const Run& run = trace.run;
  bool whole = run.complete && run.exit_code == 0 && trace.invocations.size() == 1;
  if (!whole || !run.cpu || *run.cpu <= Duration() || run.wall <= Duration()) return std::nullopt;
  if (!trace.invocations[0].jobs || trace.tasks.empty()) return std::nullopt;
  Measured result{.machine = run.host.cpu_model + "/" + std::to_string(run.host.cores),
                  .jobs = *trace.invocations[0].jobs,
                  .cpu = *run.cpu,
                  .busy = ratio(*run.cpu, run.wall)};
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    std::string unit = task_label(trace, TaskId(i));
    unit += ' ';
    unit += word(trace.tasks[i].mode);
    result.units.push_back(std::move(unit));
  }
  std::sort(result.units.begin(), result.units.end());
  return result;
}

}  // namespace

std::vector<ContentionPair> find_contention_pairs(std::span<const Trace> runs) {
  std::vector<Measured> all;
  for (const Trace& run : runs) {
    if (std::optional<Measured> one = measured(run)) all.push_back(std::move(*one));
  }
  std::vector<ContentionPair> pairs;
  for (const Measured& low : all) {
    for (const Measured& high : all) {
      bool same = low.machine == high.machine && low.units == high.units;
      if (!same || low.jobs >= high.jobs) continue;
      pairs.push_back(
          {.cpu_low = low.cpu, .busy_low = low.busy, .cpu_high = high.cpu, .busy_high = high.busy});
    }
  }
  return pairs;
}

}  // namespace makespan
