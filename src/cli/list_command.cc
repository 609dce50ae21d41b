// `makespan list`: the runs of this project, newest first.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/json_writer.h"
#include "cli/commands.h"
#include "cli/project.h"
#include "cli/run_id.h"
#include "report/format.h"
#include "report/terminal/text.h"

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

// The columns that leave room for a command: the id holds the start as well.
struct Columns {
  bool started;
  bool cpu_and_tasks;
};

Columns columns_of(size_t width) {
  return {.started = width >= 100, .cpu_and_tasks = width >= 76};
}

Text list_row(Columns columns, const std::array<std::string, 7>& cells) {
  Text line;
  line.add(cells[0]).pad_to(20);
  if (columns.started) line.add("  ").add(cells[1]).pad_to(41);
  line.right(cells[2], 10);
  if (columns.cpu_and_tasks) line.right(cells[3], 10).right(cells[4], 7);
  return line.right(cells[5], 6).add("  ").add(cells[6]);
}

std::string list_text(const std::vector<RunSummary>& runs, size_t width, bool unicode) {
  Columns columns = columns_of(width);
  auto row = [&](const std::array<std::string, 7>& cells) {
    return list_row(columns, cells).render(width, false, unicode) + "\n";
  };
  std::string text = row({"RUN", "STARTED", "WALL", "CPU", "TASKS", "EXIT", "COMMAND"});
  for (const RunSummary& run : runs) {
    text += row({run.id, local_time_text(run.started), format_duration(run.wall),
                 run.cpu ? format_duration(*run.cpu) : "?", std::to_string(run.task_count),
                 run.exit_code ? std::to_string(*run.exit_code) : "?", run.command});
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
  MAKESPAN_CHECKED(
      world.print(list_text(list.runs, world.output.interactive ? world.output.columns : SIZE_MAX,
                            world.output.unicode)));
  if (list.runs.size() < all) {
    world.say(
        fmt::format("{} older runs are not shown (--limit 0 shows all)", all - list.runs.size()));
  }
  return kExitFine;
}

}  // namespace makespan
