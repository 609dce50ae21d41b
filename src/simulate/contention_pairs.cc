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
  std::vector<std::string> tools;  // "rustc 1.95.0 (f2d3ce0bd 2026-03-21)"
  std::string profile;
  std::vector<std::string> units;  // each with its features and flags
  uint32_t jobs = 1;
  Duration cpu;
  double busy = 1;  // cores, in the mean
};

void add_list(const Trace& trace, Range list, std::string& text) {
  for (uint32_t i = list.first; i < list.end(); ++i) {
    text += ' ';
    text += trace.text(trace.lists[i]);
  }
}

// What a compiler was asked to do: "syn 2.0.1 build full parsing; opt-level=3".
std::string unit_text(const Trace& trace, TaskId id) {
  const Task& task = trace.tasks[id.index()];
  std::string unit = task_label(trace, id);
  unit += ' ';
  unit += word(task.mode);
  add_list(trace, task.features, unit);
  unit += ';';
  add_list(trace, task.flags, unit);
  return unit;
}

std::optional<Measured> measured(const Trace& trace) {
  const Run& run = trace.run;
  bool whole = run.complete && run.exit_code == 0 && trace.invocations.size() == 1;
  if (!whole || !run.cpu || *run.cpu <= Duration() || run.wall <= Duration()) return std::nullopt;
  if (!trace.invocations[0].jobs || trace.tasks.empty()) return std::nullopt;
  Measured result{.machine = run.host.cpu_model + "/" + std::to_string(run.host.cores),
                  .profile = trace.invocations[0].profile,
                  .jobs = *trace.invocations[0].jobs,
                  .cpu = *run.cpu,
                  .busy = ratio(*run.cpu, run.wall)};
  for (const ToolVersion& tool : run.toolchain)
    result.tools.push_back(tool.name + " " + tool.version);
  for (uint32_t i = 0; i < trace.tasks.size(); ++i)
    result.units.push_back(unit_text(trace, TaskId(i)));
  std::sort(result.tools.begin(), result.tools.end());
  std::sort(result.units.begin(), result.units.end());
  return result;
}

bool same_work(const Measured& a, const Measured& b) {
  return a.machine == b.machine && a.tools == b.tools && a.profile == b.profile &&
         a.units == b.units;
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
      if (!same_work(low, high) || low.jobs >= high.jobs) continue;
      pairs.push_back(
          {.cpu_low = low.cpu, .busy_low = low.busy, .cpu_high = high.cpu, .busy_high = high.busy});
    }
  }
  return pairs;
}

}  // namespace makespan
