#include "report/json/task_json.h"

#include "report/json/json_parts.h"

namespace makespan {
namespace {

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

}  // namespace

void write_tasks(JsonWriter& json, const Report& report) {
  json.begin_array();
  for (size_t i = 0; i < report.tasks.size(); ++i)
    write_task(json, report.tasks[i], i);
  json.end_array();
}

}  // namespace makespan
