#include "report/whatif/whatif_json.h"

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
  json.begin_object().key("label").value(result.label).key("edited").value(result.edited);
  json.key("jobs").value(result.jobs).key("cores").value(result.cores);
  json.key("makespan_seconds").value(result.makespan);
  json.key("minimum_seconds").value(result.minimum);
  json.key("maximum_seconds").value(result.maximum);
  json.key("tie_order_minimum_seconds").value(result.by_tie_order.minimum);
  json.key("tie_order_maximum_seconds").value(result.by_tie_order.maximum);
  json.key("utilisation").value(rounded(result.utilisation));
  json.key("extrapolated").value(result.extrapolated).end_object();
}

void write_sweep(JsonWriter& json, const WhatIfAnswer& answer) {
  const Sweep& sweep = answer.sweep;
  json.key("sweep").begin_object().key("edited").value(answer.edited_bounds.has_value());
  json.key("knee_cores").value(sweep.knee_cores);
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

void write_task_drag(JsonWriter& json, const WhatIfReport& report) {
  const WhatIfAnswer& answer = report.answer;
  DenseMap<TaskId, std::optional<Duration>> recorded(answer.task_drag.size());
  for (const TaskDrag& drag : answer.asked_drag)
    recorded[drag.task] = drag.recorded;
  json.key("task_drag").begin_array();
  for (uint32_t i = 0; i < answer.task_drag.size(); ++i) {
    TaskId id(i);
    if (!recorded[id] && answer.task_drag[id] == Duration()) continue;
    json.begin_object().key("id").value(i).key("task").value(report.labels[id]);
    json.key("unlimited_seconds").value(answer.task_drag[id]);
    json.key("recorded_seconds").value(recorded[id]).end_object();
  }
  json.end_array();
}

void write_task_slack(JsonWriter& json, const WhatIfReport& report) {
  const DenseMap<TaskId, std::optional<Duration>>& slack = report.answer.task_slack;
  json.key("task_slack").begin_array();
  for (uint32_t i = 0; i < slack.size(); ++i) {
    if (!slack[TaskId(i)]) continue;
    json.begin_object().key("id").value(i).key("task").value(report.labels[TaskId(i)]);
    json.key("seconds").value(*slack[TaskId(i)]).end_object();
  }
  json.end_array();
}

void write_bounds(JsonWriter& json, const Bounds& bounds) {
  json.begin_object().key("critical_path_seconds").value(bounds.critical_path);
  json.key("work_seconds").value(bounds.work).end_object();
}

}  // namespace

void write_simulation(JsonWriter& json, const WhatIfReport& report) {
  const WhatIfAnswer& answer = report.answer;
  json.key("basis").value("simulated");
  write_replay(json, report);
  json.key("bounds");
  write_bounds(json, answer.bounds);
  json.key("contention").begin_object().key("low").value(answer.contention.low);
  json.key("middle").value(answer.contention.middle).key("high").value(answer.contention.high);
  json.key("fitted").value(answer.contention.fitted).end_object();
  json.key("outside").begin_object().key("tasks").value(answer.outside.tasks);
  json.key("cpu_seconds").value(answer.outside.cpu).end_object();
  write_drag(json, answer.drag);
  write_task_drag(json, report);
  write_task_slack(json, report);
  write_sweep(json, answer);
  write_idle(json, report);
}

std::string whatif_json(const WhatIfReport& report) {
  const WhatIfAnswer& answer = report.answer;
  JsonWriter json(1);
  json.begin_object().key("version").value(kWhatIfVersion).key("run").value(report.run);
  json.key("command").value(report.command).key("source").value(word(report.source));
  json.key("exit_code").value(report.exit_code).key("complete").value(report.complete);
  json.key("notes").begin_array();
  for (const std::vector<std::string>* notes : {&report.cautions, &report.footnotes}) {
    for (const std::string& note : *notes)
      json.value(note);
  }
  json.end_array();
  write_simulation(json, report);
  json.key("edited_bounds");
  if (answer.edited_bounds) {
    write_bounds(json, *answer.edited_bounds);
  } else {
    json.null();
  }
  json.key("results").begin_array();
  for (const WhatIfResult& result : answer.results)
    write_result(json, result);
  json.end_array();
  json.key("parallelism");
  write_parallelism(json, report.parallelism);
  json.end_object();
  return json.take() + "\n";
}

}  // namespace makespan
