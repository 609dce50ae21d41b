#include "cli/try_output.h"

#include <fmt/format.h>

#include "base/json_writer.h"
#include "report/format.h"

namespace makespan {
namespace {

void write_times(JsonWriter& json, std::string_view key, const std::vector<Duration>& times) {
  json.key(key).begin_array();
  for (Duration time : times)
    json.value(time);
  json.end_array();
}

void write_figures(JsonWriter& json, const TryFigures& figures) {
  write_times(json, "wall_seconds", figures.wall);
  write_times(json, "cpu_seconds", figures.cpu);
  json.key("artifact_bytes").value(figures.artifact_bytes);
  json.key("build_directory_bytes").value(figures.build_directory_bytes);
  json.key("tests");
  if (figures.tests) {
    json.value(word(*figures.tests));
  } else {
    json.null();
  }
  write_times(json, "benchmark_seconds", figures.benchmark);
  json.key("rebuilds").begin_array();
  for (const RebuildTimes& rebuild : figures.rebuilds) {
    json.begin_object().key("edit").value(word(rebuild.edit)).key("file").value(rebuild.file);
    write_times(json, "wall_seconds", rebuild.wall);
    write_times(json, "cpu_seconds", rebuild.cpu);
    json.end_object();
  }
  json.end_array();
  json.key("runs").begin_array();
  for (const std::string& run : figures.runs)
    json.value(run);
  json.end_array();
}

void write_change(JsonWriter& json, const TryVariant& variant) {
  json.key("delta");
  if (!variant.cpu || !variant.wall) {
    json.null();
    return;
  }
  json.begin_object();
  json.key("cpu").value(variant.cpu->expected);
  json.key("cpu_low").value(variant.cpu->low);
  json.key("cpu_high").value(variant.cpu->high);
  json.key("wall").value(variant.wall->expected);
  json.key("wall_low").value(variant.wall->low);
  json.key("wall_high").value(variant.wall->high);
  json.key("bounded").value(variant.cpu->bounded);
  if (variant.benchmark) {
    json.key("benchmark").value(variant.benchmark->expected);
    json.key("benchmark_low").value(variant.benchmark->low);
    json.key("benchmark_high").value(variant.benchmark->high);
  }
  json.end_object();
}

void write_predicted(JsonWriter& json, const std::optional<PredictedChange>& predicted) {
  json.key("predicted");
  if (!predicted) {
    json.null();
    return;
  }
  json.begin_object();
  json.key("wall").value(predicted->wall);
  json.key("wall_low").value(predicted->wall_low);
  json.key("wall_high").value(predicted->wall_high);
  json.key("cpu").value(predicted->cpu);
  json.key("basis").value(predicted->basis);
  json.end_object();
}

std::string json_text(const TryAnswer& answer) {
  JsonWriter json(2);
  json.begin_object().key("version").value(1).key("command").value(answer.command);
  json.key("rounds").value(answer.rounds).key("end").value(word(answer.end));
  json.key("spent_seconds").value(answer.spent);
  json.key("base").begin_object();
  write_figures(json, answer.base);
  json.end_object().key("variants").begin_array();
  for (const TryVariant& variant : answer.variants) {
    json.begin_object().key("fixes").begin_array();
    for (const std::string& fix : variant.fixes)
      json.value(fix);
    json.end_array().key("title").value(variant.title);
    write_figures(json, variant.figures);
    write_change(json, variant);
    write_predicted(json, variant.predicted);
    json.key("verdict").value(word(variant.verdict));
    json.key("failure").value(variant.failure);
    json.key("tasks").begin_array();
    for (const TaskChange& task : variant.tasks) {
      json.begin_object().key("task").value(task.task);
      json.key("base_cpu_seconds").value(task.base);
      json.key("variant_cpu_seconds").value(task.variant);
      json.key("predicted_cpu_seconds").value(task.predicted).end_object();
    }
    json.end_array().end_object();
  }
  json.end_array().key("notes").begin_array();
  for (const std::string& note : answer.notes)
    json.value(note);
  json.end_array().end_object();
  return json.take() + "\n";
}

std::string percent(const MeasuredChange& change) {
  if (!change.bounded) return fmt::format("{:+.1f}%", change.expected * 100);
  return fmt::format("{:+.1f}% ({:+.1f}% to {:+.1f}%)", change.expected * 100, change.low * 100,
                     change.high * 100);
}

std::string plain_text(const TryAnswer& answer) {
  std::string text = fmt::format("{}: {} rounds\n", answer.command, answer.rounds);
  for (const TryVariant& variant : answer.variants) {
    text += fmt::format("{}: {}\n", variant.title, word(variant.verdict));
    if (variant.wall) text += fmt::format("  wall {}\n", percent(*variant.wall));
    if (variant.cpu) text += fmt::format("  CPU {}\n", percent(*variant.cpu));
    if (!variant.failure.empty()) text += variant.failure + "\n";
  }
  for (const std::string& note : answer.notes)
    text += note + "\n";
  return text;
}

}  // namespace

std::string try_output(const TryAnswer& answer, bool json, const Terminal&) {
  return json ? json_text(answer) : plain_text(answer);
}

}  // namespace makespan
