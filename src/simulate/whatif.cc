#include "simulate/whatif.h"

#include <algorithm>
#include <cmath>

#include "graph/drag.h"
#include "graph/slack.h"
#include "simulate/reaction.h"

namespace makespan {
namespace {

// By how much the CPU of the same work differs from build to build: of fifteen pairs of quiet
// builds nine tenths differed by less (the median by 1%, the most by 5%).
constexpr double kRunToRun = 0.045;

std::string number_text(double value) {
  std::string text = std::to_string(std::lround(value * 10) / 10);
  long tenths = std::lround(value * 10) % 10;
  return tenths == 0 ? text : text + "." + std::to_string(tenths);
}

std::string cores_text(double cores) {
  return number_text(cores) + (cores == 1 ? " core" : " cores");
}

// The slots of all invocations; none: some have others.
std::optional<uint32_t> common_jobs(const Workload& workload) {
  for (const WorkInvocation& invocation : workload.invocations) {
    if (invocation.jobs != workload.jobs) return std::nullopt;
  }
  return workload.jobs;
}

Outside find_outside(const Trace& trace, const Workload& workload) {
  Outside outside;
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    if (workload.tasks[i].present) continue;
    ++outside.tasks;
    outside.cpu += trace.tasks[i].cpu.value_or(Duration());
  }
  return outside;
}

bool has_failed(const Trace& trace) {
  return trace.run.exit_code.value_or(0) != 0 ||
         std::any_of(trace.tasks.begin(), trace.tasks.end(),
                     [](const Task& task) { return task.outcome != TaskOutcome::succeeded; });
}

// A simulation of 500 tasks takes some 0.7 ms, or 80 ns a part where they have many: how many of
// `trace` there are in so much time.
size_t simulations_in(size_t milliseconds, const Trace& trace) {
  size_t parts = trace.tasks.size() + trace.sections.size();
  return std::min(milliseconds * 625 / trace.tasks.size(), milliseconds * 12'500 / parts);
}

DenseMap<TaskId, std::optional<Duration>> find_task_slack(const Workload& workload,
                                                          const TaskGraph& graph) {
  PathLengths lengths = find_path_lengths(graph, durations_with_calls(workload, graph));
  // Invocations begin behind each other, which no edge says: each has an end of its own.
  DenseMap<InvocationId, Duration> longest(workload.invocations.size());
  auto end_of = [&](const WorkTask& task) -> Duration& {
    return task.invocation.valid() ? longest[task.invocation] : lengths.longest;
  };
  for (uint32_t i = 0; i < workload.tasks.size(); ++i) {
    Duration& end = end_of(workload.tasks[i]);
    end = std::max(end, lengths.before[TaskId(i)] + lengths.from[TaskId(i)]);
  }
  DenseMap<TaskId, TaskSlack> in_the_whole = find_slack(lengths);
  DenseMap<TaskId, std::optional<Duration>> slack(workload.tasks.size());
  for (uint32_t i = 0; i < workload.tasks.size(); ++i) {
    const WorkTask& task = workload.tasks[i];
    if (task.present)
      slack[TaskId(i)] = in_the_whole[TaskId(i)].slack() - (lengths.longest - end_of(task));
  }
  return slack;
}

// What each question about one run shares.
class Answering {
 public:
  Answering(const Trace& trace, const WhatIfQuestion& question)
      : question_(question),
        recorded_(build_workload(trace)),
        edited_(apply_edits(recorded_, question.change.edits)),
        recorded_graph_(recorded_.graph()),
        edited_graph_(edited_.graph()),
        recorded_busy_(ratio(total_cpu(recorded_), trace.run.wall) + mean_taken_cores(trace)) {
    BuildTool tool = trace.invocations.empty() ? BuildTool::other : trace.invocations[0].tool;
    reaction_ = reaction_of(trace);
    policy_ = question.policy.value_or(policy_of(tool));
    answer_.contention = question.contention;
    answer_.outside = find_outside(trace, recorded_);
    answer_.replay = replay(trace, recorded_, recorded_graph_);
    answer_.codegen_cpu_as_measured =
        std::any_of(question.change.edits.begin(), question.change.edits.end(),
                    [](const Edit& edit) { return std::holds_alternative<CodegenUnits>(edit); });
  }

  WhatIfAnswer run(const Trace& trace) {
    answer_.bounds = bounds_of(recorded_, recorded_graph_);
    if (has_edits()) answer_.edited_bounds = bounds_of(edited_, edited_graph_);
    if (question_.results) add("as recorded", false, as_recorded(), policy_);
    add_settings(false);
    if (has_edits()) add_settings(true);
    if (question_.results && !question_.change.label.empty()) add_changed();

    answer_.task_drag =
        find_drag(recorded_graph_, durations_with_calls(recorded_, recorded_graph_));
    answer_.task_slack = find_task_slack(recorded_, recorded_graph_);
    answer_.idle = explain_idle(recorded_, recorded_graph_, answer_.replay.schedule,
                                recorded_.cores, find_taken_cores(trace));
    SimulationOptions as_it_was{
        .cores = recorded_.cores, .reaction = reaction_, .scheduling_latency = kSchedulingLatency};
    if (question_.drag_sets > 0) {
      std::vector<DragSet> sets =
          largest_sets(recorded_, find_drag_sets(trace), question_.drag_sets);
      answer_.drag = find_set_drag(recorded_, sets, policy_, as_it_was, question_.drag_orders);
    }
    uint32_t orders = question_.every_task ? orders_for_every_task(trace) : question_.drag_orders;
    std::vector<TaskId> tasks = question_.every_task ? tasks_with_a_place() : question_.tasks;
    if (!tasks.empty() && orders > 0)
      answer_.asked_drag = find_task_drag(recorded_, tasks, policy_, as_it_was, orders);
    if (!question_.sweep.empty()) {
      SimulationOptions options{.contention = {.slowdown = question_.contention.middle},
                                .reaction = reaction_,
                                .scheduling_latency = kSchedulingLatency};
      answer_.sweep =
          sweep_cores(without_contention(edited_, question_.contention.middle), edited_graph_,
                      policy_, options, question_.sweep, question_.tie_orders);
    }
    return std::move(answer_);
  }

 private:
  [[nodiscard]] bool has_edits() const { return !question_.change.edits.empty(); }

  // "-j8 on 8 cores"
  [[nodiscard]] std::string label_of(const WhatIfPoint& point) const {
    std::optional<uint32_t> jobs = point.jobs ? point.jobs : common_jobs(recorded_);
    return (jobs ? "-j" + std::to_string(*jobs) : std::string("-j as recorded")) + " on " +
           cores_text(point.cores);
  }

  [[nodiscard]] WhatIfPoint as_recorded() const {
    return {.jobs = std::nullopt, .cores = recorded_.cores};
  }

  // Fewer where so many of every task take too long; 0 where even one does.
  [[nodiscard]] uint32_t orders_for_every_task(const Trace& trace) const {
    size_t orders = simulations_in(480, trace) / trace.tasks.size();
    return static_cast<uint32_t>(std::min<size_t>(question_.drag_orders, orders));
  }

  [[nodiscard]] std::vector<TaskId> tasks_with_a_place() const {
    std::vector<TaskId> tasks;
    for (uint32_t i = 0; i < recorded_.tasks.size(); ++i) {
      if (recorded_.tasks[i].present) tasks.emplace_back(i);
    }
    return tasks;
  }

  // The measured CPU contains what the cores cost each other in the recorded run, those at work for
  // others too.
  [[nodiscard]] Workload without_contention(Workload workload, double slowdown) const {
    Contention recorded{.slowdown = slowdown, .machine_cores = recorded_.cores};
    double factor = recorded.factor(recorded_busy_);
    for (WorkPart& part : workload.parts)
      part.cpu = part.cpu * (1 / factor);
    return workload;
  }

  // Of the work that is simulated.
  [[nodiscard]] Bounds bounds_of(const Workload& workload, const TaskGraph& graph) const {
    return find_bounds(without_contention(workload, question_.contention.middle), graph,
                       recorded_.cores);
  }

  MakespanRange range(const Workload& workload, const TaskGraph& graph, const WhatIfPoint& point,
                      Policy policy, double slowdown, Duration latency, uint32_t tie_orders) const {
    return simulate_tie_orders(without_contention(workload, slowdown), graph, policy,
                               {.cores = point.cores,
                                .jobs = point.jobs,
                                .contention = contention_on(point.cores, recorded_.cores, slowdown),
                                .reaction = reaction_,
                                .scheduling_latency = latency},
                               tie_orders);
  }

  // Over tie orders, contention and how far the replay was off.
  WhatIfResult result(std::string label, const Workload& workload, const TaskGraph& graph,
                      const WhatIfPoint& point, Policy policy) const {
    const ContentionRange& c = question_.contention;
    uint32_t orders = question_.tie_orders;
    MakespanRange middle =
        range(workload, graph, point, policy, c.middle, kSchedulingLatency, orders);
    MakespanRange low = range(workload, graph, point, policy, c.low, Duration(), orders / 2 + 1);
    MakespanRange high =
        range(workload, graph, point, policy, c.high, kSchedulingLatency, orders / 2 + 1);
    double unsure = std::max(std::abs(answer_.replay.error), kRunToRun);
    return {.label = std::move(label),
            .jobs = point.jobs.value_or(recorded_.jobs),
            .cores = point.cores,
            .makespan = middle.median,
            .minimum = std::min({middle.minimum, low.minimum, high.minimum}) * (1 - unsure),
            .maximum = std::max({middle.maximum, low.maximum, high.maximum}) * (1 + unsure),
            .by_tie_order = middle,
            .utilisation = ratio(middle.busy, middle.median * point.cores),
            .extrapolated = point.cores > recorded_.cores};
  }

  void add(std::string setting, bool edited, const WhatIfPoint& point, Policy policy) {
    WhatIfResult added = result(edited ? setting + ", " + question_.change.label : setting,
                                edited ? edited_ : recorded_,
                                edited ? edited_graph_ : recorded_graph_, point, policy);
    added.setting = std::move(setting);
    added.edited = edited;
    answer_.results.push_back(std::move(added));
  }

  // The points and the other order, of one of the two builds.
  void add_settings(bool edited) {
    for (const WhatIfPoint& point : question_.points)
      add(label_of(point), edited, point, policy_);
    if (question_.results && question_.longest_path_first)
      add("longest path first", edited, as_recorded(), Policy::longest_path_first);
  }

  void add_changed() {
    const WhatIfEdits& change = question_.change;
    WhatIfPoint point{.jobs = change.jobs, .cores = change.cores.value_or(recorded_.cores)};
    Policy policy = change.policy.value_or(policy_);
    WhatIfResult edited = result(change.label, edited_, edited_graph_, point, policy);
    edited.setting = label_of(point);
    edited.edited = true;
    for (const std::vector<Edit>& end : change.ends) {
      Workload workload = apply_edits(recorded_, end);
      WhatIfResult other = result("", workload, workload.graph(), point, policy);
      edited.minimum = std::min(edited.minimum, other.minimum);
      edited.maximum = std::max(edited.maximum, other.maximum);
    }
    answer_.results.push_back(std::move(edited));
  }

  const WhatIfQuestion& question_;
  Workload recorded_;
  Workload edited_;
  TaskGraph recorded_graph_;
  TaskGraph edited_graph_;
  double recorded_busy_;
  Policy policy_ = Policy::cargo;
  Duration reaction_;
  WhatIfAnswer answer_;
};

}  // namespace

std::optional<CannotSimulate> why_not_simulated(const Trace& trace) {
  if (trace.tasks.empty()) return CannotSimulate::no_tasks;
  DenseMap<InvocationId, bool> placed = find_placed(trace);
  bool any = std::find(placed.begin(), placed.end(), true) != placed.end();
  return any ? std::nullopt : std::optional(CannotSimulate::no_order);
}

WhatIfAnswer answer_whatif(const Trace& trace, const WhatIfQuestion& question) {
  return Answering(trace, question).run(trace);
}

std::optional<WhatIfAnswer> answer_for_report(const Trace& trace, std::vector<TaskId> tasks) {
  bool measured = trace.run.source == RunSource::recorded && trace.run.cpu;
  if (!measured || has_failed(trace) || why_not_simulated(trace)) return std::nullopt;
  // Half of the 0.1 s is for the rest.
  size_t simulations = simulations_in(48, trace);
  WhatIfQuestion question{.tie_orders = simulations >= 60 ? 3U : 1U,
                          .results = false,
                          .drag_sets = 0,
                          .drag_orders = 1,
                          .sweep = {1, 2, 4, 8, 16, 32, 64, 128}};
  if (simulations >= 30) {
    question.tasks = std::move(tasks);
    question.drag_sets = 12;
  }
  return answer_whatif(trace, question);
}

}  // namespace makespan
