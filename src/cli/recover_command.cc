// `makespan recover`: recordings whose recorder was killed become runs.

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "cli/commands.h"
#include "cli/run_summary_line.h"
#include "cli/scratch_target.h"
#include "cli/trace_source.h"
#include "record/recording_log.h"
#include "system/own_process.h"

namespace makespan {
namespace {

// By the lock of who writes it, which another container's makespan has too; by its name where
// there are no locks, and for a makespan that took none.
bool is_being_recorded(const std::string& log, World& world) {
  if (owner_is_alive(world.files, base_name(log))) return true;
  Result<std::unique_ptr<HeldName>> held = world.names.hold(log);
  return held && *held == nullptr;
}

// The logs that lie in the store, oldest first.
Result<std::vector<std::string>> logs_in(const std::string& recordings, World& world) {
  MAKESPAN_TRY(std::vector<DirectoryEntry> entries, world.files.list_directory(recordings));
  std::vector<std::string> logs;
  for (const DirectoryEntry& entry : entries) {
    if (entry.kind != FileKind::file || !entry.name.ends_with(".log")) continue;
    std::string log = join_path(recordings, entry.name);
    if (is_being_recorded(log, world)) {
      world.say(fmt::format("{} is still being recorded", entry.name));
    } else {
      logs.push_back(std::move(log));
    }
  }
  return logs;
}

// One that was left behind there is ours; any other is somebody's file.
bool lies_in(const std::string& recordings, const std::string& log, World& world) {
  Result<NameStatus> folder = world.names.look(recordings);
  Result<NameStatus> file = world.names.look(log);
  return folder && file && parent_path(file->real_path) == folder->real_path;
}

// What a recorder left that could not even write what it records, on a full disk.
Status remove_empty(const std::string& log, World& world) {
  MAKESPAN_CHECKED(world.files.remove_tree(log));
  world.say(fmt::format("{} holds no whole record, so there is no run in it: removed", log));
  return {};
}

Status recover(const std::string& log, const std::string& recordings, RunStore& store, World& world,
               SelfProfile& profile) {
  bool ours = lies_in(recordings, log, world);
  if (ours && is_being_recorded(log, world))
    return failure(ErrorKind::busy, fmt::format("{} is still being recorded", log), log);
  Result<Trace> trace = trace_of_recording(log, world, profile);
  if (!trace && ours && is_empty_log(world.files.read_file(log).value_or("?")))
    return remove_empty(log, world);
  if (!trace) return tl::unexpected(trace.error());
  MAKESPAN_TRY(SavedRun saved, store.save(*trace));
  for (const std::string& notice : saved.notices)
    world.say(notice);
  if (ours) MAKESPAN_CHECKED(world.files.remove_tree(log));
  world.say(fmt::format("recovered {}: {}", trace->run.id, run_summary_line(*trace, "")));
  if (!ours) world.say(fmt::format("{} is left as it is; the run does not need it", log));
  return {};
}

}  // namespace

Result<int> recover_runs(const RecoverArguments& arguments, World& world, SelfProfile& profile) {
  RunStore store = open_store(world);
  MAKESPAN_TRY(StoreDirectory directory, store.prepare());
  remove_stale_scratch(world.files, directory.path);
  std::vector<std::string> logs = {arguments.file};
  if (arguments.file.empty()) {
    MAKESPAN_TRY(logs, logs_in(directory.recordings, world));
    if (logs.empty())
      world.say(fmt::format("there is nothing to recover in {}", directory.recordings));
  }
  int exit_code = kExitFine;
  for (const std::string& log : logs) {
    if (Status recovered = recover(log, directory.recordings, store, world, profile); !recovered) {
      world.say(recovered.error().message);
      exit_code = kExitFailed;
    }
  }
  return exit_code;
}

}  // namespace makespan
