// What was compiled more than once: packages in several versions or builds, and units that a later
// command of the run built again.

#include <fmt/format.h>

#include <algorithm>

#include "report/format.h"
#include "report/terminal/views.h"
#include "report/words.h"

namespace makespan {
namespace {

constexpr size_t kPackagesShown = 8;
constexpr size_t kRebuiltShown = 8;

std::string joined(const std::vector<std::string>& texts, size_t most) {
  std::string text;
  for (size_t i = 0; i < std::min(most, texts.size()); ++i)
    text += (i == 0 ? "" : ", ") + texts[i];
  return texts.size() > most ? text + ", …" : text;
}

// What tells this build from the package's others.
std::string name_of(const Duplicate& package, const DuplicateBuild& build) {
  std::string text = package.name + " " + build.version;
  if (package.reason == DuplicateReason::sides)
    text += fmt::format(" for {}", build.side == TaskSide::host ? "the host" : word(build.side));
  return text;
}

std::string remark(const Report& report) {
  const Duplicates& duplicates = report.analyses.duplicates;
  std::string text = format_count(duplicates.packages.size(), "package", "packages");
  if (duplicates.own.cpu) text += fmt::format(", {} CPU", format_duration(*duplicates.own.cpu));
  if (report.analyses.headline.duplicate_share)
    text +=
        fmt::format(", {} of the run's", format_share(*report.analyses.headline.duplicate_share));
  return text;
}

void add_build(Page& page, const Duplicate& package, const DuplicateBuild& build, bool cpu) {
  Text line;
  auto cost = [&](const Cost& one) { return cpu ? page.time(one.cpu) : page.time(one.wall); };
  line.right(cost(build.own), 8).right(cost(build.exclusive), 12).add("  ");
  line.fit(name_of(package, build), page.gutter() + 4);
  if (!build.dependents.empty())
    line.add(" for ", Style::faint).add(joined(build.dependents, 3), Style::faint);
  if (!build.features.empty())
    line.add("  +", Style::faint).add(joined(build.features, 3), Style::faint);
  page.line(line);
}

}  // namespace

void add_duplicates(Page& page, const Report& report) {
  const Duplicates& duplicates = report.analyses.duplicates;
  if (duplicates.packages.empty()) return;
  bool cpu = duplicates.own.cpu.has_value();
  page.heading("Built more than once", remark(report));
  Text head;
  head.right(cpu ? "own CPU" : "own wall", 8).right("exclusive", 12);
  head.add("  exclusive: with all that is there only for it", Style::faint);
  page.line(head);
  for (size_t i = 0; i < std::min(kPackagesShown, duplicates.packages.size()); ++i) {
    for (const DuplicateBuild& build : duplicates.packages[i].builds)
      add_build(page, duplicates.packages[i], build, cpu);
  }
  if (duplicates.packages.size() > kPackagesShown) {
    page.line(Text().pad_to(22).add(
        fmt::format("… {} more", duplicates.packages.size() - kPackagesShown), Style::faint));
  }
}

void add_rebuilt(Page& page, const Report& report) {
  const RebuiltUnits& rebuilt = report.analyses.rebuilt;
  if (rebuilt.units.empty()) return;
  page.heading("Built again by a later command",
               rebuilt.cost.cpu ? format_duration(*rebuilt.cost.cpu) + " CPU" : std::string());
  for (size_t i = 0; i < std::min(kRebuiltShown, rebuilt.units.size()); ++i) {
    const RebuiltUnit& unit = rebuilt.units[i];
    const ReportTask& task = report.task(unit.task);
    Text line;
    line.right(task.cpu ? page.time(*task.cpu) : page.time(task.wall), 8).add("  ");
    line.fit(task.label, page.gutter()).add(" ");
    line.add(unit.differences.empty() ? "no other features or flags" : joined(unit.differences, 4),
             Style::faint);
    page.line(line);
  }
  if (rebuilt.units.size() > kRebuiltShown)
    page.line(Text().pad_to(10).add(fmt::format("… {} more", rebuilt.units.size() - kRebuiltShown),
                                    Style::faint));
}

}  // namespace makespan
