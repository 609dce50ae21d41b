#include "report/paragraph.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/format.h"
#include "report/next_steps.h"
#include "report/words.h"

namespace makespan {
namespace {

// Shares below these are not worth a sentence.
constexpr double kDuplicatesWorthSaying = 0.03;
constexpr double kFloorWorthSaying = 0.15;
constexpr size_t kNamesInFull = 5;

std::string percent(double share) {
  return format_share(share);
}

// "73.4 s, 1.6 of 2 cores busy"
std::string time_and_cores(const Report& report) {
  std::string text = format_duration(report.run.wall);
  const Utilisation& use = report.analyses.utilisation;
  if (use.mean_own_cores && use.cores > 0) {
    text += fmt::format(", {} of {} cores busy", format_cores(busy_cores(use)),
                        format_cores(use.cores));
  }
  return text;
}

// "244 units built, 0 fresh, 3 programs run"
std::string counts(const Report& report) {
  const Headline& headline = report.analyses.headline;
  const TaskCounts& counted = headline.counts;
  if (!counted.build_tool) return format_count(counted.processes, "process", "processes");
  std::string text = format_count(counted.built, "unit", "units") + " built";
  if (headline.fresh) text += fmt::format(", {} fresh", *headline.fresh);
  if (counted.executed > 0)
    text += fmt::format(", {} run", format_count(counted.executed, "program", "programs"));
  return text;
}

std::string profile_of(const Report& report) {
  return report.invocations.empty() ? std::string() : report.invocations.front().profile;
}

std::string opening(const Report& report) {
  if (report.run.source == RunSource::target_directory) {
    std::string profile = profile_of(report);
    return fmt::format(
        "The last {}build, as the target directory tells it: {} from the first "
        "unit's start to the last one's end; {}.",
        profile.empty() ? profile : "`" + profile + "` ", format_duration(report.run.wall),
        counts(report));
  }
  return fmt::format("`{}`: {}; {}.", report.command, time_and_cores(report), counts(report));
}

std::string list(const std::vector<std::string>& names, size_t most) {
  std::string text;
  for (size_t i = 0; i < std::min(most, names.size()); ++i)
    text += (i == 0 ? "" : ", ") + names[i];
  if (names.size() > most) text += fmt::format(" and {} more", names.size() - most);
  return text;
}

// "It failed with exit code 101", "2 units failed, and the command went on"
std::string how_it_failed(const Report& report) {
  const Headline& headline = report.analyses.headline;
  if (!headline.failed)
    return format_count(headline.counts.failed, "unit", "units") +
           " failed, and the command went on";
  return report.run.exit_code ? fmt::format("It failed with exit code {}", *report.run.exit_code)
                              : std::string("It failed with an unknown exit code");
}

std::string failure(const Report& report) {
  const Headline& headline = report.analyses.headline;
  if (!headline.failed && headline.counts.failed == 0) return {};
  std::string text = how_it_failed(report);
  if (!headline.failures.empty()) text += ": " + list(headline.failures, 3);
  text += ".";
  std::vector<std::string> missed;
  for (const ReportInvocation& invocation : report.invocations)
    missed.insert(missed.end(), invocation.not_reached.begin(), invocation.not_reached.end());
  if (!missed.empty()) text += fmt::format(" Not reached: {}.", list(missed, 4));
  return text;
}

// "71% codegen, 20% link"
std::string why_slow(const Report& report, TaskId task) {
  for (const SlowUnit& slow : report.analyses.slowest) {
    if (slow.task != task || slow.shares.empty()) continue;
    std::string text;
    for (size_t i = 0; i < std::min<size_t>(2, slow.shares.size()); ++i) {
      text += fmt::format("{}{} {}", i == 0 ? "" : ", ", percent(slow.shares[i].share),
                          section_word(slow.shares[i].kind));
    }
    return text;
  }
  return {};
}

std::string lock_sentence(const Report& report) {
  const PhaseFigure* lock = report.analyses.phases.run.find(Phase::lock);
  const std::string& holder = report.analyses.headline.lock_holder;
  return fmt::format("{} of it passed waiting for {}.",
                     lock == nullptr ? "Some" : format_duration(lock->time),
                     holder.empty() ? std::string("another cargo's lock")
                                    : fmt::format("the lock of `{}`", holder));
}

std::string running_sentence(const Report& report) {
  const PhaseFigure* running = report.analyses.phases.run.find(Phase::running);
  if (running == nullptr) return {};
  std::string text =
      fmt::format("{} of the time programs ran that had been built", percent(running->share));
  if (!running->units.empty()) {
    const PhaseUnit& longest = running->units.front();
    text += fmt::format(", the longest {} for {}", report.task(longest.task).label,
                        format_duration(longest.time));
  }
  return text + ".";
}

std::string unit_sentence(const Report& report) {
  const Headline& headline = report.analyses.headline;
  const ReportTask& task = report.task(headline.unit);
  std::string text =
      headline.counts.units == 1
          ? fmt::format("{} took {}", task.label, format_duration(task.wall))
          : fmt::format("{} alone took {}, {} of the time", task.label, format_duration(task.wall),
                        percent(headline.bottleneck_share));
  std::string why = why_slow(report, headline.unit);
  return text + (why.empty() ? "." : fmt::format(" ({}).", why));
}

// CPU by wall can come out a little over the cores: the two are not read at one moment.
std::string cores_sentence(const Report& report) {
  return fmt::format(
      "The cores had work for {} of the time: the build is held up by its amount "
      "of work more than by its order.",
      percent(std::min(1.0, report.analyses.headline.bottleneck_share)));
}

// "Most CPU: cc1 (3.00 s), ld (0.69 s), as (0.48 s)."
std::string programs_sentence(const Report& report) {
  const std::vector<ProgramUse>& programs = report.analyses.programs;
  if (report.analyses.headline.counts.build_tool || programs.size() < 2) return {};
  std::string text;
  for (size_t i = 0; i < std::min<size_t>(3, programs.size()); ++i) {
    if (!programs[i].cpu || *programs[i].cpu == Duration()) break;
    text += fmt::format("{}{} ({})", i == 0 ? "" : ", ", programs[i].program,
                        format_duration(*programs[i].cpu));
  }
  return text.empty() ? text : fmt::format("Most CPU: {}.", text);
}

std::string reason(const Report& report) {
  const Headline& headline = report.analyses.headline;
  switch (headline.bottleneck) {
    case Bottleneck::nothing_built:
      return was_up_to_date(report) ? "Everything was up to date." : "No compiler ran.";
    case Bottleneck::lock:
      return lock_sentence(report);
    case Bottleneck::resolution:
      if (is_short(report)) return {};
      return fmt::format("{} of the time passed before the first unit: resolving or downloading.",
                         percent(headline.bottleneck_share));
    case Bottleneck::running:
      return running_sentence(report);
    case Bottleneck::single_unit:
      return unit_sentence(report);
    case Bottleneck::other_load:
      if (is_short(report)) return {};
      return fmt::format(
          "Other programs had {} of the machine meanwhile: on a quiet one this "
          "build is shorter.",
          percent(headline.bottleneck_share));
    case Bottleneck::cores:
      return is_short(report) ? std::string() : cores_sentence(report);
    case Bottleneck::chain:
    case Bottleneck::mixed:
    case Bottleneck::unknown:
      return {};
  }
  return {};
}

std::string duplicates_sentence(const Report& report) {
  const Headline& headline = report.analyses.headline;
  if (!headline.duplicate_share || *headline.duplicate_share < kDuplicatesWorthSaying) return {};
  const std::vector<Duplicate>& packages = report.analyses.duplicates.packages;
  bool only_versions = std::all_of(packages.begin(), packages.end(), [](const Duplicate& one) {
    return one.reason == DuplicateReason::versions;
  });
  bool only_pairs = std::all_of(packages.begin(), packages.end(),
                                [](const Duplicate& one) { return one.builds.size() == 2; });
  std::string_view how = !only_versions ? "were built more than once"
                         : only_pairs   ? "are there in two versions"
                                        : "are there in several versions";
  return fmt::format("{} of the CPU went into packages that {}.",
                     percent(*headline.duplicate_share), how);
}

std::string rebuilt_sentence(const Report& report) {
  const RebuiltUnits& rebuilt = report.analyses.rebuilt;
  if (rebuilt.units.empty()) return {};
  std::string cost = rebuilt.cost.cpu ? format_duration(*rebuilt.cost.cpu) + " of CPU"
                                      : format_duration(rebuilt.cost.wall);
  return fmt::format("{} built again that an earlier command of this run had built: {}.",
                     rebuilt.units.size() == 1 ? std::string("1 unit was")
                                               : fmt::format("{} units were", rebuilt.units.size()),
                     cost);
}

std::string chain(const std::vector<std::string>& names) {
  std::string text;
  for (size_t i = 0; i < names.size(); ++i) {
    if (names.size() > kNamesInFull && i == 3) {
      text += " → …";
      i = names.size() - 1;
    }
    text += (i == 0 ? "" : " → ") + names[i];
  }
  return text;
}

// What the build's work takes of the cores it had, where others did not want them: next to that a
// floor is long or short.
Duration undisturbed_time(const Report& report) {
  if (!report.run.cpu || report.run.host.cores <= 0) return report.run.wall;
  return std::min(report.run.wall, *report.run.cpu * (1 / report.run.host.cores));
}

std::string floor_sentence(const Report& report) {
  const Headline& headline = report.analyses.headline;
  if (headline.counts.units < 2 || headline.chain.size() < 2) return {};
  if (ratio(headline.floor, undisturbed_time(report)) < kFloorWorthSaying) return {};
  // Without every thread's CPU the chain is known only as it ran, not what more cores would make
  // of it.
  return fmt::format("{} {}: {}.",
                     report.run.source == RunSource::recorded ? "No core count beats"
                                                              : "The longest chain of units took",
                     format_duration(headline.floor), chain(headline.chain));
}

std::string ending(const Report& report) {
  const Headline& headline = report.analyses.headline;
  bool fine = !headline.failed && headline.counts.failed == 0;
  std::string text = is_short(report) && fine ? "Nothing here is worth doing." : "";
  if (!report.next_steps.empty())
    text +=
        fmt::format("{}Run `{}` next.", text.empty() ? "" : " ", report.next_steps.front().command);
  return text;
}

}  // namespace

std::vector<std::string> write_paragraph(const Report& report) {
  std::vector<std::string> result;
  auto say = [&](std::string sentence) {
    if (!sentence.empty()) result.push_back(std::move(sentence));
  };
  say(opening(report));
  say(failure(report));
  say(reason(report));
  say(programs_sentence(report));
  say(duplicates_sentence(report));
  say(rebuilt_sentence(report));
  say(floor_sentence(report));
  say(ending(report));
  return result;
}

}  // namespace makespan
