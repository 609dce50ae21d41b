#pragma once
// The small values that every part of report.json is made of.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/json_writer.h"

namespace makespan {

// Shares, ratios and rates: more than four decimals are noise.
double rounded(double value);
std::optional<double> rounded(std::optional<double> value);

void write_text_or_null(JsonWriter& json, std::string_view text);  // null: empty
void write_texts(JsonWriter& json, const std::vector<std::string>& texts);

// How long 0, 1, 2, … tasks were at work at once.
void write_parallelism(JsonWriter& json, const std::vector<Duration>& durations);

template <class Tag>
void write_id(JsonWriter& json, Id<Tag> id) {
  if (id.valid()) {
    json.value(id.index());
  } else {
    json.null();
  }
}

}  // namespace makespan
