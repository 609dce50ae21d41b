#include "import/cargo/target_directory_notes.h"

#include <fmt/format.h>

#include <algorithm>

#include "import/cargo/target_directory_inventory.h"

namespace makespan {
namespace {

std::string units_in_words(size_t count) {
  return fmt::format("{} {}", count, count == 1 ? "unit" : "units");
}

// "3 days", "5 hours", "12 min", "40 s": how far apart two builds are.
std::string in_words(Duration duration) {
  double seconds = std::max(0.0, duration.seconds());
  if (seconds >= 2 * 86400) return fmt::format("{:.0f} days", seconds / 86400);
  if (seconds >= 2 * 3600) return fmt::format("{:.0f} hours", seconds / 3600);
  if (seconds >= 120) return fmt::format("{:.0f} min", seconds / 60);
  return fmt::format("{:.1f} s", seconds);
}

std::string folder_of(const TargetSnapshot& snapshot) {
  return fmt::format("{}/{}", snapshot.build_directory, snapshot.profile);
}

size_t count_unfinished(const UnitGraph& graph, const LastBuild& build) {
  return static_cast<size_t>(
      std::count_if(build.units.begin(), build.units.end(),
                    [&](UnitId unit) { return graph[unit].state == UnitState::unfinished; }));
}

}  // namespace

void add_notes(const TargetSnapshot& snapshot, const UnitGraph& graph, const LastBuild& build,
               std::string_view subcommand, Diagnostics& diagnostics) {
  diagnostics.add(Severity::note, "command-unknown",
                  fmt::format("rebuilt from {}: times are those of files (to about 10 ms), the "
                              "command, CPU and waits are unknown; for those, record a build: "
                              "makespan run -- cargo {}",
                              folder_of(snapshot), subcommand));
  if (size_t unfinished = count_unfinished(graph, build); unfinished > 0) {
    diagnostics.add(Severity::note, "unfinished-units",
                    fmt::format("{} in {} {} started and not finished: that build was interrupted, "
                                "a build script failed, or it is running right now",
                                units_in_words(unfinished), folder_of(snapshot),
                                unfinished == 1 ? "was" : "were"));
  }
  if (build.earlier_units > 0) {
    diagnostics.add(
        Severity::note, "earlier-builds",
        fmt::format("{} in {} {} from earlier builds, the newest of them {} before this one",
                    units_in_words(build.earlier_units), folder_of(snapshot),
                    build.earlier_units == 1 ? "is" : "are",
                    in_words(build.started - *build.earlier_ended)));
  }
  if (build.copied_units > 0) {
    diagnostics.add(Severity::warning, "copied-units",
                    fmt::format("{} in {} {} copied or restored: their times are not those of a "
                                "build, and they are not shown",
                                units_in_words(build.copied_units), folder_of(snapshot),
                                build.copied_units == 1 ? "was" : "were"));
  }
  if (!snapshot.other_profiles.empty()) {
    std::string names;
    for (const OtherProfile& other : snapshot.other_profiles)
      names += fmt::format("{}{} ({})", names.empty() ? "" : ", ", profile_of_folder(other.name),
                           units_in_words(other.units));
    diagnostics.add(Severity::note, "other-profiles",
                    fmt::format("{} holds builds of other profiles too: {}; --profile NAME shows "
                                "the last of one",
                                snapshot.build_directory, names));
  }
}

// Why nothing can be shown as a schedule, and what is there all the same.
Error no_schedule(const TargetSnapshot& snapshot, const UnitGraph& graph) {
  size_t cut = 0;
  size_t copied = 0;
  for (const Unit& unit : graph.units) {
    if (unit.state != UnitState::finished) continue;
    TimesOfUnit times = judge_times(unit);
    cut += times == TimesOfUnit::whole_seconds ? 1 : 0;
    copied += times == TimesOfUnit::copied ? 1 : 0;
  }
  std::string_view why = "it holds no unit that was ever started";
  if (cut > copied) {
    why = "its files' times were cut to whole seconds (by an archive, a cache or a docker layer)";
  } else if (copied > 0) {
    why = "its files' times are those of a copy, not of a build";
  }
  return Error{
      .kind = ErrorKind::unsupported,
      .message = fmt::format("the last build's schedule cannot be told from {}: {}. What is there: "
                             "{}. To see a build's times, record one: makespan run --cold -- cargo "
                             "build",
                             folder_of(snapshot), why, describe(take_inventory(graph))),
      .path = folder_of(snapshot)};
}

std::string profile_of_folder(const std::string& folder) {
  return folder == "debug" ? "dev" : folder;
}

}  // namespace makespan
