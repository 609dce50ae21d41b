// Slots, cores, and the order of the queue.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "advise/kinds/kinds.h"
#include "advise/task_choice.h"
#include "manifest/cargo_config_edit.h"

namespace makespan {
namespace {

uint32_t recorded_jobs(const Trace& trace) {
  uint32_t jobs = 0;
  for (const Invocation& invocation : trace.invocations)
    jobs = std::max(jobs, invocation.jobs.value_or(0));
  return jobs;
}

// As cargo counts them: of a fractional quota the whole ones, and one at least. 0 is unknown.
uint32_t whole_cores(double cores) {
  return cores > 0 ? std::max(1U, static_cast<uint32_t>(std::floor(cores))) : 0;
}

void add_jobs(const Situation& situation, std::vector<Candidate>& candidates) {
  uint32_t cores = whole_cores(situation.trace.run.host.cores);
  uint32_t jobs = recorded_jobs(situation.trace);
  if (cores == 0 || jobs == 0 || jobs == cores) return;
  Candidate candidate;
  candidate.fix = {
      .id = fmt::format("jobs={}", cores),
      .kind = "parallelism",
      .title = fmt::format("Build with {} slots (-j{}) instead of {}", cores, cores, jobs),
      .verdict = Verdict::recommended,
      .effort = {.effort = EffortClass::setting, .files = 0, .lines = 0},
      .evidence = {fmt::format("the build ran with -j{} on {} cores", jobs, cores)},
      .reason = "the command, CARGO_BUILD_JOBS or a configuration file says so"};
  candidate.fix.not_checked.emplace_back("whether memory is enough for so many compilers at once");
  candidate.jobs = cores;
  candidate.group = "cores";
  candidate.stake = fmt::format("{} slots on {} cores", jobs, cores);
  for (const ConfigFile& file : situation.workspace.config_files) {
    std::string path = file.path;
    auto declared = find_toml_value({.text = file.text, .path = path}, {"build", "jobs"});
    if (!declared || !*declared) continue;
    candidate.fix.evidence.push_back(
        fmt::format("build.jobs = {} ({}:{})", (*declared)->text, path, (*declared)->line));
    // The command or CARGO_BUILD_JOBS won over it.
    if ((*declared)->text != std::to_string(jobs)) break;
    candidate.edits.push_back({.path = path, .edit = [path, cores](std::string_view text) {
                                 return set_config_value({.text = text, .path = path},
                                                         {"build", "jobs"}, std::to_string(cores));
                               }});
    candidate.fix.effort = {.effort = EffortClass::setting, .files = 1, .lines = 1};
    break;
  }
  candidates.push_back(std::move(candidate));
}

void add_more_cores(const Situation& situation, std::vector<Candidate>& candidates) {
  double cores = situation.trace.run.host.cores;
  if (cores < 1) return;
  auto twice = static_cast<uint32_t>(std::lround(cores * 2));
  Candidate candidate;
  candidate.fix = {.id = fmt::format("cores={}", twice),
                   .kind = "parallelism",
                   .title = fmt::format("A machine with {} cores instead of {:g}", twice, cores),
                   .verdict = Verdict::decision,
                   .effort = {.effort = EffortClass::setting},
                   .evidence = {"`makespan whatif` shows the knee: where more cores stop helping"},
                   .not_checked = {"a machine with that many cores"},
                   .reason =
                       "a machine costs money, and cores that were never measured are "
                       "extrapolated"};
  candidate.jobs = twice;
  candidate.cores = twice;
  candidate.stake = fmt::format("{:g} cores", cores);
  candidate.group = "cores";
  candidates.push_back(std::move(candidate));
}

void add_order(const Situation& situation, std::vector<Candidate>& candidates) {
  bool cargo =
      std::any_of(situation.trace.invocations.begin(), situation.trace.invocations.end(),
                  [](const Invocation& invocation) { return invocation.tool == BuildTool::cargo; });
  if (!cargo) return;
  Candidate candidate;
  candidate.fix = {
      .id = "order=longest-path-first",
      .kind = "parallelism",
      .title = "Start the longest chain of work first",
      .verdict = Verdict::possible,
      .evidence = {"cargo starts what most units wait for, and among equals what its hash order "
                   "says"},
      .reason =
          "cargo has no setting for the order of its queue: this is what a better one would "
          "give"};
  candidate.longest_path_first = true;
  candidate.stake = "the order of the queue";
  candidates.push_back(std::move(candidate));
}

}  // namespace

std::vector<Candidate> find_parallelism_fixes(const Situation& situation) {
  std::vector<Candidate> candidates;
  if (situation.trace.tasks.empty()) return candidates;
  add_jobs(situation, candidates);
  add_more_cores(situation, candidates);
  add_order(situation, candidates);
  return candidates;
}

}  // namespace makespan
