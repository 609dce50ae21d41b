#pragma once
// record(): run a command, unchanged, and write down what it did.
//
// The command has our standard streams, terminal, process group, environment (but for the
// overrides) and limits, and its exit code comes back whatever happens to the recording. The
// caller's program may die at any moment: the command runs on, and the log tells the run up to
// then.
//
//   RecordOutcome outcome = record({.command = {"cargo", "build"}, .log_path = ".makespan/x.log"});
//
// While it runs, SIGINT and its like are blocked in this program: those of the terminal are the
// command's business, those sent to us alone are passed on to it. Call it from one thread only, and
// with no child processes of that thread's own.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/duration.h"
#include "model/run.h"

namespace makespan {

enum class RecordMethod {
  automatic,  // ptrace, polling where that is refused
  polling,
};

struct EnvironmentChange {
  std::string name;
  std::optional<std::string> value;  // none: unset
};

// What is looked up while the build already runs.
struct LateFacts {
  std::vector<ToolVersion> toolchain;
  std::string git_revision;
  std::optional<bool> git_dirty;
};

// For the live line.
struct RecordProgress {
  Duration elapsed;
  uint64_t processes = 0;  // started so far
  size_t running = 0;      // alive now
  double own_cores = 0;    // busy with them, in the last sample
  double cores = 0;        // that there are
};

struct RecordOptions {
  std::vector<std::string> command;  // not empty
  std::string executable;            // a path; empty: looked up by the command's first word
  std::vector<EnvironmentChange> environment;
  std::string working_directory;  // where the command runs; empty: where we are
  // A file that takes the command's standard output and standard error; empty: they are ours.
  std::string output_path;
  // The command dies with us (where ptrace is allowed): for builds that nobody else waits for.
  bool kill_with_us = false;
  std::string log_path;
  RecordMethod method = RecordMethod::automatic;
  Duration sample_period = Duration::milliseconds(50);
  // id, project_root, cold and makespan_version are the caller's; the rest is filled in.
  Run run;
  // Called once, on a thread of its own, after the command has started. `stop` is true half a
  // second after the command's end: long enough for the facts of a build that was shorter than
  // asking for them, and too short to be noticed behind one. What is known by then is recorded.
  std::function<LateFacts(const std::function<bool()>& stop)> late_facts;
  // The text for the terminal's title, asked for once a second where stderr is a terminal. Nothing
  // is ever written to the terminal's text.
  std::function<std::string(const RecordProgress&)> live_line;
  bool quiet = false;  // no live line
  // Told before the command starts that nothing of it will be recorded: whoever waits for a long
  // build may want to know that now. The signals of a failed write are blocked then. Not set: the
  // sentence is among the outcome's warnings.
  std::function<void(const std::string&)> say_at_once;
};

struct RecordOutcome {
  int exit_code = 0;  // the command's; 128+N for signal N; 127, 126: it could not be started
  std::optional<std::string> start_error;  // why it could not: "cannot run `x`: command not found"
  RunSource source = RunSource::recorded;
  Duration wall;
  // Sentences for the person at the terminal. Warnings: less is recorded than was asked for (a log
  // cut short, polling where ptrace is refused), or the command may have been disturbed. Notes:
  // processes that were left behind or let go.
  std::vector<std::string> warnings;
  std::vector<std::string> notes;
  // How often a thread of the build stood still for the recorder: what observing costs the build.
  uint64_t stops = 0;
  // The first signal that asked the job to end while the command ran: Ctrl-C, a timeout's SIGTERM.
  std::optional<int> ending_signal;
  bool has_log = false;  // there is a log, whole or up to the warning that says why not
};

RecordOutcome record(const RecordOptions& options);

}  // namespace makespan
