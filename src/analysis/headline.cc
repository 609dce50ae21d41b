#include "analysis/headline.h"

#include <algorithm>

#include "model/unit.h"

namespace makespan {
namespace {

// From which share on something is called the reason. They only choose words; the figures stand
// beside them.
constexpr double kLockShare = 0.25;
constexpr double kPhaseShare = 0.5;
constexpr double kUnitShare = 0.5;
constexpr double kChainShare = 0.8;
constexpr double kBusyShare = 0.85;
constexpr double kOtherShare = 0.25;

void sum_up_invocations(const Trace& trace, Headline& headline) {
  if (!trace.invocations.empty()) headline.fresh = 0;
  for (const Invocation& invocation : trace.invocations) {
    if (!invocation.fresh) headline.fresh.reset();
    if (headline.fresh) *headline.fresh += *invocation.fresh;
    headline.failures.insert(headline.failures.end(), invocation.failed.begin(),
                             invocation.failed.end());
  }
}

bool has_failed(const Run& run, const Headline& headline) {
  return run.exit_code ? *run.exit_code != 0 : headline.counts.failed > 0;
}

std::vector<std::string> chain_of(const Trace& trace, const CriticalPath& path) {
  std::vector<std::string> result;
  for (const CriticalStep& step : path.steps) {
    std::string_view name = trace.text(trace.tasks[step.task.index()].name);
    if (result.empty() || result.back() != name) result.emplace_back(name);
  }
  return result;
}

// The unit with the longest wall time; processes without a build tool's meaning do not count.
TaskId longest_unit(const Trace& trace) {
  TaskId longest;
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    const Task& task = trace.tasks[i];
    if (task.kind == TaskKind::process) continue;
    if (!longest.valid() || task.wall > trace.tasks[longest.index()].wall) longest = TaskId(i);
  }
  return longest;
}

std::string longest_lock_holder(const Trace& trace) {
  const LockWait* longest = nullptr;
  for (const LockWait& wait : trace.lock_waits) {
    if (longest == nullptr || wait.end - wait.start > longest->end - longest->start)
      longest = &wait;
  }
  return longest == nullptr ? std::string() : std::string(trace.text(longest->holder));
}

struct Reason {
  Bottleneck bottleneck;
  double share;
};

Reason find_reason(const Trace& trace, const HeadlineInput& input, const Headline& headline) {
  auto share = [&](Phase phase) {
    const PhaseFigure* figure = input.phases.run.find(phase);
    return figure == nullptr ? 0.0 : figure->share;
  };
  if (share(Phase::lock) >= kLockShare) return {Bottleneck::lock, share(Phase::lock)};
  if (headline.counts.executed > 0 && share(Phase::running) >= kPhaseShare)
    return {Bottleneck::running, share(Phase::running)};
  if (headline.counts.units == 0 && !trace.invocations.empty())
    return {Bottleneck::nothing_built, 0};
  if (share(Phase::resolution) >= kPhaseShare)
    return {Bottleneck::resolution, share(Phase::resolution)};

  if (headline.unit.valid()) {
    double unit = ratio(trace.tasks[headline.unit.index()].wall, trace.run.wall);
    if (unit >= kUnitShare) return {Bottleneck::single_unit, unit};
  }
  double cores = input.utilisation.cores;
  if (cores > 0 && input.utilisation.mean_own_cores) {
    double own = *input.utilisation.mean_own_cores / cores;
    double other = input.utilisation.mean_other_cores.value_or(0) / cores;
    if (other >= kOtherShare && own < kBusyShare) return {Bottleneck::other_load, other};
    double chain = ratio(headline.floor, trace.run.wall);
    if (chain >= kChainShare) return {Bottleneck::chain, chain};
    if (own >= kBusyShare) return {Bottleneck::cores, own};
    return {Bottleneck::mixed, own};
  }
  double chain = ratio(headline.floor, trace.run.wall);
  if (chain >= kChainShare) return {Bottleneck::chain, chain};
  return {Bottleneck::unknown, 0};
}

}  // namespace

TaskCounts count_tasks(const Trace& trace) {
  TaskCounts counts{.processes = static_cast<uint32_t>(trace.processes.size())};
  for (const Task& task : trace.tasks) {
    counts.units += is_unit(task.kind) ? 1 : 0;
    counts.built += is_unit(task.kind) && !is_failed_unit(task) ? 1 : 0;
    counts.executed += is_executed(task.kind) ? 1 : 0;
    counts.failed += is_failed_unit(task) ? 1 : 0;
  }
  counts.build_tool = !trace.invocations.empty() || counts.units > 0;
  return counts;
}

Headline find_headline(const Trace& trace, const HeadlineInput& input) {
  Headline result;
  result.counts = count_tasks(trace);
  sum_up_invocations(trace, result);
  result.failed = has_failed(trace.run, result);
  result.unit = longest_unit(trace);
  result.lock_holder = longest_lock_holder(trace);
  result.duplicate_packages = static_cast<uint32_t>(input.duplicates.packages.size());
  if (trace.run.cpu && input.duplicates.own.cpu && result.duplicate_packages > 0)
    result.duplicate_share = ratio(*input.duplicates.own.cpu, *trace.run.cpu);
  result.chain = chain_of(trace, input.floor);
  if (result.chain.size() > 1) result.floor = input.floor.length;

  Reason reason = find_reason(trace, input, result);
  result.bottleneck = reason.bottleneck;
  result.bottleneck_share = reason.share;
  return result;
}

}  // namespace makespan
