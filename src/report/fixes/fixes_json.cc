#include "report/fixes/fixes_json.h"

#include "base/json_writer.h"
#include "report/fixes/schedule_json.h"
#include "report/json/json_parts.h"

namespace makespan {
namespace {

void write_saving(JsonWriter& json, const std::optional<Saving>& saving) {
  auto part = [&](Duration Saving::*member) {
    return saving ? std::optional<Duration>(*saving.*member) : std::nullopt;
  };
  json.key("saving_seconds").value(part(&Saving::expected));
  json.key("saving_low").value(part(&Saving::low));
  json.key("saving_high").value(part(&Saving::high));
  json.key("saving_bytes").value(saving ? saving->bytes : std::nullopt);
}

void write_fix(JsonWriter& json, const Fix& fix) {
  json.begin_object().key("id").value(fix.id).key("kind").value(fix.kind);
  json.key("title").value(fix.title).key("verdict").value(word(fix.verdict));
  write_saving(json, fix.saving);
  // How a saving that is not known was come by is not known either.
  json.key("basis");
  write_text_or_null(json, fix.saving ? word(fix.basis) : std::string_view());
  json.key("method");
  write_text_or_null(json, fix.method);
  json.key("effort").begin_object().key("class").value(word(fix.effort.effort));
  json.key("files").value(fix.effort.files).key("lines").value(fix.effort.lines).end_object();
  json.key("risk").value(word(fix.risk)).key("risk_note");
  write_text_or_null(json, fix.risk_note);
  json.key("nightly").value(fix.nightly).key("build_profile");
  write_text_or_null(json, fix.build_profile);
  json.key("evidence");
  write_texts(json, fix.evidence);
  json.key("checked");
  write_texts(json, fix.checked);
  json.key("not_checked");
  write_texts(json, fix.not_checked);
  json.key("reason");
  write_text_or_null(json, fix.reason);
  json.key("patch");
  write_text_or_null(json, fix.diff);
  json.end_object();
}

void write_plan(JsonWriter& json, const FixAnswer& answer) {
  json.key("plan").begin_array();
  for (const PlanStep& step : answer.plan) {
    json.begin_object().key("id").value(step.id).key("cumulative_seconds").value(step.cumulative);
    json.key("cumulative_low").value(step.low).key("cumulative_high").value(step.high);
    json.end_object();
  }
  json.end_array();
}

void write_trade_offs(JsonWriter& json, const std::vector<TradeOffRow>& rows) {
  json.key("trade_offs").begin_array();
  for (const TradeOffRow& row : rows) {
    json.begin_object().key("setting").value(row.setting).key("value").value(row.value);
    json.key("current").value(row.current).key("build_seconds").value(row.build);
    json.key("cpu_seconds").value(row.cpu).key("artifact_bytes").value(row.bytes);
    json.key("basis").value(word(row.basis)).end_object();
  }
  json.end_array();
}

void write_team(JsonWriter& json, const TeamFigures& team) {
  json.key("team").begin_object().key("developers").value(team.developers);
  json.key("builds_a_day").value(team.builds_a_day).key("rate").value(team.rate);
  json.key("currency");
  write_text_or_null(json, team.currency);
  json.key("recorded_builds_a_day").value(team.recorded_builds_a_day).end_object();
}

}  // namespace

std::string fixes_json(const FixAnswer& answer) {
  JsonWriter json(1);
  json.begin_object().key("version").value(kFixesVersion).key("run").value(answer.run);
  json.key("command").value(answer.command).key("cores").value(answer.cores);
  json.key("extrapolated").value(answer.extrapolated);
  json.key("base_seconds").value(answer.priced ? std::optional(answer.base) : std::nullopt);
  json.key("recorded_seconds").value(answer.recorded);
  json.key("replay_error").value(rounded(answer.replay_error));
  json.key("reliable").value(answer.reliable);
  json.key("experimented").value(answer.experimented);
  json.key("experiments").value(answer.experiments).key("experiment_seconds").value(answer.spent);
  json.key("fixes").begin_array();
  for (const Fix& fix : answer.fixes)
    write_fix(json, fix);
  json.end_array();
  write_plan(json, answer);
  write_schedule(json, answer.schedule);
  write_trade_offs(json, answer.trade_offs);
  write_team(json, answer.team);
  json.key("notes");
  write_texts(json, answer.notes);
  json.end_object();
  return json.take() + "\n";
}

}  // namespace makespan
