#include "report/fixes/accuracy_json.h"

#include "base/json_writer.h"

namespace makespan {
namespace {

void write_product(JsonWriter& json, const std::optional<ProductChange>& product) {
  json.key("product");
  if (!product) {
    json.null();
    return;
  }
  json.begin_object().key("run_time").value(product->run_time);
  json.key("run_time_low").value(product->run_time_low);
  json.key("run_time_high").value(product->run_time_high);
  json.key("artifact_bytes").value(product->bytes).end_object();
}

void write_trial(JsonWriter& json, const Trial& trial) {
  // What was not built has no interval either.
  auto known = [&](double value) {
    return trial.measured ? std::optional<double>(value) : std::nullopt;
  };
  json.begin_object().key("tried").value(trial.at.seconds());
  json.key("workspace").value(trial.workspace).key("command").value(trial.command);
  json.key("kind").value(trial.kind).key("fix").value(trial.fix).key("rounds").value(trial.rounds);
  json.key("basis").value(trial.basis).key("predicted").value(trial.predicted);
  json.key("predicted_low").value(trial.predicted_low);
  json.key("predicted_high").value(trial.predicted_high);
  json.key("measured").value(trial.measured);
  json.key("measured_low").value(known(trial.measured_low));
  json.key("measured_high").value(known(trial.measured_high));
  json.key("measured_cpu").value(known(trial.measured_cpu)).key("verdict").value(trial.verdict);
  json.key("base_wall_seconds").value(trial.base_wall);
  json.key("base_run").value(trial.base_run).key("variant_run").value(trial.variant_run);
  write_product(json, trial.product);
  json.end_object();
}

void write_kind(JsonWriter& json, const KindAccuracy& kind) {
  json.begin_object().key("kind").value(kind.kind).key("pairs").value(kind.pairs);
  json.key("failed").value(kind.failed).key("too_few_rounds").value(kind.too_few_rounds);
  json.key("median_error").value(kind.median_error);
  json.key("worst_error").value(kind.worst_error).key("held").value(kind.held);
  json.key("clear").value(kind.clear).key("right_sign").value(kind.right_sign);
  json.key("confident").value(kind.confident());
  json.key("interval_scale").value(kind.interval_scale).end_object();
}

}  // namespace

std::string accuracy_json(const Accuracy& accuracy) {
  JsonWriter json(2);
  json.begin_object().key("version").value(kAccuracyVersion).key("trials").begin_array();
  for (const Trial& trial : accuracy.trials)
    write_trial(json, trial);
  json.end_array().key("kinds").begin_array();
  for (const KindAccuracy& kind : accuracy.kinds)
    write_kind(json, kind);
  json.end_array().end_object();
  return json.take() + "\n";
}

}  // namespace makespan
