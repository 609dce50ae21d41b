// codegen-units: in how many pieces rustc hands a crate to LLVM. More pieces are more threads and
// less CPU for whole-crate optimisation, but some code is generated twice.

#include <fmt/format.h>

#include <charconv>
#include <set>

#include "advise/kinds/kinds.h"
#include "advise/profile_fix.h"
#include "advise/task_choice.h"

namespace makespan {
namespace {

constexpr std::string_view kKey = "codegen-units";

// The usual values, and those that were asked for by name.
std::set<uint32_t> values_to_look_at(const Situation& situation) {
  std::set<uint32_t> values = {1, 4, 16, 256};
  for (std::string_view asked : situation.asked) {
    size_t at = asked.find("codegen-units=");
    if (at == std::string_view::npos) continue;
    std::string_view number = asked.substr(at + kKey.size() + 1);
    uint32_t value = 0;
    auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (error == std::errc() && end == number.data() + number.size() && value > 0)
      values.insert(value);
  }
  return values;
}

// How many a unit is cut into now: what it was told, else rustc's own rule.
uint32_t units_now(const Trace& trace, const Task& task) {
  uint32_t units = flag_of(trace, task, "incremental") ? 256 : 16;
  if (std::optional<std::string_view> told = flag_of(trace, task, kKey))
    std::from_chars(told->data(), told->data() + told->size(), units);
  return units;
}

// The profile's codegen-units are not those of proc-macros and build scripts: with them set, what
// served both sides is built twice. (Debug information does not end the sharing: cargo leaves that
// of the host open until it knows.)
std::optional<Unshare> ended_sharing(const Situation& situation) {
  if (profile_value(situation, situation.profile.name, kKey)) return std::nullopt;
  Unshare unshare;
  unshare.tasks = tasks_where(situation.trace, [&](const Task& task) {
    return situation.profile.reaches(task) && task.kind == TaskKind::library &&
           task.side == TaskSide::both;
  });
  unshare.host = tasks_where(situation.trace, [&](const Task& task) {
    return situation.profile.reaches(task) && is_compile(task) && !is_target_side(task);
  });
  if (unshare.tasks.empty()) return std::nullopt;
  return unshare;
}

std::string setting_text(const Situation& situation) {
  if (profile_value(situation, situation.profile.name, kKey))
    return setting_now(situation, kKey, "");
  return situation.profile.incremental ? "codegen-units is not set: 256 for units that are "
                                         "compiled incrementally, 16 for others"
                                       : "codegen-units is not set: 16";
}

std::string evidence_of(const Situation& situation, const std::vector<TaskId>& tasks) {
  const Trace& trace = situation.trace;
  Duration codegen = section_cpu(trace, tasks, SectionKind::codegen);
  return fmt::format("code generation of {} that it changes takes {} of {} of CPU",
                     count_text(tasks.size(), "unit"), seconds_text(codegen),
                     seconds_text(work_of(trace)));
}

}  // namespace

std::vector<Candidate> find_codegen_units_fixes(const Situation& situation) {
  std::vector<Candidate> candidates;
  const ProfileUse& profile = situation.profile;
  const Trace& trace = situation.trace;
  if (!profile.generates_code) return candidates;
  std::optional<Unshare> unshare = ended_sharing(situation);
  for (uint32_t units : values_to_look_at(situation)) {
    bool more = false;
    std::vector<TaskId> tasks = tasks_where(trace, [&](const Task& task) {
      if (!profile.reaches(task) || !is_compile(task) || !is_target_side(task) ||
          task.mode != TaskMode::build)
        return false;
      uint32_t now = units_now(trace, task);
      more |= units > now;
      return units != now;
    });
    if (tasks.empty()) continue;
    ProfileFix fix{.key = {.kind = std::string(kKey),
                           .key = std::string(kKey),
                           .name = std::string(kKey),
                           .value = std::to_string(units),
                           .toml = std::to_string(units)},
                   .title = fmt::format("codegen-units = {} in profile {}", units, profile.name),
                   .calls = {{.tasks = tasks, .change = {.codegen_units = units}}},
                   .risk = more && profile.root == "release" ? Risk::run_time : Risk::none,
                   .evidence = {setting_text(situation), evidence_of(situation, tasks)},
                   .product = "the run time and size"};
    if (fix.risk == Risk::run_time)
      fix.risk_note =
          "more pieces are optimised less across their borders: the product may be slower";
    size_t first = candidates.size();
    add_profile_fixes(situation, fix, candidates);
    for (size_t i = first; i < candidates.size(); ++i) {
      if (unshare) {
        candidates[i].structure.emplace_back(*unshare);
        candidates[i].fix.evidence.push_back(
            fmt::format("{} now serve proc-macros and build scripts too and would be built twice",
                        count_text(unshare->tasks.size(), "unit")));
      }
      candidates[i].stake =
          fmt::format("code generation that it changes takes {} of CPU",
                      seconds_text(section_cpu(trace, tasks, SectionKind::codegen)));
    }
  }
  return candidates;
}

}  // namespace makespan
