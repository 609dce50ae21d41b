#include "cli/fitted_contention.h"

#include <algorithm>

#include "simulate/contention_pairs.h"

namespace makespan {
namespace {

// Loading a run of 500 units takes some 20 ms: a question should not wait for a long history.
constexpr size_t kMostRuns = 8;

}  // namespace

ContentionRange contention_of(RunStore& store, const Trace& trace) {
  std::vector<RunSummary> runs = store.list().runs;
  std::erase_if(runs, [&](const RunSummary& run) {
    return run.id == trace.run.id || run.purpose != RunPurpose::build || !run.complete ||
           run.exit_code != 0 || run.source != RunSource::recorded || run.task_count == 0;
  });
  // Without another of as many tasks it has no partner.
  auto alone = [&](const RunSummary& run) {
    return std::count_if(runs.begin(), runs.end(), [&](const RunSummary& other) {
             return other.task_count == run.task_count && other.command != run.command;
           }) == 0;
  };
  std::vector<Trace> traces;
  for (const RunSummary& run : runs) {
    if (traces.size() == kMostRuns) break;
    if (alone(run)) continue;
    Result<RunFileContent> loaded = store.load(run.id);
    if (!loaded || loaded->trace.run.host.cpu_model != trace.run.host.cpu_model) continue;
    traces.push_back(std::move(loaded->trace));
  }
  return fit_contention(find_contention_pairs(traces), trace.run.host.cores);
}

}  // namespace makespan
