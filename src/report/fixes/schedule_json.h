#pragma once
// A SchedulePair as JSON, under the key `schedule`: docs/formats/fixes.md explains it.

#include "base/json_writer.h"
#include "model/schedule_pair.h"

namespace makespan {

void write_schedule(JsonWriter& json, const SchedulePair& schedule);

}  // namespace makespan
