#include "cli/scratch_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <random>

#include "base/shell_quote.h"
#include "cli/run_id.h"
#include "cli/trace_source.h"
#include "cli/try_measures.h"
#include "cli/try_words.h"
#include "cli/version.h"
#include "record/recorder.h"
#include "report/format.h"
#include "system/file_tree.h"
#include "system/signal_shield.h"

namespace makespan {
namespace {

// A benchmark is run so often after each build; its median counts.
constexpr size_t kBenchmarkRuns = 3;
// How many functions are edited until one compiles.
constexpr size_t kEditAttempts = 3;

UnixTime now() {
  auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return UnixTime::at(Duration::nanoseconds(
      std::chrono::duration_cast<std::chrono::nanoseconds>(since_epoch).count()));
}

// A variant may have moved or removed what is edited in the base.
std::string missing_place(const PlannedEdit& edit, const std::string& title) {
  std::string what = edit.function.name.empty()
                         ? edit.file
                         : fmt::format("`fn {}` of {}", edit.function.name, edit.file);
  return fmt::format("--incremental: {} is not there in {}, so that no edit of it is compared",
                     what, title);
}

}  // namespace

// --- one recorded build -----------------------------------------------------------------------

std::string ScratchBuilder::title() const {
  return variant_ ? build_.variants[*variant_].title : "as it is";
}

const ScratchCommands& ScratchBuilder::commands() const {
  return variant_ ? build_.variants[*variant_].commands : build_.base;
}

Result<ScratchBuilder::Recorded> ScratchBuilder::record_build() {
  std::string id = make_run_id(now(), std::random_device{}());
  RecordOptions options;
  options.command = tools_.shell.words(commands().building);
  options.environment = tools_.shell.environment();
  options.working_directory = tools_.shell.directory();
  options.output_path = join_path(tools_.copy.directory(), id + ".output");
  options.log_path = join_path(tools_.copy.directory(), id + ".log");
  options.kill_with_us = true;
  options.run.id = id;
  options.run.project_root = tools_.copy.root();
  options.run.cold = true;
  options.run.makespan_version = kVersion;
  options.quiet = true;
  RecordOutcome outcome = record(options);

  Recorded recorded{.exit_code = outcome.exit_code};
  if (outcome.ending_signal) tools_.interruption.request(*outcome.ending_signal);
  recorded.interrupted = tools_.interruption.requested();
  recorded.output = tools_.world.files.read_file(options.output_path).value_or("");
  if (outcome.start_error) return failure(ErrorKind::invalid, *outcome.start_error);
  // A build may end well where its recording found no room any more.
  if (!recorded.interrupted)
    MAKESPAN_CHECKED(check_space(recorded.exit_code == 0 ? "" : recorded.output));
  if (!outcome.has_log)
    return failure(ErrorKind::system, "a build of the try could not be recorded");
  if (!recorded.interrupted) {
    MAKESPAN_TRY(recorded.trace,
                 trace_of_recording(options.log_path, tools_.world, tools_.profile));
    recorded.trace.run.project_root = build_.project_root;
    SignalShield shield(SignalShield::From::writes);
    MAKESPAN_TRY(SavedRun saved, tools_.store.save(recorded.trace, RunPurpose::trial));
    for (const std::string& notice : saved.notices)
      note(notice);
  }
  MAKESPAN_CHECKED(tools_.world.files.remove_tree(options.log_path));
  MAKESPAN_CHECKED(tools_.world.files.remove_tree(options.output_path));
  return recorded;
}

Result<BuildOutcome> ScratchBuilder::cold_build(const BuildRequest& request) {
  variant_ = request.variant;
  MAKESPAN_CHECKED(tools_.copy.restore());
  MAKESPAN_CHECKED(tools_.variants.put(request.variant));
  if (tools_.interruption.requested()) return BuildOutcome{.interrupted = true};
  MAKESPAN_TRY(Recorded recorded, record_build());
  BuildOutcome outcome{.interrupted = recorded.interrupted,
                       .succeeded = recorded.exit_code == 0,
                       .failure = {},
                       .cost = {},
                       .run = recorded.trace.run.id};
  if (!outcome.succeeded) outcome.failure = failure_text(recorded.output);
  if (outcome.interrupted || !outcome.succeeded) return outcome;
  MAKESPAN_TRY(outcome.cost, cost_of(recorded.trace));
  outcome.tasks = task_costs(recorded.trace);
  if (std::string cache = compiler_cache(recorded.trace); !cache.empty()) {
    note(cache +
         " takes part in this build: what it remembers from earlier builds is not compiled again, "
         "so "
         "that a build from nothing is not one");
  }
  if (!calls_cargo(recorded.trace)) {
    note(fmt::format(
        "no cargo takes part in `{}`: each build begins with the tree as it is, and makes only "
        "what is out of date there. For builds from nothing give a command that cleans first, as "
        "in `makespan try … -- sh -c 'make clean && make'`",
        shell_quoted(commands().building)));
  }
  if (built_members_.empty()) built_members_ = local_packages(recorded.trace);
  measure(outcome);
  return outcome;
}

Result<BuildOutcome> ScratchBuilder::build(const BuildRequest& request) {
  if (tools_.interruption.requested()) return BuildOutcome{.interrupted = true};
  MAKESPAN_TRY(BuildOutcome outcome, cold_build(request));
  say_progress(request, outcome);
  // Once is enough for what is the same each time; but a benchmark needs the program.
  bool first = request.round == 0;
  if ((first || !commands().benchmark.empty()) && !stop(outcome)) MAKESPAN_CHECKED(link(outcome));
  if (!stop(outcome)) MAKESPAN_CHECKED(time_benchmark(outcome));
  if (first && !stop(outcome)) MAKESPAN_CHECKED(test(outcome));
  if (build_.incremental && !stop(outcome)) MAKESPAN_CHECKED(rebuild(outcome));
  return outcome;
}

bool ScratchBuilder::stop(BuildOutcome& outcome) const {
  outcome.interrupted = outcome.interrupted || tools_.interruption.requested();
  return outcome.interrupted || !outcome.succeeded;
}

Status ScratchBuilder::check_space(std::string_view output) const {
  constexpr uint64_t kNothingLeft = uint64_t{1} << 20;
  uint64_t available = available_bytes(tools_.copy.directory()).value_or(kNothingLeft);
  bool told = output.find("No space left on device") != std::string_view::npos;
  if (!told && available >= kNothingLeft) return {};
  std::string disk = available < kNothingLeft
                         ? fmt::format("the disk of {} is full", tools_.copy.directory())
                         : std::string("a disk is full (\"No space left on device\")");
  return failure(ErrorKind::no_space,
                 disk + ": a build of the try failed, which says nothing of what it builds",
                 tools_.copy.directory());
}

void ScratchBuilder::measure(BuildOutcome& outcome) const {
  Result<TreeSize> size = measure_tree(tools_.copy.target_directory());
  if (!size) return;  // a command that does not build with cargo has no such directory
  outcome.build_directory_bytes = size->allocated_bytes;
  outcome.artifact_bytes = artifact_bytes(tools_.world.files, tools_.copy.target_directory());
}

// --- what is done with a build ----------------------------------------------------------------

Result<std::optional<CommandOutput>> ScratchBuilder::run(const std::vector<std::string>& command,
                                                         BuildOutcome& outcome) {
  Result<CommandOutput> output = tools_.shell.run(command);
  if (!output && output.error().kind != ErrorKind::busy) return tl::unexpected(output.error());
  if (!output) outcome.interrupted = true;
  // A terminal's Ctrl-C ends the command too, before we look.
  if (outcome.interrupted || (output->exit_code != 0 && stop(outcome))) return std::nullopt;
  return std::optional(std::move(*output));
}

// `cargo check` does not see symbols that are missing.
Status ScratchBuilder::link(BuildOutcome& outcome) {
  if (commands().linking.empty()) return {};
  MAKESPAN_TRY(std::optional<CommandOutput> output, run(commands().linking, outcome));
  if (!output || output->exit_code == 0) return {};
  MAKESPAN_CHECKED(check_space(output->standard_error));
  outcome.succeeded = false;
  outcome.failure = failure_text(output->standard_error);
  return {};
}

Status ScratchBuilder::test(BuildOutcome& outcome) {
  if (commands().testing.empty()) return {};
  MAKESPAN_TRY(std::optional<CommandOutput> output, run(commands().testing, outcome));
  if (!output) return {};
  outcome.tests = output->exit_code == 0 ? TestOutcome::passed : TestOutcome::failed;
  if (output->exit_code == 0) return {};
  // A test's own words are in the output, not among the errors.
  std::string said = output->standard_output + output->standard_error;
  MAKESPAN_CHECKED(check_space(said));
  outcome.test_failure = failure_text(said);
  return {};
}

Status ScratchBuilder::time_benchmark(BuildOutcome& outcome) {
  if (commands().benchmark.empty()) return {};
  std::vector<Duration> times;
  for (size_t i = 0; i < kBenchmarkRuns && !stop(outcome); ++i) {
    auto start = std::chrono::steady_clock::now();
    MAKESPAN_TRY(std::optional<CommandOutput> output,
                 run({"sh", "-c", commands().benchmark}, outcome));
    std::chrono::nanoseconds took = std::chrono::steady_clock::now() - start;
    if (!output || stop(outcome)) break;
    if (output->exit_code != 0) {
      std::string said = output->standard_output + output->standard_error;
      MAKESPAN_CHECKED(check_space(said));
      outcome.benchmark_failure =
          fmt::format("the benchmark `{}` fails with status {}{}{}", commands().benchmark,
                      output->exit_code, said.empty() ? "" : ":\n", failure_text(said));
      return {};
    }
    times.push_back(Duration::nanoseconds(took.count()));
  }
  std::sort(times.begin(), times.end());
  if (!times.empty()) outcome.benchmark = times[times.size() / 2];
  return {};
}

std::optional<std::string> ScratchBuilder::source_of(const std::string& file) const {
  Result<std::string> text = tools_.world.files.read_file(tools_.copy.path_of(file));
  return text ? std::optional(std::move(*text)) : std::nullopt;
}

Result<ScratchBuilder::EditResult> ScratchBuilder::rebuild_after(const PlannedEdit& edit,
                                                                 BuildOutcome& outcome) {
  std::optional<std::string> source = source_of(edit.file);
  std::optional<std::string> after = source ? edited(edit, *source) : std::nullopt;
  if (!after) return EditResult::has_no_place;
  MAKESPAN_CHECKED(tools_.copy.write(edit.file, after));
  MAKESPAN_TRY(Recorded recorded, record_build());
  outcome.interrupted = recorded.interrupted;
  if (recorded.interrupted || recorded.exit_code != 0) {
    MAKESPAN_CHECKED(tools_.copy.write(edit.file, source));
    return EditResult::does_not_compile;
  }
  MAKESPAN_TRY(BuildCost cost, cost_of(recorded.trace));
  std::string_view file = edit.file;
  if (file.starts_with(workspace_.root + "/")) file.remove_prefix(workspace_.root.size() + 1);
  outcome.rebuilds.push_back({.edit = edit.kind, .file = std::string(file), .cost = cost});
  return EditResult::rebuilt;
}

// Each edit stands on those before it, as in a person's day.
Status ScratchBuilder::rebuild(BuildOutcome& outcome) {
  if (!edits_) {
    EditPlan plan = plan_edits(
        choose_members(workspace_, built_members_),
        [&](const std::string& file) { return source_of(file); }, kEditAttempts);
    edits_ = std::move(plan.kinds);
    for (const std::string& sentence : plan.notes)
      note(sentence);
  }
  for (std::vector<PlannedEdit>& places : *edits_) {
    while (!places.empty() && !outcome.interrupted) {
      MAKESPAN_TRY(EditResult result, rebuild_after(places.front(), outcome));
      if (outcome.interrupted) break;
      if (result == EditResult::rebuilt) {
        places.resize(1);  // the same in every build from now on
        break;
      }
      if (result == EditResult::has_no_place) {
        note(missing_place(places.front(), title()));
      } else if (places.size() == 1) {
        note(fmt::format("--incremental: no edit of {} compiles", places.front().file));
      }
      places.erase(places.begin());
    }
  }
  return {};
}

// --- words ------------------------------------------------------------------------------------

void ScratchBuilder::note(const std::string& sentence) {
  if (std::find(notes_.begin(), notes_.end(), sentence) == notes_.end()) notes_.push_back(sentence);
}

void ScratchBuilder::say_progress(const BuildRequest& request, const BuildOutcome& outcome) {
  if (outcome.interrupted) return;
  std::string result = outcome.succeeded
                           ? fmt::format("{}, {} of CPU", format_duration(outcome.cost.wall),
                                         format_duration(outcome.cost.cpu))
                           : std::string("fails to build");
  tools_.world.say(
      fmt::format("round {} of {}, {}: {}", request.round + 1, build_.rounds, title(), result));
}

}  // namespace makespan
