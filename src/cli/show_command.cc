// `makespan show`: what was recorded of a run, without judgement.

#include <fmt/format.h>

#include "base/json_writer.h"
#include "base/shell_quote.h"
#include "cli/commands.h"
#include "cli/run_id.h"
#include "cli/trace_source.h"
#include "report/format.h"

namespace makespan {
namespace {

std::string maybe_duration(std::optional<Duration> duration) {
  return duration ? format_duration(*duration) : "unknown";
}

std::string cores_text(const Host& host) {
  if (host.cores <= 0) return "unknown";
  std::string text = format_cores(host.cores);
  if (host.cores < host.online_cores) text += fmt::format(" of {}", host.online_cores);
  return text;
}

std::string git_text(const Run& run) {
  if (run.git_revision.empty()) return "none";
  return run.git_revision + (run.git_dirty.value_or(false) ? ", with uncommitted changes" : "");
}

std::string show_text(const Trace& trace) {
  const Run& run = trace.run;
  std::string text;
  auto line = [&](std::string_view name, std::string_view value) {
    text += fmt::format("{:14}{}\n", name, value);
  };
  line("run", run.id + (run.complete ? "" : " (recovered: its recorder was killed)"));
  line("command", shell_quoted(run.command) + (run.cold ? "  (--cold)" : ""));
  line("directory", run.working_directory);
  line("project", run.project_root);
  line("started", local_time_text(run.started));
  line("wall", format_duration(run.wall));
  line("cpu", maybe_duration(run.cpu));
  line("exit status", run.exit_code ? std::to_string(*run.exit_code) : "unknown");
  line("source", word(run.source));
  line("processor", run.host.cpu_model.empty() ? "unknown" : run.host.cpu_model);
  line("cores", cores_text(run.host));
  line("memory", run.host.memory_bytes > 0 ? format_bytes(run.host.memory_bytes) : "unknown");
  line("kernel", run.host.kernel);
  for (const ToolVersion& tool : run.toolchain)
    line(tool.name, tool.version);
  line("git", git_text(run));
  line("recorded",
       fmt::format("{}, {}, {}; {}, {}",
                   format_count(trace.processes.size(), "process", "processes"),
                   format_count(trace.threads.size(), "thread", "threads"),
                   format_count(trace.samples.size(), "sample", "samples"),
                   format_count(trace.tasks.size(), "task", "tasks"),
                   format_count(trace.dependencies.size(), "dependency", "dependencies")));
  for (const Invocation& invocation : trace.invocations) {
    line(word(invocation.tool),
         fmt::format("{}  {}", format_duration(invocation.wall), invocation.command));
  }
  for (const Diagnostic& diagnostic : trace.diagnostics.sorted()) {
    line(word(diagnostic.severity),
         diagnostic.count > 1 ? fmt::format("{} ({} times)", diagnostic.message, diagnostic.count)
                              : diagnostic.message);
  }
  return text;
}

std::string show_json(const Trace& trace) {
  const Run& run = trace.run;
  JsonWriter json(2);
  json.begin_object().key("version").value(1).key("id").value(run.id);
  json.key("command").begin_array();
  for (const std::string& word : run.command)
    json.value(word);
  json.end_array().key("working_directory").value(run.working_directory);
  json.key("project_root").value(run.project_root).key("started").value(run.started.seconds());
  json.key("wall_seconds").value(run.wall).key("cpu_seconds").value(run.cpu);
  json.key("exit_code").value(run.exit_code).key("source").value(word(run.source));
  json.key("cold").value(run.cold).key("complete").value(run.complete);
  json.key("makespan_version").value(run.makespan_version);
  json.key("host").begin_object().key("cpu_model").value(run.host.cpu_model);
  json.key("online_cores").value(run.host.online_cores);
  json.key("cores").value(run.host.cores > 0 ? std::optional(run.host.cores) : std::nullopt);
  json.key("memory_bytes")
      .value(run.host.memory_bytes > 0 ? std::optional(run.host.memory_bytes) : std::nullopt);
  json.key("kernel").value(run.host.kernel).end_object();
  json.key("toolchain").begin_object();
  for (const ToolVersion& tool : run.toolchain)
    json.key(tool.name).value(tool.version);
  json.end_object().key("git_revision");
  run.git_revision.empty() ? json.null() : json.value(run.git_revision);
  json.key("git_dirty").value(run.git_dirty);
  json.key("counts").begin_object().key("processes").value(trace.processes.size());
  json.key("threads").value(trace.threads.size()).key("samples").value(trace.samples.size());
  json.key("tasks")
      .value(trace.tasks.size())
      .key("dependencies")
      .value(trace.dependencies.size())
      .end_object();
  json.key("invocations").begin_array();
  for (const Invocation& invocation : trace.invocations) {
    json.begin_object()
        .key("command")
        .value(invocation.command)
        .key("wall_seconds")
        .value(invocation.wall);
    json.key("exit_code").value(invocation.exit_code).key("jobs").value(invocation.jobs);
    json.key("fresh").value(invocation.fresh).end_object();
  }
  json.end_array().key("diagnostics").begin_array();
  for (const Diagnostic& diagnostic : trace.diagnostics.sorted()) {
    json.begin_object()
        .key("severity")
        .value(word(diagnostic.severity))
        .key("code")
        .value(diagnostic.code);
    json.key("message").value(diagnostic.message).key("count").value(diagnostic.count).end_object();
  }
  json.end_array().end_object();
  return json.take() + "\n";
}

}  // namespace

Result<int> show_run(const ShowArguments& arguments, World& world, SelfProfile& profile) {
  RunStore store = open_store(world);
  MAKESPAN_TRY(Trace trace, trace_of_run(arguments.run, store, world, profile));
  MAKESPAN_CHECKED(world.print(arguments.json ? show_json(trace) : show_text(trace)));
  return kExitFine;
}

}  // namespace makespan
