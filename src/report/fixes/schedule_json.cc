#include "report/fixes/schedule_json.h"

namespace makespan {

// Before and after in one row, since they are the same task's.
void write_schedule(JsonWriter& json, const SchedulePair& schedule) {
  json.key("schedule").begin_array();
  auto side = [&](std::string_view key, const SchedulePair::Row& row) {
    json.key(key);
    if (row.length <= Duration()) {
      json.null();
      return;
    }
    json.begin_object().key("start_seconds").value(row.start).key("seconds").value(row.length);
    json.key("critical").value(row.critical).end_object();
  };
  for (size_t i = 0; i < schedule.before.size(); ++i) {
    json.begin_object().key("label").value(schedule.before[i].label);
    side("before", schedule.before[i]);
    side("after", schedule.after[i]);
    json.end_object();
  }
  json.end_array();
}

}  // namespace makespan
