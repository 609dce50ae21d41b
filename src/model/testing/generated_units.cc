#include "model/testing/generated_units.h"

#include <fmt/format.h>

#include <algorithm>

namespace makespan {
namespace {

using Kind = GeneratedUnitKind;

constexpr std::string_view kTarget = "/home/dev/app/target/release";
constexpr size_t kGroup = 7;

// By the place in a group of seven; the first three are of one package.
Kind kind_of(size_t index, size_t count) {
  if (index + 1 == count && index >= kGroup) return Kind::program;
  switch (index % kGroup) {
    case 0:
      return Kind::build_script;
    case 1:
      return Kind::script_run;
    case 3:
      return Kind::proc_macro;
    default:
      return Kind::library;
  }
}

size_t package_of(size_t index) {
  size_t place = index % kGroup;
  return place < 3 ? index - place : index;
}

// The build script of a run, the run of the library that it is for.
bool needs_the_one_before(const GeneratedUnit& unit, size_t index) {
  return unit.kind == Kind::script_run ||
         (unit.kind == Kind::library && index % kGroup == 2 && index > 0);
}

bool can_be_needed(const GeneratedUnit& unit) {
  return unit.kind == Kind::library || unit.kind == Kind::proc_macro;
}

// Up to twelve of the hundred units before it that were there when it started.
void choose_needs(std::mt19937_64& random, std::vector<GeneratedUnit>& units, size_t index) {
  GeneratedUnit& unit = units[index];
  if (unit.kind == Kind::script_run) return;
  for (uint64_t i = random() % 13; i > 0 && index > 0; --i) {
    size_t need = index - 1 - random() % std::min<size_t>(index, 100);
    const GeneratedUnit& other = units[need];
    bool there = (metadata_suffices(unit, other) ? other.metadata() : other.end()) <= unit.start;
    if (can_be_needed(other) && there) unit.needs.push_back(static_cast<uint32_t>(need));
  }
  std::sort(unit.needs.begin(), unit.needs.end());
  unit.needs.erase(std::unique(unit.needs.begin(), unit.needs.end()), unit.needs.end());
}

std::string artifact_of(const GeneratedUnit& unit, std::string_view extension) {
  return fmt::format("{}/deps/lib{}-{}.{}", kTarget, unit.package, unit.hash, extension);
}

std::string build_folder(const GeneratedUnit& unit) {
  return fmt::format("{}/build/{}-{}", kTarget, unit.package, unit.hash);
}

void add_compiler_arguments(const std::vector<GeneratedUnit>& units, const GeneratedUnit& unit,
                            std::vector<std::string>& arguments) {
  bool script = unit.kind == Kind::build_script;
  bool library = unit.kind == Kind::library;
  std::string_view type = library ? "lib" : unit.kind == Kind::proc_macro ? "proc-macro" : "bin";
  arguments = {"rustc",
               "--crate-name",
               script ? "build_script_build" : unit.package,
               "--edition=2021",
               script                       ? "build.rs"
               : unit.kind == Kind::program ? "src/main.rs"
                                            : "src/lib.rs",
               "--error-format=json",
               "--crate-type",
               std::string(type),
               library ? "--emit=dep-info,metadata,link" : "--emit=dep-info,link",
               "-C",
               "opt-level=3",
               "-C",
               "extra-filename=-" + unit.hash,
               "--out-dir",
               script ? build_folder(unit) : fmt::format("{}/deps", kTarget)};
  for (uint32_t need : unit.needs) {
    const GeneratedUnit& other = units[need];
    if (!can_be_needed(other)) continue;
    std::string_view extension = other.kind == Kind::proc_macro   ? "so"
                                 : metadata_suffices(unit, other) ? "rmeta"
                                                                  : "rlib";
    arguments.emplace_back("--extern");
    arguments.push_back(fmt::format("{}={}", other.package, artifact_of(other, extension)));
  }
}

}  // namespace

bool metadata_suffices(const GeneratedUnit& unit, const GeneratedUnit& need) {
  return unit.kind == Kind::library && need.kind == Kind::library;
}

std::vector<GeneratedUnit> generate_units(std::mt19937_64& random, size_t count, size_t slots) {
  const Duration longest = Duration::seconds(4);
  std::vector<GeneratedUnit> units(count);
  std::vector<Timestamp> free(std::max<size_t>(1, slots),
                              Timestamp::at(Duration::milliseconds(20)));
  for (size_t i = 0; i < count; ++i) {
    GeneratedUnit& unit = units[i];
    Timestamp& slot = free[i % free.size()];
    unit.kind = kind_of(i, count);
    unit.package = fmt::format("crate{}", package_of(i));
    unit.version = fmt::format("{}.{}.0", random() % 3, random() % 20);
    unit.hash = fmt::format("{:016x}", random());
    unit.start = slot;
    unit.wall = Duration::nanoseconds(
        1 + static_cast<int64_t>(random() % static_cast<uint64_t>(longest.nanoseconds())));
    if (needs_the_one_before(unit, i)) {
      unit.version = units[i - 1].version;
      unit.start = std::max(unit.start, units[i - 1].end());
      unit.needs.push_back(static_cast<uint32_t>(i - 1));
    }
    choose_needs(random, units, i);
    slot = unit.end() + Duration::milliseconds(3);
  }
  return units;
}

GeneratedCommand command_of(const std::vector<GeneratedUnit>& units, size_t index, size_t jobs) {
  const GeneratedUnit& unit = units[index];
  GeneratedCommand command{.executable = "/usr/bin/rustc"};
  command.environment = {{"CARGO_PKG_NAME", unit.package},
                         {"CARGO_PKG_VERSION", unit.version},
                         {"CARGO_MANIFEST_DIR", "/registry/" + unit.package}};
  if (unit.kind == Kind::script_run) {
    command.executable = build_folder(units[index - 1]) + "/build-script-build";
    command.arguments = {command.executable};
    command.environment.emplace_back("OUT_DIR", build_folder(unit) + "/out");
    command.environment.emplace_back("NUM_JOBS", std::to_string(jobs));
    return command;
  }
  add_compiler_arguments(units, unit, command.arguments);
  if (needs_the_one_before(unit, index))
    command.environment.emplace_back("OUT_DIR", build_folder(units[index - 1]) + "/out");
  return command;
}

}  // namespace makespan
