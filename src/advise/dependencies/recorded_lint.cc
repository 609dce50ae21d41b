#include "advise/dependencies/recorded_lint.h"

#include "replay/compiler_call.h"
#include "replay/unused_externs.h"

namespace makespan {
namespace {

// As the wrapper of rustc would have written it down.
std::string words_of(const Trace& trace, const CompilerCall& call) {
  std::string words = call.working_directory + '\0';
  words += trace.text(trace.tasks[call.task.index()].package_directory);
  words += '\0';
  for (const std::string& argument : call.arguments)
    words += argument + '\0';
  return words;
}

bool may_be_asked(const Task& task) {
  return task.local && task.outcome == TaskOutcome::succeeded && task.process.valid() &&
         task.kind != TaskKind::build_script_run && task.mode != TaskMode::doc &&
         task.mode != TaskMode::execute;
}

}  // namespace

LintCheck run_recorded_lint(const Trace& trace, CallRunner& runner, const std::string& scratch,
                            const std::function<bool()>& stop) {
  LintCheck check;
  const RecordedCalls calls(trace);
  for (uint32_t i = 0; i < trace.tasks.size() && !stop(); ++i) {
    if (!may_be_asked(trace.tasks[i])) continue;
    Result<CompilerCall> call = calls.of(TaskId(i));
    if (!call) continue;
    Result<CompilerCall> linting = linting_call(*call, scratch);
    if (!linting) continue;
    Result<CallRun> run = runner.run(*linting, scratch);
    if (!run) continue;
    std::optional<CheckedCall> checked =
        read_checked_call(words_of(trace, *call), run->standard_error, "0\n");
    if (!checked) continue;
    LintCheck::Call found;
    if (checked->package_directory.empty()) checked->package_directory = call->working_directory;
    found.call = *std::move(checked);
    check.calls.push_back(std::move(found));
  }
  return check;
}

}  // namespace makespan
