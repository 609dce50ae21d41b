#include "simulate/script_parts.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "graph/concurrency.h"

namespace makespan {
namespace {

bool is_driver(std::string_view program) {
  size_t slash = program.rfind('/');
  if (slash != std::string_view::npos) program.remove_prefix(slash + 1);
  return program == "make" || program == "gmake" || program == "ninja";
}

// `-j 8`, `-j8`, `--jobs=8`; not `-j`, which is without end.
bool names_jobs(std::string_view word, std::string_view next) {
  auto number = [](std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
  };
  if (word == "-j" || word == "--jobs") return number(next);
  if (word.starts_with("--jobs=")) return number(word.substr(7));
  return word.starts_with("-j") && number(word.substr(2));
}

bool has_own_jobs(const Trace& trace, const Process& process) {
  if (process.images.count == 0) return false;
  Range words = trace.images[process.images.end() - 1].arguments;
  auto word = [&](uint32_t i) {
    return i < words.end() ? trace.text(trace.arguments[i]) : std::string_view();
  };
  if (!is_driver(word(words.first))) return false;
  for (uint32_t i = words.first + 1; i < words.end(); ++i) {
    if (names_jobs(word(i), word(i + 1))) return true;
  }
  return false;
}

// The starts of the processes beneath `script` that a tool with jobs of its own started. Parents
// stand before their children.
std::unordered_map<int64_t, bool> find_driven(const Trace& trace, ProcessId script) {
  enum class Place : uint8_t { elsewhere, beneath, driven };
  std::vector<Place> places(trace.processes.size(), Place::elsewhere);
  std::unordered_map<int64_t, bool> driven;
  if (!script.valid()) return driven;
  places[script.index()] = Place::beneath;
  for (uint32_t i = script.index() + 1; i < trace.processes.size(); ++i) {
    const Process& process = trace.processes[i];
    if (!process.parent.valid()) continue;
    ProcessId parent = process.parent;
    if (places[parent.index()] == Place::elsewhere) continue;
    bool own = places[parent.index()] == Place::driven ||
               has_own_jobs(trace, trace.processes[parent.index()]);
    places[i] = own ? Place::driven : Place::beneath;
    driven.emplace(process.start.since_epoch().nanoseconds(), own);
  }
  return driven;
}

// The compilers of one pool.
struct Compilers {
  std::vector<Section> calls;
  std::vector<Interval> intervals;

  void add(const Section& section) {
    calls.push_back(section);
    intervals.push_back({.start = section.start, .end = section.end()});
  }
};

void add_parts(TaskParts& result, const Compilers& compilers, uint8_t stage) {
  for (const Section& call : compilers.calls) {
    add_call(result.parts,
             {.kind = SectionKind::compile_c,
              .stage = stage,
              .wakes = kWakesOfProcess,
              .cpu = call.cpu.value_or(Duration())},
             call);
  }
}

uint32_t most_at_once(const Compilers& compilers) {
  ConcurrencyProfile profile = find_concurrency(compilers.intervals);
  return std::max<uint32_t>(1, static_cast<uint32_t>(profile.durations.size()) - 1);
}

}  // namespace

TaskParts script_parts(const Trace& trace, TaskId id) {
  const Task& task = trace.tasks[id.index()];
  std::unordered_map<int64_t, bool> driven = find_driven(trace, task.process);
  Compilers own;
  Compilers pooled;
  std::vector<Interval> all;
  Duration cpu;
  Duration wait;
  for (uint32_t i = task.sections.first; i < task.sections.end(); ++i) {
    const Section& section = trace.sections[i];
    if (section.kind == SectionKind::script) {
      cpu += section.cpu.value_or(Duration());
      wait += section.run_queue_wait.value_or(Duration());
    } else if (section.kind == SectionKind::compile_c) {
      auto at = driven.find(section.start.since_epoch().nanoseconds());
      (at != driven.end() && at->second ? pooled : own).add(section);
      all.push_back({.start = section.start, .end = section.end()});
    }
  }

  // What passed without a compiler: the script's own CPU, its waits, and what it was blocked.
  ConcurrencyProfile profile = find_concurrency(all);
  Duration compiling;
  for (size_t n = 1; n < profile.durations.size(); ++n)
    compiling += profile.durations[n];
  TaskParts result;
  result.parts.push_back({.kind = SectionKind::script,
                          .stage = kStageUntilMetadata,
                          .wakes = kWakesOfProcess,
                          .cpu = cpu,
                          .blocked = std::max(Duration(), task.wall - compiling - cpu - wait)});
  if (!own.calls.empty()) {
    result.task.most_threads = most_at_once(own);
    add_parts(result, own, kStageCodegen);
  }
  if (!pooled.calls.empty()) {
    result.task.own_jobs_stage = kStageOwnJobs;
    add_parts(result, pooled, kStageOwnJobs);
  }
  return result;
}

}  // namespace makespan
