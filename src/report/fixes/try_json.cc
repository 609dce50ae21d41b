#include "report/fixes/try_json.h"

#include "base/json_writer.h"
#include "report/fixes/schedule_json.h"
#include "report/json/json_parts.h"

namespace makespan {
namespace {

// Fractions of a build: six decimals are more than any try can tell.
double fraction(double value) {
  return rounded(value * 100) / 100;
}

void write_times(JsonWriter& json, std::string_view key, const std::vector<Duration>& times) {
  json.key(key).begin_array();
  for (Duration time : times)
    json.value(time);
  json.end_array();
}

void write_rebuilds(JsonWriter& json, const std::vector<RebuildTimes>& rebuilds) {
  json.key("rebuilds").begin_array();
  for (const RebuildTimes& rebuild : rebuilds) {
    json.begin_object().key("edit").value(word(rebuild.edit)).key("file").value(rebuild.file);
    write_times(json, "wall_seconds", rebuild.wall);
    write_times(json, "cpu_seconds", rebuild.cpu);
    json.end_object();
  }
  json.end_array();
}

void write_figures(JsonWriter& json, const TryFigures& figures) {
  write_times(json, "wall_seconds", figures.wall);
  write_times(json, "cpu_seconds", figures.cpu);
  json.key("runs");
  write_texts(json, figures.runs);
  json.key("artifact_bytes").value(figures.artifact_bytes);
  json.key("build_directory_bytes").value(figures.build_directory_bytes);
  json.key("tests");
  write_text_or_null(json, figures.tests ? word(*figures.tests) : std::string_view());
  write_times(json, "benchmark_seconds", figures.benchmark);
  write_rebuilds(json, figures.rebuilds);
}

// `name`, `name`_low, `name`_high; null where nothing was measured, or too little for bounds.
void write_change(JsonWriter& json, const std::string& name,
                  const std::optional<MeasuredChange>& change) {
  auto part = [&](double MeasuredChange::*member) {
    return change ? std::optional(fraction(*change.*member)) : std::nullopt;
  };
  json.key(name).value(part(&MeasuredChange::expected));
  json.key(name + "_low").value(part(&MeasuredChange::low));
  json.key(name + "_high").value(part(&MeasuredChange::high));
}

void write_paced(JsonWriter& json, const std::optional<PacedChange>& paced) {
  json.key("paced");
  if (!paced) {
    json.null();
    return;
  }
  json.begin_object();
  write_change(json, "cpu", paced->cpu);
  write_change(json, "wall", paced->wall);
  write_change(json, "pace", paced->pace);
  json.key("share").value(fraction(paced->share)).end_object();
}

void write_delta(JsonWriter& json, const TryVariant& variant) {
  json.key("delta").begin_object();
  write_change(json, "cpu", variant.cpu);
  write_change(json, "wall", variant.wall);
  write_change(json, "benchmark", variant.benchmark);
  bool bounded = variant.cpu && variant.cpu->bounded;
  json.key("bounded").value(bounded);
  write_paced(json, variant.paced);
  json.key("rebuilds").begin_array();
  for (const MeasuredChange& change : variant.rebuilds) {
    json.begin_object();
    write_change(json, "cpu", change);
    json.end_object();
  }
  json.end_array().end_object();
}

void write_prediction(JsonWriter& json, const std::optional<PredictedChange>& predicted) {
  auto part = [&](double PredictedChange::*member) {
    return predicted ? std::optional(fraction(*predicted.*member)) : std::nullopt;
  };
  json.key("predicted").value(part(&PredictedChange::wall));
  json.key("predicted_low").value(part(&PredictedChange::wall_low));
  json.key("predicted_high").value(part(&PredictedChange::wall_high));
  json.key("predicted_cpu");
  if (predicted && predicted->cpu) {
    json.value(fraction(*predicted->cpu));
  } else {
    json.null();
  }
  json.key("predicted_basis");
  write_text_or_null(json, predicted ? std::string_view(predicted->basis) : std::string_view());
}

void write_tasks(JsonWriter& json, const std::vector<TaskChange>& tasks) {
  json.key("tasks").begin_array();
  for (const TaskChange& task : tasks) {
    json.begin_object().key("task").value(task.task).key("base_cpu_seconds").value(task.base);
    json.key("cpu_seconds").value(task.variant);
    json.key("predicted_cpu_seconds").value(task.predicted).end_object();
  }
  json.end_array();
}

void write_variant(JsonWriter& json, const TryVariant& variant) {
  json.begin_object().key("fixes");
  write_texts(json, variant.fixes);
  json.key("title").value(variant.title).key("command").value(variant.command);
  write_figures(json, variant.figures);
  write_delta(json, variant);
  write_prediction(json, variant.predicted);
  json.key("verdict").value(word(variant.verdict)).key("failure");
  write_text_or_null(json, variant.failure);
  write_tasks(json, variant.tasks);
  write_schedule(json, variant.schedule);
  json.end_object();
}

}  // namespace

std::string try_json(const TryAnswer& answer) {
  JsonWriter json(1);
  json.begin_object().key("version").value(kTryVersion).key("command").value(answer.command);
  json.key("rounds").value(answer.rounds).key("end").value(word(answer.end));
  json.key("spent_seconds").value(answer.spent).key("base").begin_object();
  write_figures(json, answer.base);
  json.end_object().key("variants").begin_array();
  for (const TryVariant& variant : answer.variants)
    write_variant(json, variant);
  json.end_array().key("notes");
  write_texts(json, answer.notes);
  json.end_object();
  return json.take() + "\n";
}

}  // namespace makespan
