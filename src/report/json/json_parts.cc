#include "report/json/json_parts.h"

#include <cmath>

namespace makespan {

double rounded(double value) {
  return std::round(value * 1e4) / 1e4;
}

std::optional<double> rounded(std::optional<double> value) {
  return value ? std::optional(rounded(*value)) : std::nullopt;
}

void write_text_or_null(JsonWriter& json, std::string_view text) {
  if (text.empty()) {
    json.null();
  } else {
    json.value(text);
  }
}

void write_texts(JsonWriter& json, const std::vector<std::string>& texts) {
  json.begin_array();
  for (const std::string& text : texts)
    json.value(text);
  json.end_array();
}

void write_parallelism(JsonWriter& json, const std::vector<Duration>& durations) {
  json.begin_array();
  for (size_t n = 0; n < durations.size(); ++n)
    json.begin_object().key("tasks").value(n).key("seconds").value(durations[n]).end_object();
  json.end_array();
}

}  // namespace makespan
