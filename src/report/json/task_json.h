#pragma once
// `tasks` of report.json.

#include "base/json_writer.h"
#include "report/report.h"

namespace makespan {

void write_tasks(JsonWriter& json, const Report& report);

}  // namespace makespan
