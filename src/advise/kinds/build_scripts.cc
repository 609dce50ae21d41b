// Build scripts that dominate: their own work, and the C code that they compile. Where the crate
// can use a system library instead of its own copy of the sources, how is said; whether this
// system's library will do is for people to decide.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "advise/kinds/kinds.h"
#include "advise/task_choice.h"

namespace makespan {
namespace {

// How crates that carry C sources are told to use the system's library. From each crate's build
// script and manifest as published.
struct SystemLibrary {
  std::string_view package;
  std::string_view how;
};
constexpr std::array kSystemLibraries = {
    SystemLibrary{
        "bzip2-sys",
        "it uses the system's libbz2 where pkg-config finds it, unless its feature `static` is on"},
    SystemLibrary{"curl-sys", "leave out its feature `static-curl`"},
    SystemLibrary{"libgit2-sys", "leave out its feature `vendored` and set LIBGIT2_NO_VENDOR=1"},
    SystemLibrary{"libsqlite3-sys", "leave out its feature `bundled`"},
    SystemLibrary{"libssh2-sys", "set LIBSSH2_SYS_USE_PKG_CONFIG=1"},
    SystemLibrary{"libz-sys", "leave out its feature `static`"},
    SystemLibrary{"lzma-sys", "leave out its feature `static`"},
    SystemLibrary{"onig_sys", "set RUSTONIG_SYSTEM_LIBONIG=1"},
    SystemLibrary{"openssl-sys", "leave out the feature `vendored` of openssl"},
    SystemLibrary{"rdkafka-sys", "turn on its feature `dynamic-linking`"},
    SystemLibrary{"zstd-sys", "turn on its feature `pkg-config`, or set ZSTD_SYS_USE_PKG_CONFIG=1"},
};

std::string_view how_to_use_the_systems(std::string_view package) {
  for (const SystemLibrary& library : kSystemLibraries) {
    if (library.package == package) return library.how;
  }
  return {};
}

// Nobody looks at more than a handful, and none that is less than a hundredth of all work.
constexpr size_t kMost = 5;
constexpr double kLeastShare = 0.01;

std::vector<TaskId> dominating(const Trace& trace) {
  std::vector<TaskId> runs =
      tasks_where(trace, [](const Task& task) { return task.kind == TaskKind::build_script_run; });
  auto work = [&](TaskId task) { return work_of(trace, std::span(&task, 1)); };
  std::stable_sort(runs.begin(), runs.end(), [&](TaskId a, TaskId b) { return work(a) > work(b); });
  Duration least = work_of(trace) * kLeastShare;
  std::erase_if(runs, [&](TaskId task) { return work(task) < least; });
  if (runs.size() > kMost) runs.resize(kMost);
  return runs;
}

Candidate candidate_of(const Situation& situation, const std::vector<TaskId>& runs) {
  const Trace& trace = situation.trace;
  const Task& task = trace.tasks[runs[0].index()];
  std::string_view package = trace.text(task.name);
  Duration c = section_cpu(trace, runs, SectionKind::compile_c);
  Duration all = work_of(trace, runs);
  std::string_view how = how_to_use_the_systems(package);
  bool systems = c > all * 0.5 && !how.empty();  // instead of a copy of the sources

  Candidate candidate;
  candidate.fix = {
      .id = fmt::format("build-script:{}", package),
      .kind = "build-script",
      .title = systems ? fmt::format("Use the system's library instead of compiling {}", package)
                       : fmt::format("Make the build script of {} do less", package),
      .verdict = Verdict::possible,
      .effort = {.effort = task.local ? EffortClass::source : EffortClass::manifest},
      .risk = systems ? Risk::behaviour : Risk::none,
      .risk_note = systems ? "the system's library may be another version, and has to "
                             "be there wherever the product runs"
                           : ""};
  candidate.fix.evidence.push_back(fmt::format(
      "its build script runs {}for {} of CPU{}",
      runs.size() == 1 ? "" : fmt::format("{} times, ", runs.size()), seconds_text(all),
      c > Duration() ? fmt::format(", {} of it in C compilers", seconds_text(c)) : std::string()));
  if (systems) {
    candidate.fix.reason = fmt::format("to use the system's: {}", how);
    candidate.fix.not_checked.emplace_back(
        "whether this system has the library, and which version");
  } else if (task.local) {
    candidate.fix.reason = "the script is yours: check in what it generates, or let it do less";
    candidate.fix.not_checked.emplace_back("what of its work is needed");
  } else {
    candidate.fix.reason = "whether the crate can do with less is not known here";
    candidate.fix.not_checked.emplace_back("what of its work is needed");
  }
  candidate.structure.emplace_back(Scale{.tasks = runs, .factor = 0});
  candidate.reach = Reach::bound;
  candidate.stake = fmt::format("the script takes {} of CPU", seconds_text(all));
  return candidate;
}

}  // namespace

std::vector<Candidate> find_build_script_fixes(const Situation& situation) {
  const Trace& trace = situation.trace;
  // The same package may run its script twice (versions, host and target): one fix.
  std::vector<std::vector<TaskId>> by_package;
  for (TaskId run : dominating(trace)) {
    auto same = std::find_if(by_package.begin(), by_package.end(), [&](const auto& runs) {
      return trace.tasks[runs[0].index()].name == trace.tasks[run.index()].name;
    });
    if (same == by_package.end()) same = by_package.insert(same, std::vector<TaskId>());
    same->push_back(run);
  }
  std::vector<Candidate> candidates;
  for (const std::vector<TaskId>& runs : by_package)
    candidates.push_back(candidate_of(situation, runs));
  return candidates;
}

}  // namespace makespan
