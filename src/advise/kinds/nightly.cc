// What a nightly compiler could do. Named, never in the plan, not priced: no recorded call of a
// stable compiler says what it would give.

#include <fmt/format.h>

#include "advise/kinds/kinds.h"
#include "advise/task_choice.h"

namespace makespan {
namespace {

Candidate named(std::string id, std::string title, std::string evidence) {
  Candidate candidate;
  candidate.fix = {.id = std::move(id),
                   .kind = "nightly",
                   .title = std::move(title),
                   .verdict = Verdict::possible,
                   .effort = {.effort = EffortClass::setting},
                   .risk = Risk::behaviour,
                   .risk_note = "needs a nightly toolchain, whose flags may change or go",
                   .evidence = {std::move(evidence)},
                   .not_checked = {"any call of a nightly compiler"},
                   .reason =
                       "not priced: it needs a nightly toolchain. A build with one, recorded, "
                       "tells",
                   .nightly = true};
  candidate.named_only = true;
  return candidate;
}

}  // namespace

std::vector<Candidate> find_nightly_fixes(const Situation& situation) {
  const Trace& trace = situation.trace;
  std::vector<Candidate> candidates;
  std::vector<TaskId> compiles =
      tasks_where(trace, [](const Task& task) { return is_compile(task); });
  if (compiles.empty()) return candidates;
  Duration all = work_of(trace);
  candidates.push_back(
      named("nightly=parallel-frontend", "Run the compiler's frontend in threads (-Zthreads=8)",
            fmt::format("frontends, which run in one thread, take {} of {} of CPU",
                        seconds_text(section_cpu(trace, compiles, SectionKind::frontend)),
                        seconds_text(all))));
  if (situation.profile.generates_code && situation.profile.root == "dev") {
    candidates.push_back(
        named("nightly=cranelift", "Generate code with Cranelift instead of LLVM",
              fmt::format("code generation takes {} of {} of CPU",
                          seconds_text(section_cpu(trace, compiles, SectionKind::codegen)),
                          seconds_text(all))));
  }
  return candidates;
}

}  // namespace makespan
