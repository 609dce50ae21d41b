// A member's integration tests: each file in tests/ is a binary of its own that links everything.
// One binary with the files as its modules links once.

#include <fmt/format.h>

#include <map>

#include "advise/kinds/kinds.h"
#include "advise/task_choice.h"

namespace makespan {
namespace {

// "tests/sums.rs" is an integration test; the harness of a library or binary is not, and shares its
// target's name.
std::map<std::string, std::vector<TaskId>> integration_tests(const Situation& situation) {
  const Trace& trace = situation.trace;
  std::map<std::string, std::vector<TaskId>> by_member;
  for (const WorkspacePackage& package : situation.workspace.packages) {
    for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
      const Task& task = trace.tasks[i];
      if (task.kind != TaskKind::test || task.mode != TaskMode::build ||
          trace.text(task.name) != package.name)
        continue;
      for (const WorkspaceTarget& target : package.targets) {
        std::string crate = target.name;
        for (char& c : crate)
          if (c == '-') c = '_';
        std::string_view name = trace.text(task.target);
        if (target.kind == "test" && (name == target.name || name == crate))
          by_member[package.name].push_back(TaskId(i));
      }
    }
  }
  return by_member;
}

}  // namespace

std::vector<Candidate> find_test_binary_fixes(const Situation& situation) {
  std::vector<Candidate> candidates;
  for (const auto& [member, tasks] : integration_tests(situation)) {
    if (tasks.size() < 2) continue;
    // All links but the first: the code of the files is still compiled.
    std::vector<TaskId> others(tasks.begin() + 1, tasks.end());
    Duration links = section_cpu(situation.trace, tasks, SectionKind::link);
    Candidate candidate;
    candidate.fix = {
        .id = fmt::format("merge-tests:{}", member),
        .kind = "merge-tests",
        .title = fmt::format("Make one test binary of the {} in {}/tests", tasks.size(), member),
        .verdict = Verdict::possible,
        .effort = {.effort = EffortClass::source,
                   .files = static_cast<uint32_t>(tasks.size() + 1),
                   .lines = static_cast<uint32_t>(tasks.size())},
        .risk = Risk::behaviour,
        .risk_note =
            "tests share one process: what they set globally meets, and one crash ends all",
        .evidence = {fmt::format("{} test binaries, {} of CPU, {} of it in their links",
                                 tasks.size(), seconds_text(work_of(situation.trace, tasks)),
                                 seconds_text(links))},
        .not_checked = {"that the tests pass in one process"},
        .reason =
            "only the links are taken away here; what the files generate twice would go too. "
            "It is a change of sources: move the files into tests/all/ as modules"};
    candidate.structure.emplace_back(
        Scale{.tasks = others, .section = SectionKind::link, .factor = 0});
    candidate.stake = fmt::format("their links take {} of CPU", seconds_text(links));
    candidates.push_back(std::move(candidate));
  }
  return candidates;
}

}  // namespace makespan
