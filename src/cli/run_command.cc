// `makespan run`: record, understand, keep, and say one line.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <random>

#include "cli/commands.h"
#include "cli/run_id.h"
#include "cli/run_summary_line.h"
#include "cli/scratch_target.h"
#include "cli/trace_source.h"
#include "cli/version.h"
#include "gather/run_facts.h"
#include "model/cold_command.h"
#include "record/recorder.h"
#include "system/own_process.h"
#include "system/signal_shield.h"

namespace makespan {
namespace {

UnixTime now() {
  auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return UnixTime::at(Duration::nanoseconds(
      std::chrono::duration_cast<std::chrono::nanoseconds>(since_epoch).count()));
}

// Where the log and the scratch directory go: the store, or where nothing of the project can be
// written, the system's temporary directory.
struct Workplace {
  std::string store_directory;  // empty: none
  std::string log_path;
  std::vector<std::string> said;  // notices of the store, which it has again when the run is kept
};

Workplace find_workplace(RunStore& store, const std::string& run_id, const RunArguments& arguments,
                         World& world) {
  SignalShield shield(SignalShield::From::writes);  // nothing said here may keep the build away
  std::string name = owned_name(run_id + ".log");
  // `--output` writes one file and nothing beside the project.
  if (!arguments.output.empty())
    return {.store_directory = {}, .log_path = arguments.output + ".recording"};
  Result<StoreDirectory> directory = store.prepare();
  if (directory) {
    Workplace place{.store_directory = directory->path,
                    .log_path = join_path(directory->recordings, name)};
    if (arguments.quiet) return place;
    for (const std::string& notice : directory->notices)
      world.say(notice);
    place.said = std::move(directory->notices);
    return place;
  }
  std::error_code error;
  std::string temporary = std::filesystem::temp_directory_path(error).string();
  world.say(fmt::format("{}; the recording goes to {}", directory.error().message, temporary));
  return {.store_directory = {}, .log_path = join_path(temporary, "makespan-" + name)};
}

Result<std::optional<ScratchTarget>> prepare_scratch(const RunArguments& arguments,
                                                     const Workplace& workplace,
                                                     const std::string& run_id, World& world) {
  if (arguments.keep && !arguments.cold) {
    return failure(ErrorKind::invalid,
                   "`--keep` keeps what `--cold` builds: it goes with `--cold` only");
  }
  if (!arguments.cold) return std::nullopt;
  if (std::string word = overriding_argument(arguments.command); !word.empty()) {
    return failure(
        ErrorKind::invalid,
        fmt::format("`--cold` builds into a directory of its own, but the command says `{}`",
                    word));
  }
  const std::string& store = workplace.store_directory;
  MAKESPAN_TRY(ScratchTarget scratch,
               store.empty() ? ScratchTarget::create_outside(
                                   world.files, parent_path(workplace.log_path), arguments.keep)
                             : ScratchTarget::create(world.files, store, run_id, arguments.keep));
  return std::optional<ScratchTarget>(std::move(scratch));
}

std::string live_line(const RecordProgress& progress) {
  return fmt::format("makespan {:.0f} s · {:.1f}/{:.0f} cores · {} running",
                     progress.elapsed.seconds(), progress.own_cores, progress.cores,
                     progress.running);
}

// Asking rustup for versions takes a tenth of a second: only where there is a Cargo project or
// cargo itself is called.
LateFacts look_around(World& world, const std::string& project_root,
                      const std::vector<std::string>& command, const std::function<bool()>& stop) {
  LateFacts facts;
  bool is_cargo = base_name(command[0]) == "cargo";
  Result<std::optional<FileStatus>> manifest =
      world.files.status(join_path(project_root, "Cargo.toml"));
  if (is_cargo || (manifest && manifest->has_value())) {
    facts.toolchain = find_toolchain(world.commands, world.working_directory,
                                     is_cargo && command.size() > 1 ? command[1] : "", stop);
  }
  GitState git = find_git_state(world.commands, world.working_directory, stop);
  facts.git_revision = std::move(git.revision);
  facts.git_dirty = git.dirty;
  return facts;
}

RecordOptions record_options(const RunArguments& arguments, const std::string& project_root,
                             const std::string& run_id, const Workplace& workplace,
                             const std::optional<ScratchTarget>& scratch, World& world) {
  RecordOptions options;
  options.command = arguments.command;
  options.executable = arguments.executable;
  if (scratch) options.environment = scratch->environment();
  options.log_path = workplace.log_path;
  options.method = arguments.no_ptrace ? RecordMethod::polling : RecordMethod::automatic;
  options.run.id = run_id;
  options.run.project_root = project_root;
  options.run.cold = arguments.cold;
  options.run.makespan_version = kVersion;
  options.late_facts = [&world, project_root,
                        command = arguments.command](const std::function<bool()>& stop) {
    return look_around(world, project_root, command, stop);
  };
  options.live_line = live_line;
  options.quiet = arguments.quiet;
  options.say_at_once = world.say;
  return options;
}

void say_what_happened(const RecordOutcome& outcome, bool quiet, World& world) {
  for (const std::string& warning : outcome.warnings)
    world.say(warning);
  if (quiet) return;
  for (const std::string& note : outcome.notes)
    world.say(note);
}

// Keeps the run where it was asked for; the log is no longer needed then.
Status keep(const Trace& trace, const RunArguments& arguments, const Workplace& workplace,
            RunStore& store, World& world) {
  if (!arguments.output.empty()) return write_run_file(world.files, arguments.output, trace);
  MAKESPAN_TRY(SavedRun saved, store.save(trace));
  for (const std::string& notice : saved.notices) {
    bool said = std::count(workplace.said.begin(), workplace.said.end(), notice) > 0;
    if (!said) world.say(notice);
  }
  return {};
}

// The recorded command has ended: whatever goes wrong now, its exit code stands and its log stays.
Status keep_recording(const RunArguments& arguments, const Workplace& workplace, RunStore& store,
                      World& world, SelfProfile& profile) {
  const std::string& log_path = workplace.log_path;
  MAKESPAN_TRY(Trace trace, trace_of_recording(log_path, world, profile));
  {
    auto step = profile.step("keep the run");
    MAKESPAN_CHECKED(keep(trace, arguments, workplace, store, world));
  }
  MAKESPAN_CHECKED(world.files.remove_tree(log_path));
  if (!arguments.quiet) world.say(run_summary_line(trace, arguments.output));
  return {};
}

// In the store the next one that is kept takes its place; elsewhere nobody but the user knows it.
void say_what_is_kept(const RunArguments& arguments, const Workplace& workplace,
                      const std::optional<ScratchTarget>& scratch, World& world) {
  if (!scratch || !arguments.keep || !workplace.store_directory.empty() || arguments.quiet) return;
  world.say(fmt::format("what was built stays in {}, which is yours to remove", scratch->path()));
}

}  // namespace

Result<int> run_and_record(const RunArguments& arguments, World& world, SelfProfile& profile) {
  std::string project_root = find_project_root(world.files, world.working_directory);
  RunStore store = open_store(world);
  std::string run_id = make_run_id(now(), std::random_device{}());
  Workplace workplace = find_workplace(store, run_id, arguments, world);
  MAKESPAN_TRY(std::optional<ScratchTarget> scratch,
               prepare_scratch(arguments, workplace, run_id, world));

  RecordOutcome outcome = [&] {
    auto step = profile.step("the command");
    return record(record_options(arguments, project_root, run_id, workplace, scratch, world));
  }();
  SignalShield shield(SignalShield::From::writes_and_terminal);
  if (outcome.start_error) {
    static_cast<void>(world.files.remove_tree(workplace.log_path));
    world.say(*outcome.start_error);
    return outcome.exit_code;
  }
  say_what_happened(outcome, arguments.quiet, world);
  say_what_is_kept(arguments, workplace, scratch, world);
  if (!outcome.has_log) return outcome.exit_code;

  // The scratch directory is still there: what the recorded cargos left in it is read now.
  if (Status kept = keep_recording(arguments, workplace, store, world, profile); !kept) {
    world.say(fmt::format("{}. The recording stays at {}: `makespan recover {}` tries again",
                          kept.error().message, workplace.log_path, workplace.log_path));
  }
  return outcome.exit_code;
}

}  // namespace makespan
