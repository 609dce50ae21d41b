#include "report/whatif/whatif_json.h"

#include <algorithm>
#include <optional>

#include "report/json/json_parts.h"
#include "report/words.h"

namespace makespan {
namespace {

void write_replay(JsonWriter& json, const WhatIfReport& report) {
  const Replay& replay = report.answer.replay;
  json.key("replay").begin_object();
  json.key("recorded_seconds").value(replay.recorded);
  json.key("simulated_seconds").value(replay.simulated);
  json.key("error").value(replay.error).key("error_rules").value(replay.error_rules);
  json.key("quiet_machine_seconds").value(replay.ours);
  json.key("reliable").value(replay.reliable());
  json.key("divergence");
  if (replay.divergence) {
    json.begin_object().key("task").value(report.labels[replay.divergence->task]);
    json.key("recorded_start_seconds").value(replay.divergence->recorded_start);
    json.key("simulated_start_seconds").value(replay.divergence->simulated_start).end_object();
  } else {
    json.null();
  }
  json.end_object();
}

void write_result(JsonWriter& json, const WhatIfResult& result) {
  json.begin_object().key("label").value(result.label);
  json.key("jobs").value(result.jobs).key("cores").value(result.cores);
  json.key("makespan_seconds").value(result.makespan);
  json.key("minimum_seconds").value(result.minimum);
  json.key("maximum_seconds").value(result.maximum);
  json.key("tie_order_minimum_seconds").value(result.by_tie_order.minimum);
  json.key("tie_order_maximum_seconds").value(result.by_tie_order.maximum);
  json.key("utilisation").value(rounded(result.utilisation));
  json.key("extrapolated").value(result.extrapolated).end_object();
}

void write_sweep(JsonWriter& json, const Sweep& sweep) {
  json.key("sweep").begin_object().key("knee_cores").value(sweep.knee_cores);
  json.key("limit_seconds").value(sweep.limit).key("points").begin_array();
  for (const SweepPoint& point : sweep.points) {
    json.begin_object().key("cores").value(point.cores).key("jobs").value(point.jobs);
    json.key("makespan_seconds").value(point.range.median);
    json.key("minimum_seconds").value(point.range.minimum);
    json.key("maximum_seconds").value(point.range.maximum);
    json.key("utilisation").value(rounded(point.utilisation));
    json.key("extrapolated").value(point.extrapolated).end_object();
  }
  json.end_array().end_object();
}

void write_idle(JsonWriter& json, const WhatIfReport& report) {
  const IdleExplanation& idle = report.answer.idle;
  json.key("idle").begin_object().key("core_seconds").value(idle.idle);
  json.key("reasons").begin_array();
  for (const IdleReason& reason : idle.reasons) {
    json.begin_object().key("task").value(report.labels[reason.task]);
    json.key("section").value(word(reason.section)).key("seconds").value(reason.time);
    json.key("core_seconds").value(reason.idle).key("running").value(reason.running);
    json.key("waiting").value(reason.waiting).end_object();
  }
  json.end_array().end_object();
}

void write_drag(JsonWriter& json, const std::vector<SetDrag>& drag) {
  json.key("drag").begin_array();
  for (const SetDrag& set : drag) {
    json.begin_object().key("name").value(set.name).key("kind").value(word(set.kind));
    json.key("unlimited_seconds").value(set.unlimited);
    json.key("recorded_seconds").value(set.recorded).end_object();
  }
  json.end_array();
}

void write_task_drag(JsonWriter& json, const WhatIfAnswer& answer) {
  json.key("task_drag").begin_array();
  for (uint32_t i = 0; i < answer.task_drag.size(); ++i) {
    TaskId id(i);
    auto asked = std::find_if(answer.asked_drag.begin(), answer.asked_drag.end(),
                              [id](const TaskDrag& drag) { return drag.task == id; });
    bool known = asked != answer.asked_drag.end();
    if (!known && answer.task_drag[id] == Duration()) continue;
    json.begin_object().key("id").value(i);
    json.key("unlimited_seconds").value(answer.task_drag[id]);
    json.key("recorded_seconds").value(known ? std::optional(asked->recorded) : std::nullopt);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

void write_simulation(JsonWriter& json, const WhatIfReport& report) {
  const WhatIfAnswer& answer = report.answer;
  json.key("basis").value("simulated");
  write_replay(json, report);
  json.key("bounds").begin_object();
  json.key("critical_path_seconds").value(answer.bounds.critical_path);
  json.key("work_seconds").value(answer.bounds.work).end_object();
  json.key("contention").begin_object().key("low").value(answer.contention.low);
  json.key("middle").value(answer.contention.middle).key("high").value(answer.contention.high);
  json.key("fitted").value(answer.contention.fitted).end_object();
  json.key("outside").begin_object().key("tasks").value(answer.outside.tasks);
  json.key("cpu_seconds").value(answer.outside.cpu).end_object();
  write_drag(json, answer.drag);
  write_task_drag(json, answer);
  write_sweep(json, answer.sweep);
  write_idle(json, report);
}

std::string whatif_json(const WhatIfReport& report) {
  const WhatIfAnswer& answer = report.answer;
  JsonWriter json(1);
  json.begin_object().key("version").value(kWhatIfVersion).key("run").value(report.run);
  json.key("command").value(report.command).key("source").value(word(report.source));
  write_simulation(json, report);
  json.key("results").begin_array();
  for (const WhatIfResult& result : answer.results)
    write_result(json, result);
  json.end_array();
  json.end_object();
  return json.take() + "\n";
}

}  // namespace makespan
