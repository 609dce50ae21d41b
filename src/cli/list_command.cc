// `makespan list`: the runs of this project, newest first.

#include <fmt/format.h>

#include <algorithm>

#include "base/json_writer.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/project.h"
#include "cli/run_id.h"
#include "report/format.h"

namespace makespan {
namespace {

std::string list_json(const std::vector<RunSummary>& runs) {
  JsonWriter json(2);
  json.begin_array();
  for (const RunSummary& run : runs) {
    json.begin_object().key("id").value(run.id).key("command").value(run.command);
    json.key("started").value(run.started.seconds()).key("wall_seconds").value(run.wall);
    json.key("cpu_seconds").value(run.cpu).key("exit_code").value(run.exit_code);
    json.key("source").value(word(run.source)).key("purpose").value(word(run.purpose));
    json.key("complete").value(run.complete).key("tasks").value(run.task_count).end_object();
  }
  json.end_array();
  return json.take() + "\n";
}

std::string list_text(const std::vector<RunSummary>& runs, size_t columns) {
  std::string text = fmt::format("{:20}  {:19}  {:>8}  {:>8}  {:>5}  {:>4}  {}\n", "RUN", "STARTED",
                                 "WALL", "CPU", "TASKS", "EXIT", "COMMAND");
  for (const RunSummary& run : runs) {
    std::string line = fmt::format(
        "{:20}  {:19}  {:>8}  {:>8}  {:>5}  {:>4}  {}", run.id, local_time_text(run.started),
        format_duration(run.wall), run.cpu ? format_duration(*run.cpu) : "?", run.task_count,
        run.exit_code ? std::to_string(*run.exit_code) : "?", run.command);
    text += cut_to_width(line, columns) + "\n";
  }
  return text;
}

}  // namespace

Result<int> list_runs(const ListArguments& arguments, World& world, SelfProfile& profile) {
  RunList list = [&] {
    auto step = profile.step("read the store");
    return open_store(world).list();
  }();
  for (const std::string& notice : list.notices)
    world.say(notice);
  size_t all = list.runs.size();
  if (arguments.limit > 0 && all > arguments.limit) list.runs.resize(arguments.limit);
  if (arguments.json) {
    MAKESPAN_CHECKED(world.print(list_json(list.runs)));
    return kExitFine;
  }
  if (list.runs.empty()) {
    world.say("no runs are recorded for this project. Record one: makespan run -- cargo build");
    return kExitFine;
  }
  // A pipe gets whole lines: what reads it can cut them itself.
  MAKESPAN_CHECKED(world.print(
      list_text(list.runs, world.output.interactive ? world.output.columns : SIZE_MAX)));
  if (list.runs.size() < all) {
    world.say(
        fmt::format("{} older runs are not shown (--limit 0 shows all)", all - list.runs.size()));
  }
  return kExitFine;
}

}  // namespace makespan
