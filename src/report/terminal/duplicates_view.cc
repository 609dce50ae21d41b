// What was compiled more than once: packages in several versions or builds, and units that a later
// command of the run built again.

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"
#include "report/format.h"
#include "report/terminal/bar.h"
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

// Which columns there is room for: its own cost and name always.
struct Columns {
  bool cpu = false;  // wall where it is not known
  size_t bar = 0;
  bool exclusive = false;
  Duration longest;  // own
};

Duration of(const Cost& cost, bool cpu) {
  return cpu ? cost.cpu.value_or(Duration()) : cost.wall;
}

Columns columns_of(const Page& page, const Duplicates& duplicates) {
  Columns columns{.cpu = duplicates.own.cpu.has_value(),
                  .bar = page.width() >= 100  ? size_t{12}
                         : page.width() >= 72 ? size_t{8}
                                              : 0,
                  .exclusive = page.width() >= 60};
  for (const Duplicate& package : duplicates.packages)
    for (const DuplicateBuild& build : package.builds)
      columns.longest = std::max(columns.longest, of(build.own, columns.cpu));
  return columns;
}

void add_if_it_fits(const Page& page, Text& line, const std::string& text) {
  if (line.width() + display_width(text) <= page.width()) line.add(text, Style::faint);
}

void add_build(Page& page, const Duplicate& package, const DuplicateBuild& build,
               const Columns& columns) {
  Text line;
  auto cost = [&](const Cost& one) {
    return columns.cpu ? page.time(one.cpu) : page.time(one.wall);
  };
  line.right(cost(build.own), 8);
  if (columns.bar > 0) {
    line.add(" ").fit(plain_bar(ratio(of(build.own, columns.cpu), columns.longest), columns.bar),
                      columns.bar);
  }
  if (columns.exclusive) line.right(cost(build.exclusive), 12);
  size_t room = page.width() - line.width() - 2;
  line.add("  ").fit(name_of(package, build),
                     page.width() < 60 ? room : std::min(page.gutter() + 4, room));
  if (!build.dependents.empty()) {
    for (size_t most = std::min<size_t>(3, build.dependents.size()); most > 0; --most) {
      std::string whom = " for " + joined(build.dependents, most);
      if (line.width() + display_width(whom) > page.width()) continue;
      line.add(whom, Style::faint);
      break;
    }
  }
  if (!build.features.empty()) add_if_it_fits(page, line, "  +" + joined(build.features, 3));
  page.line(line);
}

}  // namespace

void add_duplicates(Page& page, const Report& report) {
  const Duplicates& duplicates = report.analyses.duplicates;
  if (duplicates.packages.empty()) return;
  Columns columns = columns_of(page, duplicates);
  page.heading("Built more than once", remark(report));
  Text head;
  head.right(columns.cpu ? "own CPU" : "own wall", 8);
  if (columns.bar > 0) head.pad_to(head.width() + 1 + columns.bar);
  if (columns.exclusive) {
    head.right("exclusive", 12);
    add_if_it_fits(page, head, "  exclusive: with all that is there only for it");
  }
  page.line(head);
  for (size_t i = 0; i < std::min(kPackagesShown, duplicates.packages.size()); ++i) {
    for (const DuplicateBuild& build : duplicates.packages[i].builds)
      add_build(page, duplicates.packages[i], build, columns);
  }
  if (duplicates.packages.size() > kPackagesShown) {
    size_t before = 10 + (columns.bar > 0 ? 1 + columns.bar : 0) + (columns.exclusive ? 12 : 0);
    page.line(Text().pad_to(before).add(
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
