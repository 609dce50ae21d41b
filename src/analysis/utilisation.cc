#include "analysis/utilisation.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace makespan {
namespace {

// Finer than the sampler's 20 Hz says nothing more.
constexpr Duration kFinest = Duration::milliseconds(50);

// Adds rates that hold over spans of time to equal intervals, as means over each.
class Curve {
 public:
  Curve(Duration wall, size_t count)
      : step_(static_cast<double>(wall.nanoseconds()) / static_cast<double>(count)),
        partial_(count),
        change_(count + 1) {}

  void add(Timestamp from, Timestamp to, double rate) {
    double size = static_cast<double>(partial_.size());
    double a = std::clamp(position(from), 0.0, size);
    double b = std::clamp(position(to), 0.0, size);
    if (b <= a) return;
    auto first = static_cast<size_t>(a);
    auto last = std::min(static_cast<size_t>(b), partial_.size() - 1);
    first = std::min(first, last);
    if (first == last) {
      partial_[first] += rate * (b - a);
      return;
    }
    partial_[first] += rate * (static_cast<double>(first + 1) - a);
    partial_[last] += rate * (b - static_cast<double>(last));
    change_[first + 1] += rate;
    change_[last] -= rate;
  }

  [[nodiscard]] std::vector<float> means() const {
    std::vector<float> result(partial_.size());
    double level = 0;
    for (size_t i = 0; i < partial_.size(); ++i) {
      level += change_[i];
      result[i] = static_cast<float>(std::max(0.0, level + partial_[i]));
    }
    return result;
  }

 private:
  [[nodiscard]] double position(Timestamp at) const {
    return static_cast<double>(at.since_epoch().nanoseconds()) / step_;
  }

  double step_;  // nanoseconds
  std::vector<double> partial_;
  std::vector<double> change_;  // of the level from one interval to the next
};

struct Curves {
  Curve own;
  Curve other;
  Curve stolen;
};

bool add_samples(const Trace& trace, Curves& curves) {
  bool separates = true;
  Timestamp previous;
  for (const Sample& sample : trace.samples) {
    separates &= sample.own_cores.has_value();
    double own = sample.own_cores.value_or(sample.busy_cores);
    curves.own.add(previous, sample.time, own);
    curves.other.add(previous, sample.time, std::max(0.0, sample.busy_cores - own));
    curves.stolen.add(previous, sample.time, sample.stolen_cores.value_or(0));
    previous = sample.time;
  }
  return separates;
}

void add_processes(const Trace& trace, Curve& own) {
  for (const Process& process : trace.processes) {
    if (process.usage)
      own.add(process.start, process.end, ratio(process.usage->cpu, process.end - process.start));
  }
}

bool every_cpu_known(const Trace& trace) {
  return std::all_of(trace.tasks.begin(), trace.tasks.end(),
                     [](const Task& task) { return task.cpu.has_value(); });
}

void add_tasks(const Trace& trace, Curve& own, bool by_cpu) {
  for (const Task& task : trace.tasks)
    own.add(task.start, task.end(), by_cpu ? ratio(*task.cpu, task.wall) : 1);
}

double mean(const std::vector<float>& values) {
  double sum = 0;
  for (float value : values)
    sum += value;
  return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

size_t interval_count(Duration wall, size_t most) {
  auto finest = static_cast<size_t>(std::max(1.0, std::floor(ratio(wall, kFinest))));
  return std::min(most, finest);
}

}  // namespace

Utilisation find_utilisation(const Trace& trace, size_t intervals) {
  Utilisation result{.cores = trace.run.host.cores};
  Duration wall = trace.run.wall;
  if (wall <= Duration()) return result;

  size_t count = interval_count(wall, intervals);
  result.interval = Duration::nanoseconds(wall.nanoseconds() / static_cast<int64_t>(count));
  Curves curves{Curve(wall, count), Curve(wall, count), Curve(wall, count)};
  bool has_usage = std::any_of(trace.processes.begin(), trace.processes.end(),
                               [](const Process& process) { return process.usage.has_value(); });
  if (!trace.samples.empty()) {
    result.separates_own = add_samples(trace, curves);
  } else if (has_usage) {
    result.basis = UtilisationBasis::cpu;
    add_processes(trace, curves.own);
  } else {
    bool by_cpu = !trace.tasks.empty() && every_cpu_known(trace);
    result.basis = by_cpu ? UtilisationBasis::cpu : UtilisationBasis::tasks;
    add_tasks(trace, curves.own, by_cpu);
  }

  std::vector<float> own = curves.own.means();
  std::vector<float> other = curves.other.means();
  std::vector<float> stolen = curves.stolen.means();
  for (size_t i = 0; i < count; ++i)
    result.intervals.push_back({.own = own[i], .other = other[i], .stolen = stolen[i]});
  if (trace.run.cpu) result.mean_own_cores = ratio(*trace.run.cpu, wall);
  if (result.basis == UtilisationBasis::samples && result.separates_own)
    result.mean_other_cores = mean(other) + mean(stolen);
  return result;
}

}  // namespace makespan
