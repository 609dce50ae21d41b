#include "advise/simulator.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "model/trace.h"
#include "simulate/reaction.h"

namespace makespan {
namespace {

// Enough that the mean of a difference is steady to a few tenths of a percent of the build, and few
// enough for forty fixes of a 250-unit build in a second.
constexpr uint32_t kOrders = 12;
constexpr uint32_t kFewOrders = 4;
constexpr double kLeastNoise = 0.005;

Duration mean(const std::vector<Duration>& values, size_t count) {
  Duration sum =
      std::accumulate(values.begin(), values.begin() + static_cast<ptrdiff_t>(count), Duration());
  return sum * (1.0 / static_cast<double>(count));
}

// Of a sample, in seconds.
double deviation(const std::vector<double>& values) {
  if (values.size() < 2) return 0;
  double middle =
      std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  double squares = 0;
  for (double value : values)
    squares += (value - middle) * (value - middle);
  return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

std::vector<double> differences(const std::vector<Duration>& before,
                                const std::vector<Duration>& after) {
  std::vector<double> result;
  for (size_t i = 0; i < std::min(before.size(), after.size()); ++i)
    result.push_back((before[i] - after[i]).seconds());
  return result;
}

// How far the interval reaches on each side, each source on its own.
class Spread {
 public:
  void add(double below, double above) {
    below_ += below * below;
    above_ += above * above;
  }
  // What other values of the same figure say.
  void add_others(double expected, double one, double other) {
    add(std::max({0.0, expected - one, expected - other}),
        std::max({0.0, one - expected, other - expected}));
  }
  [[nodiscard]] double below() const { return std::sqrt(below_); }
  [[nodiscard]] double above() const { return std::sqrt(above_); }

 private:
  double below_ = 0;
  double above_ = 0;
};

// Who ended last, and whom that one waited for, back to the start: the task whose end or metadata
// let it go, else the one whose slot it got.
void mark_chain(const Workload& workload, const TaskGraph& graph, const Schedule& schedule,
                std::vector<SchedulePair::Row>& rows) {
  auto end_of = [&](uint32_t task) { return schedule.tasks[TaskId(task)].end; };
  std::optional<uint32_t> at;
  for (uint32_t i = 0; i < workload.tasks.size(); ++i) {
    if (workload.tasks[i].present && (!at || end_of(i) > end_of(*at))) at = i;
  }
  for (size_t steps = 0; at && steps < workload.tasks.size(); ++steps) {
    rows[*at].critical = true;
    Timestamp start = schedule.tasks[TaskId(*at)].start;
    std::optional<uint32_t> before;
    Timestamp released;
    auto look = [&](uint32_t task, Timestamp moment) {
      if (moment <= start && (!before || moment > released)) {
        before = task;
        released = moment;
      }
    };
    for (Arc arc : graph.dag().before(*at)) {
      bool metadata = waits_for(arc) == WaitsFor::metadata;
      look(arc.node, metadata ? schedule.metadata[TaskId(arc.node)] : end_of(arc.node));
    }
    if (!before || start - released > Duration::milliseconds(20)) {
      for (uint32_t i = 0; i < workload.tasks.size(); ++i) {
        if (workload.tasks[i].present && i != *at) look(i, end_of(i));
      }
    }
    at = before;
  }
}

}  // namespace

Saving stretched(Saving saving, double scale) {
  saving.low = saving.expected - (saving.expected - saving.low) * scale;
  saving.high = saving.expected + (saving.high - saving.expected) * scale;
  return saving;
}

Simulator::Simulator(const Trace& trace, double cores, ContentionRange contention)
    : trace_(trace),
      workload_(build_workload(trace)),
      graph_(workload_.graph()),
      contention_(contention),
      cores_(cores > 0 ? cores : workload_.cores),
      recorded_busy_(ratio(total_cpu(workload_), trace.run.wall)) {
  BuildTool tool = trace.invocations.empty() ? BuildTool::other : trace.invocations[0].tool;
  policy_ = policy_of(tool);
  reaction_ = reaction_of(trace);
  if (cores > 0) jobs_ = std::max(1U, static_cast<uint32_t>(std::lround(cores)));
  Replay recorded = replay(trace, workload_, graph_);
  replay_error_ = recorded.error;
  reliable_ = recorded.reliable();

  Change none;
  base_times_ = build_times({}, setting(none, contention_.middle), kOrders);
  base_times_low_ = build_times({}, setting(none, contention_.low), kFewOrders);
  base_times_high_ = build_times({}, setting(none, contention_.high), kFewOrders);
  base_ = mean(base_times_, base_times_.size());
  std::vector<double> seconds;
  for (Duration time : base_times_)
    seconds.push_back(time.seconds());
  noise_ = std::max(base_ * kLeastNoise, Duration::seconds(deviation(seconds) / 2));
}

Simulator::Setting Simulator::setting(const Change& change, double slowdown) const {
  Setting setting{.policy = change.longest_path_first ? Policy::longest_path_first : policy_,
                  .slowdown = slowdown};
  double cores = change.cores.value_or(cores_);
  setting.options = {.cores = cores,
                     .jobs = change.jobs ? change.jobs : jobs_,
                     .contention = contention_on(cores, workload_.cores, slowdown),
                     .reaction = reaction_,
                     .scheduling_latency = kSchedulingLatency};
  return setting;
}

// The measured CPU contains what the cores cost each other in the recorded run.
Workload Simulator::prepared(const std::vector<Edit>& edits, double slowdown) const {
  Workload workload = apply_edits(workload_, edits);
  Contention recorded{.slowdown = slowdown, .machine_cores = workload_.cores};
  double factor = 1 / recorded.factor(recorded_busy_);
  for (WorkPart& part : workload.parts)
    part.cpu = part.cpu * factor;
  return workload;
}

std::vector<Duration> Simulator::build_times(const std::vector<Edit>& edits, const Setting& setting,
                                             uint32_t orders) const {
  Workload workload = prepared(edits, setting.slowdown);
  TaskGraph graph = workload.graph();
  QueueOrder order = find_queue_order(workload, graph, setting.policy, 1);
  std::vector<Duration> times;
  for (uint32_t seed = 1; seed <= orders; ++seed) {
    order.tie = shuffled_ties(workload.tasks.size(), seed);
    times.push_back(simulate(workload, graph, order, setting.options).makespan);
  }
  return times;
}

Duration Simulator::mean_saving(const std::vector<Edit>& edits, const Change& change,
                                double slowdown, uint32_t orders) const {
  const std::vector<Duration>& base = slowdown == contention_.middle ? base_times_
                                      : slowdown == contention_.low  ? base_times_low_
                                                                     : base_times_high_;
  return mean(base, orders) - mean(build_times(edits, setting(change, slowdown), orders), orders);
}

Estimate Simulator::estimate(const Change& change) const {
  std::vector<Duration> times =
      build_times(change.expected, setting(change, contention_.middle), kOrders);
  double expected = (base_ - mean(times, kOrders)).seconds();

  Spread spread;
  auto saving = [&](const std::vector<Edit>& edits, double slowdown) {
    return mean_saving(edits, change, slowdown, kFewOrders).seconds();
  };
  // Compared with the same few orders, so that their own difference from all is not counted.
  double few = saving(change.expected, contention_.middle);
  auto moved = [&](const std::vector<Edit>& edits, double slowdown) {
    return expected + saving(edits, slowdown) - few;
  };
  if (!change.low.empty() || !change.high.empty()) {
    spread.add_others(expected, moved(change.low, contention_.middle),
                      moved(change.high, contention_.middle));
  }
  spread.add_others(expected, moved(change.expected, contention_.low),
                    moved(change.expected, contention_.high));
  double ties = deviation(differences(base_times_, times));
  spread.add(ties, ties);
  double unsure = std::abs(replay_error_ * expected);
  spread.add(unsure, unsure);

  return {.build = base_ - Duration::seconds(expected),
          .saving = {.expected = Duration::seconds(expected),
                     .low = Duration::seconds(expected - spread.below()),
                     .high = Duration::seconds(expected + spread.above())},
          .cpu = total_cpu(apply_edits(workload_, change.expected))};
}

Duration Simulator::quick_saving(const Change& change) const {
  return mean_saving(change.expected, change, contention_.middle, kFewOrders);
}

SchedulePair Simulator::schedules(const Change& change) const {
  auto rows_of = [&](const std::vector<Edit>& edits, const Change& how) {
    Setting with = setting(how, contention_.middle);
    Workload workload = prepared(edits, with.slowdown);
    TaskGraph graph = workload.graph();
    QueueOrder order = find_queue_order(workload, graph, with.policy, 1);
    Schedule schedule = simulate(workload, graph, order, with.options);
    std::vector<SchedulePair::Row> rows;
    for (uint32_t i = 0; i < workload.tasks.size(); ++i) {
      const Span& span = schedule.tasks[TaskId(i)];
      bool recorded = i < trace_.tasks.size();  // else a copy of one
      rows.push_back({.label = recorded ? task_label(trace_, TaskId(i)) : std::string(),
                      .start = span.start.since_epoch(),
                      .length = span.length()});
    }
    mark_chain(workload, graph, schedule, rows);
    rows.resize(trace_.tasks.size());
    return rows;
  };
  return {.before = rows_of({}, {}), .after = rows_of(change.expected, change)};
}

}  // namespace makespan
