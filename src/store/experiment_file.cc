// {"makespan_experiments":1}
// {"key":"9f…","unit":"syn 2.0.1","change":"codegen-units=16","at_ns":…,
//  "unchanged":{"frontend_ns":…,"codegen_ns":…,"lto_ns":…,"link_ns":…,"other_ns":…,"wall_ns":…,
//               "codegen_threads":16,"output_bytes":…},"changed":{…}}

#include "store/experiment_file.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/json_value.h"
#include "base/json_writer.h"

namespace makespan {
namespace {

constexpr std::string_view kFirstLine = "{\"makespan_experiments\":1}";

constexpr std::pair<std::string_view, Duration CallCost::*> kTimes[] = {
    {"frontend_ns", &CallCost::frontend}, {"codegen_ns", &CallCost::codegen},
    {"lto_ns", &CallCost::lto},           {"link_ns", &CallCost::link},
    {"other_ns", &CallCost::other},       {"wall_ns", &CallCost::wall}};

void write_cost(JsonWriter& json, std::string_view key, const CallCost& cost) {
  json.key(key).begin_object();
  for (const auto& [name, member] : kTimes)
    json.key(name).value((cost.*member).nanoseconds());
  json.key("codegen_threads").value(cost.codegen_threads);
  json.key("output_bytes").value(cost.output_bytes).end_object();
}

std::string line_of(const Experiment& experiment) {
  JsonWriter json;
  json.begin_object().key("key").value(experiment.key).key("unit").value(experiment.unit);
  json.key("change").value(experiment.change);
  json.key("at_ns").value(experiment.at.since_epoch().nanoseconds());
  write_cost(json, "unchanged", experiment.unchanged);
  write_cost(json, "changed", experiment.changed);
  json.end_object();
  return json.take();
}

CallCost read_cost(const JsonValue& json) {
  CallCost cost;
  for (const auto& [name, member] : kTimes)
    cost.*member = Duration::nanoseconds(json[name].integer().value_or(0));
  cost.codegen_threads =
      static_cast<uint32_t>(json["codegen_threads"].unsigned_integer().value_or(0));
  cost.output_bytes = json["output_bytes"].unsigned_integer().value_or(0);
  return cost;
}

std::optional<Experiment> read_line(std::string_view line) {
  Result<JsonValue> json = parse_json(line, "an experiment");
  if (!json || (*json)["key"].text().empty()) return std::nullopt;
  return Experiment{
      .key = std::string((*json)["key"].text()),
      .unit = std::string((*json)["unit"].text()),
      .change = std::string((*json)["change"].text()),
      .at = UnixTime::at(Duration::nanoseconds((*json)["at_ns"].integer().value_or(0))),
      .unchanged = read_cost((*json)["unchanged"]),
      .changed = read_cost((*json)["changed"])};
}

}  // namespace

std::vector<Experiment> ExperimentFile::read() {
  std::vector<Experiment> found;
  Result<std::optional<FileStatus>> status = files_.status(path_);
  if (!status || !*status) return found;
  Result<std::string> text = files_.read_file(path_);
  if (!text || !text->starts_with(kFirstLine)) return found;
  for (size_t at = kFirstLine.size(); at < text->size();) {
    size_t end = std::min(text->find('\n', at), text->size());
    std::string_view line = std::string_view(*text).substr(at, end - at);
    if (std::optional<Experiment> experiment = line.empty() ? std::nullopt : read_line(line))
      found.push_back(std::move(*experiment));
    at = end + 1;
  }
  return found;
}

std::vector<Experiment> ExperimentFile::recall(std::string_view key) {
  if (!loaded_) known_ = read();
  loaded_ = true;
  std::vector<Experiment> found;
  std::copy_if(known_.begin(), known_.end(), std::back_inserter(found),
               [&](const Experiment& experiment) { return experiment.key == key; });
  return found;
}

Status ExperimentFile::keep(const Experiment& experiment) {
  known_ = read();  // somebody else may have written meanwhile
  loaded_ = true;
  known_.push_back(experiment);
  if (known_.size() > kMost)
    known_.erase(known_.begin(), known_.end() - static_cast<ptrdiff_t>(kMost));
  std::string text(kFirstLine);
  text += '\n';
  for (const Experiment& one : known_)
    text += line_of(one) + '\n';
  return files_.write_file(path_, text);
}

}  // namespace makespan
