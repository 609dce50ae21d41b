#include "advise/dependencies/tested_fixes.h"

#include "base/json_value.h"
#include "base/json_writer.h"

namespace makespan {
namespace {

constexpr int64_t kVersion = 1;

}  // namespace

std::string tested_text(const TestedFixes& tested) {
  JsonWriter json;
  json.begin_object();
  json.key("makespan_tested").value(kVersion);
  json.key("inputs").value(tested.inputs);
  json.key("passed").begin_array();
  for (const auto& [fix, command] : tested.passed)
    json.begin_object().key("fix").value(fix).key("command").value(command).end_object();
  json.end_array().end_object();
  return json.take() + '\n';
}

Result<TestedFixes> read_tested(std::string_view text) {
  MAKESPAN_TRY(const JsonValue json, parse_json(text, "kept tests"));
  if (json["makespan_tested"].integer() != kVersion)
    return failure(ErrorKind::unsupported, "tests of another makespan");
  TestedFixes tested{.inputs = std::string(json["inputs"].text()), .passed = {}};
  for (const JsonValue& one : json["passed"].array())
    tested.passed[std::string(one["fix"].text())] = one["command"].text();
  return tested;
}

}  // namespace makespan
