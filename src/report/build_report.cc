#include "report/build_report.h"

#include <utility>

#include "base/shell_quote.h"
#include "model/unit.h"
#include "report/next_steps.h"
#include "report/paragraph.h"

namespace makespan {
namespace {

std::vector<std::string> texts(const Trace& trace, Range range) {
  std::vector<std::string> result;
  result.reserve(range.count);
  for (uint32_t i = range.first; i < range.end(); ++i)
    result.emplace_back(trace.text(trace.lists[i]));
  return result;
}

std::vector<ReportSection> sections_of(const Trace& trace, Range range) {
  std::vector<ReportSection> result;
  result.reserve(range.count);
  for (uint32_t i = range.first; i < range.end(); ++i) {
    const Section& section = trace.sections[i];
    result.push_back({.kind = section.kind,
                      .detail = std::string(trace.text(section.name)),
                      .start = section.start,
                      .wall = section.wall,
                      .cpu = section.cpu,
                      .run_queue_wait = section.run_queue_wait});
  }
  return result;
}

ReportTask task_of(const Trace& trace, TaskId id) {
  const Task& task = trace.tasks[id.index()];
  return {.name = std::string(trace.text(task.name)),
          .version = std::string(trace.text(task.version)),
          .target = std::string(trace.text(task.target)),
          .platform = std::string(trace.text(task.platform)),
          .label = task_label(trace, id),
          .kind = task.kind,
          .mode = task.mode,
          .side = task.side,
          .outcome = task.outcome,
          .local = task.local,
          .features = texts(trace, task.features),
          .flags = texts(trace, task.flags),
          .invocation = task.invocation,
          .start = task.start,
          .wall = task.wall,
          .cpu = task.cpu,
          .run_queue_wait = task.run_queue_wait,
          .peak_memory_bytes = task.peak_memory_bytes,
          .metadata_ready = task.metadata_ready,
          .sections = sections_of(trace, task.sections)};
}

std::vector<ReportTask> tasks_of(const Trace& trace, const Analyses& analyses) {
  std::vector<ReportTask> result;
  result.reserve(trace.tasks.size());
  for (uint32_t i = 0; i < trace.tasks.size(); ++i)
    result.push_back(task_of(trace, TaskId(i)));
  for (const Dependency& dependency : trace.dependencies) {
    result[dependency.task.index()].dependencies.push_back(
        {.on = dependency.on, .waits_for = dependency.waits_for});
  }
  for (size_t i = 0; i < analyses.roles.size(); ++i)
    result[i].role = analyses.roles[i];
  for (const CriticalStep& step : analyses.critical_path.steps)
    result[step.task.index()].critical = true;
  return result;
}

std::vector<ReportInvocation> invocations_of(const Trace& trace) {
  std::vector<ReportInvocation> result;
  for (const Invocation& invocation : trace.invocations) {
    result.push_back({.tool = invocation.tool,
                      .parent = invocation.parent,
                      .command = invocation.command,
                      .subcommand = invocation.subcommand,
                      .profile = invocation.profile,
                      .start = invocation.start,
                      .wall = invocation.wall,
                      .exit_code = invocation.exit_code,
                      .jobs = invocation.jobs,
                      .fresh = invocation.fresh,
                      .failed = invocation.failed,
                      .not_reached = invocation.not_reached});
  }
  for (const Task& task : trace.tasks) {
    if (!task.invocation.valid()) continue;
    ReportInvocation& invocation = result[task.invocation.index()];
    invocation.executed += is_executed(task.kind) ? 1 : 0;
    invocation.built += is_unit(task.kind) && !is_failed_unit(task) ? 1 : 0;
  }
  return result;
}

}  // namespace

Report build_report(const Trace& trace, Analyses analyses, const ReportCommands& commands,
                    std::optional<WhatIfAnswer> simulated) {
  Report report{.run = trace.run,
                .command = shell_quoted(trace.run.command),
                .invocations = invocations_of(trace),
                .tasks = tasks_of(trace, analyses),
                .diagnostics = trace.diagnostics.sorted()};
  report.analyses = std::move(analyses);
  if (simulated) report.simulation = build_whatif_report(trace, *std::move(simulated), false);
  report.next_steps = find_next_steps(report, commands);
  report.paragraph = write_paragraph(report);
  return report;
}

}  // namespace makespan
