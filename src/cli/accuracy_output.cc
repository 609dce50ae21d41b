#include "cli/accuracy_output.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/json_writer.h"
#include "cli/run_id.h"
#include "report/format.h"
#include "system/file_system.h"

namespace makespan {
namespace {

std::string percent(double share) {
  return fmt::format("{:+.1f}%", share * 100);
}

std::string interval(double low, double high) {
  return fmt::format("{} to {}", percent(low), percent(high));
}

std::string trial_lines(const std::vector<Trial>& trials) {
  size_t width = 3;
  for (const Trial& trial : trials)
    width = std::max(width, trial.fix.size());
  std::string text =
      fmt::format("{:{}}  {:>9}  {:>20}  {:>9}  {:>20}  {:>6}  {:>6}  {}\n", "FIX", width,
                  "PREDICTED", "", "MEASURED", "", "CPU", "ROUNDS", "WORKSPACE");
  for (const Trial& trial : trials) {
    text +=
        fmt::format("{:{}}  {:>9}  {:>20}  {:>9}  {:>20}  {:>6}  {:>6}  {}\n", trial.fix, width,
                    percent(trial.predicted), interval(trial.predicted_low, trial.predicted_high),
                    trial.measured ? percent(*trial.measured) : "fails",
                    trial.measured ? interval(trial.measured_low, trial.measured_high) : "",
                    trial.measured ? percent(trial.measured_cpu) : "", trial.rounds,
                    base_name(trial.workspace));
  }
  return text;
}

std::string held(const KindAccuracy& kind) {
  if (kind.pairs == 0) return "none built";
  std::string text = fmt::format("{} of {}", kind.held, kind.pairs);
  return kind.confident() ? text + " (intervals of 90%)" : text;
}

std::string kind_lines(const std::vector<KindAccuracy>& kinds) {
  std::string text =
      fmt::format("{:16}  {:>5}  {:>12}  {:>11}  {:>11}  {:>9}  {}\n", "KIND", "PAIRS",
                  "MEDIAN ERROR", "WORST ERROR", "RIGHT SIGN", "INTERVALS", "HELD THE TRUTH");
  for (const KindAccuracy& kind : kinds) {
    text += fmt::format("{:16}  {:>5}  {:>12}  {:>11}  {:>11}  {:>9}  {}\n", kind.kind, kind.pairs,
                        fmt::format("{:.1f}%", kind.median_error * 100),
                        fmt::format("{:.1f}%", kind.worst_error * 100),
                        fmt::format("{} of {}", kind.right_sign, kind.clear),
                        fmt::format("x {:.2f}", kind.interval_scale), held(kind));
  }
  return text;
}

void write_trial(JsonWriter& json, const Trial& trial) {
  json.begin_object().key("tried").value(trial.at.seconds());
  json.key("workspace").value(trial.workspace).key("command").value(trial.command);
  json.key("kind").value(trial.kind).key("fix").value(trial.fix).key("rounds").value(trial.rounds);
  json.key("basis").value(trial.basis).key("predicted").value(trial.predicted);
  json.key("predicted_low").value(trial.predicted_low);
  json.key("predicted_high").value(trial.predicted_high);
  json.key("measured").value(trial.measured);
  json.key("measured_low").value(trial.measured_low);
  json.key("measured_high").value(trial.measured_high);
  json.key("measured_cpu").value(trial.measured_cpu).key("verdict").value(trial.verdict);
  json.key("base_wall_seconds").value(trial.base_wall);
  json.key("base_run").value(trial.base_run).key("variant_run").value(trial.variant_run);
  json.end_object();
}

void write_kind(JsonWriter& json, const KindAccuracy& kind) {
  json.begin_object().key("kind").value(kind.kind).key("pairs").value(kind.pairs);
  json.key("failed").value(kind.failed).key("median_error").value(kind.median_error);
  json.key("worst_error").value(kind.worst_error).key("held").value(kind.held);
  json.key("clear").value(kind.clear).key("right_sign").value(kind.right_sign);
  json.key("confident").value(kind.confident());
  json.key("interval_scale").value(kind.interval_scale).end_object();
}

}  // namespace

std::string accuracy_text(const Accuracy& accuracy) {
  return trial_lines(accuracy.trials) + "\n" + kind_lines(accuracy.kinds) +
         "\nChanges and errors are fractions of the build's wall time. RIGHT SIGN: of those whose "
         "measured\neffect is above 2%. INTERVALS: what `makespan fixes` stretches its intervals "
         "by.\n";
}

std::string accuracy_json(const Accuracy& accuracy) {
  JsonWriter json(2);
  json.begin_object().key("version").value(1).key("trials").begin_array();
  for (const Trial& trial : accuracy.trials)
    write_trial(json, trial);
  json.end_array().key("kinds").begin_array();
  for (const KindAccuracy& kind : accuracy.kinds)
    write_kind(json, kind);
  json.end_array().end_object();
  return json.take() + "\n";
}

}  // namespace makespan
