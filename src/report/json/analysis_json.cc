#include "report/json/analysis_json.h"

#include "report/json/json_parts.h"
#include "report/words.h"

namespace makespan {
namespace {

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

}  // namespace

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

void write_duplicates(JsonWriter& json, const std::vector<Duplicate>& packages) {
  json.begin_array();
  for (const Duplicate& package : packages)
    write_duplicate(json, package);
  json.end_array();
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

}  // namespace makespan
