// `makespan report` and plain `makespan`: a run's trace, analysed, as text or JSON.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/analyses.h"
#include "cli/commands.h"
#include "cli/trace_source.h"
#include "gather/last_build.h"
#include "report/build_report.h"
#include "report/json/report_json.h"
#include "report/terminal/report_text.h"
#include "simulate/whatif.h"

namespace makespan {
namespace {

// Units whose drag is simulated: those that the report's table of the slowest shows.
constexpr size_t kUnitsWithDrag = 10;

std::vector<TaskId> units_with_drag(const Analyses& analyses) {
  std::vector<TaskId> slowest;
  for (const SlowUnit& unit : analyses.slowest) {
    if (slowest.size() < kUnitsWithDrag) slowest.push_back(unit.task);
  }
  return slowest;
}

// `run`: run_to_name().
Result<int> print_report(const Trace& trace, const std::string& run, bool json, World& world,
                         SelfProfile& profile) {
  Analyses analyses = [&] {
    auto step = profile.step("analyse");
    return analyse(trace);
  }();
  std::optional<WhatIfAnswer> simulated = [&] {
    auto step = profile.step("simulate");
    return answer_for_report(trace, units_with_drag(analyses));
  }();
  Report report = [&] {
    auto step = profile.step("build the report");
    return build_report(trace, std::move(analyses), {.whatif = true, .fixes = true, .run = run},
                        std::move(simulated));
  }();
  std::string text = [&] {
    auto step = profile.step("render");
    if (json) return report_json(report);
    return report_text(report, {.width = world.output.columns,
                                .colour = world.output.colour,
                                .unicode = world.output.unicode});
  }();
  MAKESPAN_CHECKED(world.print(text));
  return kExitFine;
}

}  // namespace

Result<int> report_run(const ReportArguments& arguments, World& world, SelfProfile& profile) {
  RunStore store = open_store(world);
  MAKESPAN_TRY(Trace trace, trace_of_run(arguments.run, store, world, profile));
  return print_report(trace, run_to_name(arguments.run), arguments.json, world, profile);
}

Result<int> report_last_build(const LastBuildArguments& arguments, World& world,
                              SelfProfile& profile) {
  Result<Trace> trace = [&] {
    auto step = profile.step("read the target directory");
    return read_last_build(world.files, world.working_directory, cargo_environment(world),
                           arguments.profile);
  }();
  if (!trace) return tl::unexpected(trace.error());
  return print_report(*trace, {}, arguments.json, world, profile);
}

}  // namespace makespan
