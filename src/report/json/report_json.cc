#include "report/json/report_json.h"

#include "base/json_writer.h"
#include "report/json/analysis_json.h"
#include "report/json/json_parts.h"
#include "report/json/task_json.h"
#include "report/whatif/whatif_json.h"
#include "report/words.h"

namespace makespan {
namespace {

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
  json.key("failed").value(headline.failed || headline.counts.failed > 0);
  json.key("failed_units").value(headline.counts.failed);
  json.key("failures");
  write_texts(json, headline.failures);
  json.key("built").value(headline.counts.built);
  json.key("executed").value(headline.counts.executed);
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

void write_simulation_or_null(JsonWriter& json, const Report& report) {
  if (!report.simulation) {
    json.null();
    return;
  }
  json.begin_object();
  write_simulation(json, *report.simulation);
  json.end_object();
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
  json.key("parallelism");
  write_parallelism(json, analyses.parallelism);
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
  json.key("simulation");
  write_simulation_or_null(json, report);
  json.key("duplicates");
  write_duplicates(json, analyses.duplicates.packages);
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
