#include "report/next_steps.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "base/shell_quote.h"
#include "model/cold_command.h"

namespace makespan {
namespace {

constexpr Duration kNotWorthIt = Duration::milliseconds(1000);
// From this share of the CPU on, one duplicated package is worth looking into.
constexpr double kDuplicateShare = 0.02;

bool is_cargo(const Report& report) {
  return std::any_of(report.invocations.begin(), report.invocations.end(),
                     [](const ReportInvocation& one) { return one.tool == BuildTool::cargo; });
}

// What makes such units as a target directory holds: build, check, test, …
std::string_view subcommand_of(const Report& report) {
  bool known = !report.invocations.empty() && !report.invocations.front().subcommand.empty();
  return known ? std::string_view(report.invocations.front().subcommand) : "build";
}

// What the subcommand uses by itself is not named: cargo bench takes no --release.
std::string profile_option(const Report& report) {
  if (report.invocations.empty()) return {};
  const std::string& profile = report.invocations.front().profile;
  std::string_view usual = subcommand_of(report) == "bench" ? "release" : "dev";
  if (profile.empty() || profile == usual) return {};
  return profile == "release" ? " --release" : " --profile " + profile;
}

std::string target_options(const Report& report) {
  std::set<std::string_view> platforms;
  for (const ReportTask& task : report.tasks)
    if (!task.platform.empty()) platforms.insert(task.platform);
  std::string options;
  for (std::string_view platform : platforms)
    options += fmt::format(" --target {}", platform);
  return options;
}

void add_recording(std::vector<NextStep>& steps, const Report& report) {
  if (report.run.source == RunSource::target_directory) {
    steps.push_back(
        {.command = fmt::format("makespan run --cold -- cargo {}{}{}", subcommand_of(report),
                                profile_option(report), target_options(report)),
         .why = "records the same build from clean, into a scratch directory: CPU, "
                "codegen threads, links and waits"});
  }
}

// As cargo names what compiles; "b", "c", "d", "t" and "r" are its short names.
constexpr std::array<std::string_view, 13> kBuilding = {
    "build", "b", "check", "c", "test", "t", "run", "r", "bench", "clippy", "doc", "d", "rustc"};

bool builds(const ReportInvocation& one) {
  return one.tool == BuildTool::cargo &&
         std::find(kBuilding.begin(), kBuilding.end(), one.subcommand) != kBuilding.end();
}

// A build that had little to do says little about the whole.
void add_cold(std::vector<NextStep>& steps, const Report& report) {
  const Headline& headline = report.analyses.headline;
  bool warm = was_up_to_date(report) || (headline.fresh && *headline.fresh > headline.counts.units);
  if (report.run.source == RunSource::target_directory || report.run.cold || headline.failed ||
      !is_cargo(report) || !warm)
    return;
  steps.push_back({.command = "makespan run --cold -- " +
                              shell_quoted(without_overriding_arguments(report.run.command)),
                   .why = "the whole build from clean, into a scratch directory; yours stays as "
                          "it is"});
}

// "makespan fixes last~2"
std::string command_for(std::string_view command, const std::string& run) {
  std::string text = fmt::format("makespan {}", command);
  return run.empty() ? text : text + " " + shell_quoted({run});
}

void add_fixes(std::vector<NextStep>& steps, const Report& report, const std::string& run) {
  if (report.run.source == RunSource::target_directory || !is_cargo(report)) return;
  const Headline& headline = report.analyses.headline;
  if (is_short(report) || headline.failed || headline.counts.units < 2) return;
  steps.push_back({.command = command_for("fixes", run), .why = "what would shorten this build"});
}

void add_whatif(std::vector<NextStep>& steps, const Report& report, const std::string& run) {
  const Headline& headline = report.analyses.headline;
  if (is_short(report) || headline.failed || headline.counts.units < 2 || !report.run.cpu) return;
  auto cores = static_cast<uint32_t>(std::max(1.0, std::ceil(report.run.host.cores)));
  steps.push_back({.command = fmt::format("{} --jobs {},{},{}", command_for("whatif", run),
                                          cores * 2, cores * 4, cores * 8),
                   .why = "how long this build would take on more cores"});
}

// Of the costliest package, who still asks for the oldest version: that one is the likelier to go.
void add_duplicates(std::vector<NextStep>& steps, const Report& report) {
  const std::vector<Duplicate>& packages = report.analyses.duplicates.packages;
  if (is_short(report) || packages.empty() || !report.run.cpu || !packages.front().own.cpu) return;
  const Duplicate& costliest = packages.front();
  if (ratio(*costliest.own.cpu, *report.run.cpu) < kDuplicateShare) return;
  if (costliest.reason != DuplicateReason::versions) {
    steps.push_back({.command = "cargo tree --duplicates",
                     .why = "which packages are built more than once, and for whom"});
    return;
  }
  const DuplicateBuild& oldest = costliest.builds.front();
  steps.push_back(
      {.command = fmt::format("cargo tree --invert {}@{}", costliest.name, oldest.version),
       .why = fmt::format("who still asks for {} {}", costliest.name, oldest.version)});
}

}  // namespace

bool is_short(const Report& report) {
  return report.run.wall < kNotWorthIt;
}

bool was_up_to_date(const Report& report) {
  const Headline& headline = report.analyses.headline;
  return headline.counts.units == 0 && headline.counts.failed == 0 && !headline.failed &&
         std::any_of(report.invocations.begin(), report.invocations.end(), builds);
}

std::vector<NextStep> find_next_steps(const Report& report, const ReportCommands& commands) {
  std::vector<NextStep> steps;
  add_recording(steps, report);
  add_cold(steps, report);
  if (commands.fixes) add_fixes(steps, report, commands.run);
  if (commands.whatif) add_whatif(steps, report, commands.run);
  add_duplicates(steps, report);
  return steps;
}

}  // namespace makespan
