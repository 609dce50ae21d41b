#include "cli/team_figures.h"

#include <algorithm>

#include "base/shell_quote.h"
#include "gather/run_facts.h"
#include "import/team_settings.h"

namespace makespan {
namespace {

// Less says nothing of a usual day.
constexpr double kLeastDays = 7;
constexpr size_t kLeastBuilds = 5;

Result<TeamSettings> read_settings(const std::string& root, World& world) {
  std::string path = join_path(root, "makespan.toml");
  MAKESPAN_TRY(std::optional<FileStatus> status, world.files.status(path));
  if (!status || status->kind != FileKind::file) return TeamSettings{};
  MAKESPAN_TRY(std::string text, world.files.read_file(path));
  return parse_team_settings(text, path);
}

}  // namespace

std::optional<double> builds_a_day(const std::vector<RunSummary>& runs,
                                   const std::string& command) {
  size_t count = 0;
  UnixTime first;
  UnixTime last;
  for (const RunSummary& run : runs) {
    if (run.purpose != RunPurpose::build || run.command != command || run.exit_code != 0) continue;
    first = count == 0 ? run.started : std::min(first, run.started);
    last = count == 0 ? run.started : std::max(last, run.started);
    ++count;
  }
  double days = (last - first).seconds() / 86400;
  if (count < kLeastBuilds || days < kLeastDays) return std::nullopt;
  return static_cast<double>(count - 1) / days;
}

Result<TeamFigures> read_team_figures(World& world) {
  std::string root = find_project_root(world.files, world.working_directory);
  MAKESPAN_TRY(TeamSettings settings, read_settings(root, world));
  return TeamFigures{.developers = settings.developers,
                     .builds_a_day = settings.builds_a_day,
                     .rate = settings.rate,
                     .currency = settings.currency};
}

void add_recorded_builds(const Trace& trace, RunStore& store, TeamFigures& figures) {
  figures.recorded_builds_a_day = builds_a_day(store.list().runs, shell_quoted(trace.run.command));
}

}  // namespace makespan
