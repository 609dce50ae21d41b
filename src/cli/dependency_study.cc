#include "cli/dependency_study.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "advise/dependencies/tested_fixes.h"
#include "base/json_value.h"
#include "cli/scratch_environment.h"
#include "cli/scratch_target.h"
#include "replay/call_runner.h"
#include "system/own_process.h"

namespace makespan {
namespace {

constexpr const char* kFindingsFile = "findings.json";

constexpr const char* kTestedFile = "tested.json";

// What earlier searches found, or tests said; the empty text: nothing is kept.
std::string kept_text(const char* name, RunStore& store, World& world) {
  for (const std::string& directory : store.directories()) {
    Result<std::string> text = world.files.read_file(join_path(directory, name));
    if (text) return *std::move(text);
  }
  return {};
}

void keep_text(const char* name, std::string_view text, RunStore& store, World& world) {
  Result<StoreDirectory> directory = store.prepare();
  Status kept = directory ? world.files.write_file(join_path(directory->path, name), text)
                          : Status(tl::unexpected(directory.error()));
  if (!kept)
    world.say(
        fmt::format("what was found is not kept for `makespan apply`: {}", kept.error().message));
}

}  // namespace

DependencyFixes study_dependencies(const Situation& situation, const DependencyQuestion& question,
                                   const Interruption& interruption, RunStore& store,
                                   World& world) {
  const Trace& trace = situation.trace;
  if (situation.workspace.root.empty()) return {};
  auto cancelled = [&] { return interruption.requested(); };
  double cores = std::max(1.0, trace.run.host.cores);
  std::unique_ptr<CallRunner> runner =
      make_call_runner({.cores = static_cast<uint32_t>(cores), .cancelled = cancelled});
  DependencyTools tools{
      .files = world.files,
      .commands = world.commands,
      .scratch = scratch_environment(world),
      .recall = [&] { return kept_text(kFindingsFile, store, world); },
      .keep = [&](std::string_view text) { keep_text(kFindingsFile, text, store, world); },
      .recall_tests = [&] { return kept_text(kTestedFile, store, world); },
      .stop = cancelled};
  Result<StoreDirectory> directory = store.prepare();
  if (directory && situation.may_run_calls()) {
    tools.calls = runner.get();
    tools.call_scratch = join_path(join_path(directory->path, "scratch"), owned_name("lint"));
  }
  if (world.error.interactive)
    tools.progress = [&](std::string_view text) { world.say(std::string(text)); };
  DependencyFixes fixes = find_dependency_fixes(trace, situation.workspace, tools, question);
  if (!tools.call_scratch.empty())
    static_cast<void>(world.files.remove_tree(tools.call_scratch));  // else the next run does
  return fixes;
}

void keep_tested(const std::vector<std::string>& fixes, const std::string& command, RunStore& store,
                 World& world) {
  const Result<JsonValue> found =
      parse_json(kept_text(kFindingsFile, store, world), "kept findings");
  if (!found || fixes.empty()) return;
  TestedFixes tested = read_tested(kept_text(kTestedFile, store, world)).value_or(TestedFixes());
  const std::string inputs((*found)["inputs"].text());
  if (tested.inputs != inputs) tested = {.inputs = inputs, .passed = {}};
  for (const std::string& fix : fixes)
    tested.passed[fix] = command;
  keep_text(kTestedFile, tested_text(tested), store, world);
}

}  // namespace makespan
