// A member's integration tests: each file in tests/ is a binary of its own that links everything.
// One binary with the files as its modules links once.

#include <fmt/format.h>

#include <map>
#include <set>
#include <string_view>

#include "advise/kinds/kinds.h"
#include "advise/task_choice.h"

namespace makespan {
namespace {

struct IntegrationTests {
  std::set<std::string_view> files;  // crate names: "sums" of tests/sums.rs
  std::vector<TaskId> binaries;      // one for each file in each invocation that built it
};

// "tests/sums.rs" is an integration test; the harness of a library or binary is not, and shares its
// target's name.
std::map<std::string, IntegrationTests> integration_tests(const Situation& situation) {
  const Trace& trace = situation.trace;
  std::map<std::string, IntegrationTests> by_member;
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
        if (target.kind != "test" || (name != target.name && name != crate)) continue;
        by_member[package.name].files.insert(name);
        by_member[package.name].binaries.push_back(TaskId(i));
      }
    }
  }
  return by_member;
}

// All but the first of each invocation (`cargo test && cargo test --release`): that one stays.
std::vector<TaskId> spared(const Trace& trace, const std::vector<TaskId>& binaries) {
  std::set<InvocationId> begun;
  std::vector<TaskId> others;
  for (TaskId binary : binaries) {
    if (!begun.insert(trace.tasks[binary.index()].invocation).second) others.push_back(binary);
  }
  return others;
}

}  // namespace

std::vector<Candidate> find_test_binary_fixes(const Situation& situation) {
  std::vector<Candidate> candidates;
  for (const auto& [member, tests] : integration_tests(situation)) {
    const std::vector<TaskId>& tasks = tests.binaries;
    const size_t files = tests.files.size();
    if (files < 2) continue;
    Duration links = section_cpu(situation.trace, tasks, SectionKind::link);
    Candidate candidate;
    candidate.fix = {
        .id = fmt::format("merge-tests:{}", member),
        .kind = "merge-tests",
        .title = fmt::format("Make one test binary of the {} in {}/tests", files, member),
        .verdict = Verdict::possible,
        .effort = {.effort = EffortClass::source,
                   .files = static_cast<uint32_t>(files + 1),
                   .lines = static_cast<uint32_t>(files)},
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
    // The code of the files is still compiled.
    candidate.structure.emplace_back(
        Scale{.tasks = spared(situation.trace, tasks), .section = SectionKind::link, .factor = 0});
    candidate.stake = fmt::format("their links take {} of CPU", seconds_text(links));
    candidates.push_back(std::move(candidate));
  }
  return candidates;
}

}  // namespace makespan
