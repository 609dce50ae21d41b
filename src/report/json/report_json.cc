#include "report/json/report_json.h"

#include <cmath>

#include "base/json_writer.h"
#include "report/words.h"

namespace makespan {
namespace {

// Shares, ratios and rates: more digits than these are noise.
double rounded(double value) {
  return std::round(value * 1e4) / 1e4;
}

template <class Tag>
void write_id(JsonWriter& json, Id<Tag> id) {
  if (id.valid()) {
    json.value(id.index());
  } else {
    json.null();
  }
}

void write_text_or_null(JsonWriter& json, std::string_view text) {
  if (text.empty()) {
    json.null();
  } else {
    json.value(text);
  }
}

void write_texts(JsonWriter& json, const std::vector<std::string>& texts) {
  json.begin_array();
  for (const std::string& text : texts)
    json.value(text);
  json.end_array();
}

void write_known_bytes(JsonWriter& json, uint64_t bytes) {
  if (bytes == 0) {
    json.null();
  } else {
    json.value(bytes);
  }
}

void write_cores(JsonWriter& json, double cores) {
  if (cores > 0) {
    json.value(rounded(cores));
  } else {
    json.null();
  }
}

std::optional<double> rounded(std::optional<double> value) {
  return value ? std::optional(rounded(*value)) : std::nullopt;
}

void write_host(JsonWriter& json, const Host& host) {
  json.begin_object();
  json.key("cpu_model");
  write_text_or_null(json, host.cpu_model);
  json.key("kernel");
  write_text_or_null(json, host.kernel);
  json.key("online_cores");
  write_known_bytes(json, host.online_cores);
  json.key("memory_bytes");
  write_known_bytes(json, host.memory_bytes);
  json.end_object();
}

void write_toolchain(JsonWriter& json, const std::vector<ToolVersion>& toolchain) {
  json.begin_array();
  for (const ToolVersion& tool : toolchain) {
    json.begin_object();
    json.key("name").value(tool.name);
    json.key("version").value(tool.version);
    json.end_object();
  }
  json.end_array();
}

void write_run(JsonWriter& json, const Report& report) {
  const Run& run = report.run;
  json.begin_object();
  json.key("id").value(run.id);
  json.key("command").value(report.command);
  json.key("wall_seconds").value(run.wall);
  json.key("cpu_seconds").value(run.cpu);
  json.key("exit_code").value(run.exit_code);
  json.key("cores");
  write_cores(json, run.host.cores);
  json.key("source").value(word(run.source));
  json.key("started_unix_seconds").value(run.started.since_epoch());
  json.key("working_directory").value(run.working_directory);
  json.key("project_root").value(run.project_root);
  json.key("cold").value(run.cold);
  json.key("complete").value(run.complete);
  json.key("git_revision");
  write_text_or_null(json, run.git_revision);
  json.key("git_dirty").value(run.git_dirty);
  json.key("host");
  write_host(json, run.host);
  json.key("toolchain");
  write_toolchain(json, run.toolchain);
  json.key("makespan_version").value(run.makespan_version);
  json.end_object();
}

void write_headline(JsonWriter& json, const Report& report) {
  const Headline& headline = report.analyses.headline;
  json.begin_object();
  json.key("sentences");
  write_texts(json, report.paragraph);
  json.key("bottleneck").value(word(headline.bottleneck));
  json.key("bottleneck_share").value(rounded(headline.bottleneck_share));
  json.key("failed").value(headline.failed);
  json.key("failures");
  write_texts(json, headline.failures);
  json.key("built").value(headline.built);
  json.key("executed").value(headline.executed);
  json.key("fresh").value(headline.fresh);
  json.key("duplicate_share").value(rounded(headline.duplicate_share));
  json.key("chain");
  write_texts(json, headline.chain);
  json.end_object();
}

void write_phases(JsonWriter& json, const PhaseBreakdown& breakdown) {
  json.begin_array();
  for (const PhaseFigure& figure : breakdown.figures) {
    json.begin_object();
    json.key("name").value(word(figure.phase));
    json.key("seconds").value(figure.time);
    json.key("share").value(figure.share);
    json.key("units").begin_array();
    for (const PhaseUnit& unit : figure.units) {
      json.begin_object();
      json.key("id").value(unit.task.index());
      json.key("seconds").value(unit.time);
      json.end_object();
    }
    json.end_array();
    json.end_object();
  }
  json.end_array();
}

void write_timeline(JsonWriter& json, const PhaseBreakdown& breakdown) {
  json.begin_array();
  for (const PhaseSegment& segment : breakdown.segments) {
    json.begin_object();
    json.key("phase").value(word(segment.phase));
    json.key("start_seconds").value(segment.start.since_epoch());
    json.key("end_seconds").value(segment.end.since_epoch());
    json.end_object();
  }
  json.end_array();
}

void write_invocations(JsonWriter& json, const Report& report) {
  json.begin_array();
  for (size_t i = 0; i < report.invocations.size(); ++i) {
    const ReportInvocation& invocation = report.invocations[i];
    json.begin_object();
    json.key("id").value(i);
    json.key("command").value(invocation.command);
    json.key("tool").value(word(invocation.tool));
    json.key("parent");
    write_id(json, invocation.parent);
    json.key("profile");
    write_text_or_null(json, invocation.profile);
    json.key("start_seconds").value(invocation.start.since_epoch());
    json.key("wall_seconds").value(invocation.wall);
    json.key("exit_code").value(invocation.exit_code);
    json.key("jobs").value(invocation.jobs);
    json.key("built").value(invocation.built);
    json.key("executed").value(invocation.executed);
    json.key("fresh").value(invocation.fresh);
    json.key("failed");
    write_texts(json, invocation.failed);
    json.key("not_reached");
    write_texts(json, invocation.not_reached);
    json.key("phases");
    write_phases(json, report.analyses.phases.invocations[i]);
    json.end_object();
  }
  json.end_array();
}

void write_sections(JsonWriter& json, const std::vector<ReportSection>& sections) {
  json.begin_array();
  for (const ReportSection& section : sections) {
    json.begin_object();
    json.key("name").value(word(section.kind));
    json.key("detail");
    write_text_or_null(json, section.detail);
    json.key("start_seconds").value(section.start.since_epoch());
    json.key("wall_seconds").value(section.wall);
    json.key("cpu_seconds").value(section.cpu);
    json.key("wait_seconds").value(section.run_queue_wait);
    json.end_object();
  }
  json.end_array();
}

void write_dependencies(JsonWriter& json, const std::vector<ReportDependency>& dependencies) {
  json.begin_array();
  for (const ReportDependency& dependency : dependencies) {
    json.begin_object();
    json.key("id").value(dependency.on.index());
    json.key("waits_for").value(word(dependency.waits_for));
    json.end_object();
  }
  json.end_array();
}

void write_task(JsonWriter& json, const ReportTask& task, size_t id) {
  json.begin_object();
  json.key("id").value(id);
  json.key("name").value(task.name);
  json.key("version");
  write_text_or_null(json, task.version);
  json.key("kind").value(word(task.kind));
  json.key("target");
  write_text_or_null(json, task.target);
  json.key("label").value(task.label);
  json.key("mode").value(word(task.mode));
  json.key("side").value(word(task.side));
  json.key("outcome").value(word(task.outcome));
  json.key("local").value(task.local);
  json.key("features");
  write_texts(json, task.features);
  json.key("flags");
  write_texts(json, task.flags);
  json.key("invocation");
  write_id(json, task.invocation);
  json.key("start_seconds").value(task.start.since_epoch());
  json.key("wall_seconds").value(task.wall);
  json.key("cpu_seconds").value(task.cpu);
  json.key("wait_seconds").value(task.run_queue_wait);
  json.key("metadata_ready_seconds")
      .value(task.metadata_ready ? std::optional(task.metadata_ready->since_epoch())
                                 : std::nullopt);
  json.key("peak_memory_bytes").value(task.peak_memory_bytes);
  json.key("sections");
  write_sections(json, task.sections);
  json.key("dependencies");
  write_dependencies(json, task.dependencies);
  json.end_object();
}

void write_tasks(JsonWriter& json, const Report& report) {
  json.begin_array();
  for (size_t i = 0; i < report.tasks.size(); ++i)
    write_task(json, report.tasks[i], i);
  json.end_array();
}

void write_critical_path(JsonWriter& json, const Analyses& analyses) {
  json.begin_object();
  json.key("seconds").value(analyses.critical_path.length);
  json.key("floor_seconds").value(analyses.floor);
  json.key("tasks").begin_array();
  for (const CriticalStep& step : analyses.critical_path.steps)
    json.value(step.task.index());
  json.end_array();
  json.key("steps").begin_array();
  for (size_t i = 0; i < analyses.critical_path.steps.size(); ++i) {
    const CriticalStep& step = analyses.critical_path.steps[i];
    const PathWait& wait = analyses.path_waits[i];
    json.begin_object();
    json.key("id").value(step.task.index());
    json.key("contributed_seconds").value(step.contributed);
    json.key("cumulative_seconds").value(step.cumulative);
    json.key("next_waits_for").value(word(step.next_waits_for));
    json.key("waited_for_slot_seconds").value(wait.for_slot);
    json.key("waited_for_other_seconds").value(wait.for_other);
    json.key("waited_for_other");
    write_id(json, wait.other);
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

void write_finish_chain(JsonWriter& json, const FinishChain& chain) {
  json.begin_object();
  json.key("tasks").begin_array();
  for (const FinishStep& step : chain.steps)
    json.value(step.task.index());
  json.end_array();
  json.key("steps").begin_array();
  for (const FinishStep& step : chain.steps) {
    json.begin_object();
    json.key("id").value(step.task.index());
    json.key("start_seconds").value(step.start.since_epoch());
    json.key("released_next_seconds").value(step.released_next.since_epoch());
    json.key("waited_for").value(cause_word(step.waited_for));
    json.key("wait_seconds").value(step.wait);
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

void write_series(JsonWriter& json, const Utilisation& utilisation, bool known,
                  float UtilisationInterval::*member) {
  if (!known) {
    json.null();
    return;
  }
  json.begin_array();
  for (const UtilisationInterval& interval : utilisation.intervals)
    json.value(rounded(static_cast<double>(interval.*member)));
  json.end_array();
}

void write_utilisation(JsonWriter& json, const Utilisation& utilisation) {
  bool sampled = utilisation.basis == UtilisationBasis::samples;
  json.begin_object();
  json.key("counted_from").value(word(utilisation.basis));
  json.key("cores");
  write_cores(json, utilisation.cores);
  json.key("mean_own_cores").value(rounded(utilisation.mean_own_cores));
  json.key("mean_other_cores").value(rounded(utilisation.mean_other_cores));
  json.key("separates_own").value(utilisation.separates_own);
  json.key("interval_seconds").value(utilisation.interval);
  json.key("own");
  write_series(json, utilisation, true, &UtilisationInterval::own);
  json.key("other");
  write_series(json, utilisation, sampled && utilisation.separates_own,
               &UtilisationInterval::other);
  json.key("stolen");
  write_series(json, utilisation, sampled, &UtilisationInterval::stolen);
  json.end_object();
}

void write_codegen(JsonWriter& json, const std::vector<CodegenUnit>& units) {
  json.begin_array();
  for (const CodegenUnit& unit : units) {
    json.begin_object();
    json.key("id").value(unit.task.index());
    json.key("codegen_units").value(unit.codegen_units);
    json.key("lanes").value(unit.lanes);
    json.key("window_seconds").value(unit.window);
    json.key("parallelism").value(rounded(unit.parallelism));
    json.key("spans").begin_array();
    for (const CodegenSpan& span : unit.spans) {
      json.begin_object();
      json.key("name").value(word(span.kind));
      json.key("start_seconds").value(span.start.since_epoch());
      json.key("wall_seconds").value(span.wall);
      json.key("lane").value(span.lane);
      json.end_object();
    }
    json.end_array();
    json.end_object();
  }
  json.end_array();
}

void write_shares(JsonWriter& json, const std::vector<SectionShare>& shares) {
  json.begin_array();
  for (const SectionShare& share : shares) {
    json.begin_object();
    json.key("name").value(word(share.kind));
    json.key("seconds").value(share.time);
    json.key("share").value(rounded(share.share));
    json.end_object();
  }
  json.end_array();
}

void write_slowest(JsonWriter& json, const std::vector<SlowUnit>& units) {
  json.begin_array();
  for (const SlowUnit& unit : units) {
    json.begin_object();
    json.key("id").value(unit.task.index());
    json.key("sections");
    write_shares(json, unit.shares);
    json.end_object();
  }
  json.end_array();
}

std::string_view word(ProcessRole role) {
  switch (role) {
    case ProcessRole::compiler:
      return "compiler";
    case ProcessRole::linker:
      return "linker";
    case ProcessRole::driver:
      return "driver";
    case ProcessRole::other:
      return "other";
  }
  return "";
}

void write_programs(JsonWriter& json, const std::vector<ProgramUse>& programs) {
  json.begin_array();
  for (const ProgramUse& use : programs) {
    json.begin_object();
    json.key("name").value(use.program);
    json.key("role").value(word(use.role));
    json.key("processes").value(use.processes);
    json.key("cpu_seconds").value(use.cpu);
    json.key("wall_seconds").value(use.wall);
    json.key("longest").value(use.longest.index());
    json.end_object();
  }
  json.end_array();
}

void write_ids(JsonWriter& json, const std::vector<TaskId>& ids) {
  json.begin_array();
  for (TaskId id : ids)
    json.value(id.index());
  json.end_array();
}

void write_cost(JsonWriter& json, const Cost& own, const Cost& exclusive) {
  json.key("own_cpu_seconds").value(own.cpu);
  json.key("exclusive_cpu_seconds").value(exclusive.cpu);
  json.key("own_wall_seconds").value(own.wall);
  json.key("exclusive_wall_seconds").value(exclusive.wall);
}

void write_duplicate(JsonWriter& json, const Duplicate& duplicate) {
  json.begin_object();
  json.key("name").value(duplicate.name);
  json.key("reason").value(word(duplicate.reason));
  json.key("versions").begin_array();
  for (size_t i = 0; i < duplicate.builds.size(); ++i) {
    if (i == 0 || duplicate.builds[i].version != duplicate.builds[i - 1].version)
      json.value(duplicate.builds[i].version);
  }
  json.end_array();
  write_cost(json, duplicate.own, duplicate.exclusive);
  json.key("builds").begin_array();
  for (const DuplicateBuild& build : duplicate.builds) {
    json.begin_object();
    json.key("version").value(build.version);
    json.key("side").value(word(build.side));
    json.key("features");
    write_texts(json, build.features);
    json.key("dependents");
    write_texts(json, build.dependents);
    json.key("tasks");
    write_ids(json, build.units);
    write_cost(json, build.own, build.exclusive);
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

void write_rebuilt(JsonWriter& json, const RebuiltUnits& rebuilt) {
  json.begin_array();
  for (const RebuiltUnit& unit : rebuilt.units) {
    json.begin_object();
    json.key("id").value(unit.task.index());
    json.key("earlier").value(unit.earlier.index());
    json.key("differences");
    write_texts(json, unit.differences);
    json.end_object();
  }
  json.end_array();
}

void write_diagnostics(JsonWriter& json, const std::vector<Diagnostic>& diagnostics) {
  json.begin_array();
  for (const Diagnostic& diagnostic : diagnostics) {
    json.begin_object();
    json.key("severity").value(word(diagnostic.severity));
    json.key("code").value(diagnostic.code);
    json.key("message").value(diagnostic.message);
    json.key("count").value(diagnostic.count);
    json.end_object();
  }
  json.end_array();
}

void write_next_steps(JsonWriter& json, const std::vector<NextStep>& steps) {
  json.begin_array();
  for (const NextStep& step : steps) {
    json.begin_object();
    json.key("command").value(step.command);
    json.key("why").value(step.why);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string report_json(const Report& report) {
  const Analyses& analyses = report.analyses;
  JsonWriter json(report.tasks.size() > 2000 ? 0 : 1);
  json.begin_object();
  json.key("version").value(kReportVersion);
  json.key("basis").value(word(report.basis));
  json.key("run");
  write_run(json, report);
  json.key("headline");
  write_headline(json, report);
  json.key("invocations");
  write_invocations(json, report);
  json.key("phases");
  write_phases(json, analyses.phases.run);
  json.key("timeline");
  write_timeline(json, analyses.phases.run);
  json.key("utilisation");
  write_utilisation(json, analyses.utilisation);
  json.key("codegen");
  write_codegen(json, analyses.codegen);
  json.key("critical_path");
  write_critical_path(json, analyses);
  json.key("finish_chain");
  write_finish_chain(json, analyses.finish_chain);
  json.key("slowest");
  write_slowest(json, analyses.slowest);
  json.key("programs");
  write_programs(json, analyses.programs);
  json.key("sections");
  write_shares(json, analyses.section_shares);
  json.key("duplicates").begin_array();
  for (const Duplicate& duplicate : analyses.duplicates.packages)
    write_duplicate(json, duplicate);
  json.end_array();
  json.key("rebuilt");
  write_rebuilt(json, analyses.rebuilt);
  json.key("diagnostics");
  write_diagnostics(json, report.diagnostics);
  json.key("next_steps");
  write_next_steps(json, report.next_steps);
  json.key("tasks");
  write_tasks(json, report);
  json.end_object();
  return json.take() + "\n";
}

}  // namespace makespan
