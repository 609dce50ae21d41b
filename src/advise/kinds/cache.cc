// A compiler cache: what it would give if it had everything. It keeps libraries that are not
// compiled incrementally; binaries, proc-macros and anything that links are compiled always.

#include <fmt/format.h>

#include <algorithm>

#include "advise/kinds/kinds.h"
#include "advise/task_choice.h"

namespace makespan {
namespace {

bool already_used(const Situation& situation) {
  return std::any_of(situation.trace.images.begin(), situation.trace.images.end(),
                     [&](const Image& image) {
                       std::string_view path = situation.text(image.executable);
                       return path.ends_with("/sccache") || path.ends_with("/ccache");
                     });
}

}  // namespace

std::vector<Candidate> find_cache_fixes(const Situation& situation) {
  const Trace& trace = situation.trace;
  if (!situation.profile.generates_code || already_used(situation)) return {};
  std::vector<TaskId> kept = tasks_where(trace, [&](const Task& task) {
    return task.kind == TaskKind::library && is_compile(task) &&
           !flag_of(trace, task, "incremental");
  });
  if (kept.empty()) return {};
  bool installed = std::find(situation.machine.caches.begin(), situation.machine.caches.end(),
                             "sccache") != situation.machine.caches.end();
  Duration work = work_of(trace, kept);
  Candidate candidate;
  candidate.fix = {
      .id = "cache=sccache",
      .kind = "cache",
      .title = "Keep compiled libraries in a cache for clean builds",
      .verdict = Verdict::possible,
      .effort = {.effort = EffortClass::setting},
      .risk = Risk::behaviour,
      .risk_note =
          "a server process keeps the cache; a build that misses takes longer than without",
      .evidence = {fmt::format("{} of {} could be kept: libraries that are not compiled "
                               "incrementally, {} of {} of CPU",
                               kept.size(), count_text(trace.tasks.size(), "unit"),
                               seconds_text(work), seconds_text(work_of(trace))),
                   fmt::format("with 9 of 10 of that found in the cache {} of CPU go, with half {}",
                               seconds_text(work * 0.9), seconds_text(work * 0.5)),
                   installed ? "sccache is installed" : "sccache is not installed here"},
      .not_checked = {"how many of them a cache would have"},
      .reason =
          "at most this much, with every one of them found in the cache and at no cost; in "
          "proportion with fewer. A target directory that is kept gives more"};
  candidate.structure.emplace_back(Scale{.tasks = kept, .factor = 0});
  candidate.reach = Reach::bound;
  candidate.stake = fmt::format("such libraries take {} of CPU", seconds_text(work));
  return {candidate};
}

}  // namespace makespan
