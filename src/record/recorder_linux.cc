// The threads of a recording:
//   the observer    forks the command and sees its events (tracer or poller); its end sets free
//   what
//                   outlives the command
//   the companion   samples, relays signals, shows the live line
//   the writer      turns events into the log
//   late facts      asks the caller for what takes long
// They meet in the EventQueue and in TreeState.

#include <errno.h>
#include <fmt/format.h>
#include <limits.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstring>
#include <thread>
#include <utility>

#include "model/diagnostics.h"
#include "record/command_start_linux.h"
#include "record/event_queue.h"
#include "record/host_facts.h"
#include "record/job_control_linux.h"
#include "record/log_writer.h"
#include "record/observer.h"
#include "record/recorder.h"
#include "record/sampler_linux.h"
#include "record/secrets.h"
#include "record/title_line_linux.h"

namespace makespan {
namespace {

constexpr Duration kLivePeriod = Duration::seconds(1);
// /proc/locks every other sample: a wait for a lock that matters lasts longer.
constexpr int kSamplesPerLockLook = 2;
// How long behind the command's end late facts may come.
constexpr Duration kLateGrace = Duration::milliseconds(500);

struct Session {
  const RecordOptions& options;
  RunClock clock;
  TreeState tree;
  EventQueue events = EventQueue(EventQueue::kDefaultLimitBytes);
  std::vector<uint32_t> cores = usable_cores();
  Host host;
  std::atomic<bool> command_forked = false;
  std::atomic<bool> command_over = false;
  Timestamp late_until;  // once the command is over

  void notice(Severity severity, std::string code, std::string message) {
    events.push(LogRecord(Noticed{.severity = static_cast<uint32_t>(severity),
                                  .code = std::move(code),
                                  .message = std::move(message)}));
  }
};

std::string current_directory() {
  std::array<char, PATH_MAX> path;
  return ::getcwd(path.data(), path.size()) != nullptr ? path.data() : "";
}

RunStarted run_started(const Session& session, RunSource source) {
  const Run& run = session.options.run;
  return {.id = run.id,
          .command = mask_arguments(session.options.command),
          .working_directory = session.options.working_directory.empty()
                                   ? current_directory()
                                   : session.options.working_directory,
          .project_root = run.project_root,
          .source = static_cast<uint32_t>(source),
          .cpu_model = session.host.cpu_model,
          .kernel = session.host.kernel,
          .online_cores = session.host.online_cores,
          .cores = session.host.cores,
          .memory_bytes = session.host.memory_bytes,
          .started = session.clock.started().since_epoch().nanoseconds(),
          .cold = run.cold,
          .makespan_version = run.makespan_version};
}

// What the companion thread does until the session is over.
void accompany(Session& session, SignalRelay& relay) {
  const RecordOptions& options = session.options;
  TitleLine title(!options.quiet && options.live_line);
  Sampler sampler(session.cores);
  sampler.sample(session.clock.now(), session.tree);
  bool locks_seen = false;
  Timestamp next_live = session.clock.now() + kLivePeriod;
  Timestamp next = session.clock.now();
  for (int count = 0; !relay.stopped(); ++count) {
    next = std::max(next + options.sample_period, session.clock.now());
    relay.run_until(next);
    Sampled sample = sampler.sample(session.clock.now(), session.tree);
    float own_cores = sample.own_cores.value_or(0);
    session.events.push(LogRecord(std::move(sample)));
    if (count % kSamplesPerLockLook == 0) {
      RawLockWaits waits = sampler.lock_waits(session.clock.now());
      bool any = !waits.waits.empty();
      if (any || locks_seen) session.events.push(std::move(waits));
      locks_seen = any;
    }
    if (!title.active() || session.clock.now() < next_live) continue;
    next_live = next_live + kLivePeriod;
    TreeState::Snapshot tree = session.tree.snapshot();
    title.show(options.live_line({.elapsed = session.clock.now() - Timestamp(),
                                  .processes = tree.started,
                                  .running = tree.living.size(),
                                  .own_cores = own_cores,
                                  .cores = session.host.cores}));
  }
}

// Not before the fork: a helper that starts meanwhile would keep our end of the command's pipes.
void add_late_facts(Session& session) {
  session.command_forked.wait(false);
  auto stop = [&] { return session.command_over && session.clock.now() >= session.late_until; };
  LateFacts facts = session.options.late_facts(stop);
  RunDescribed record{.git_revision = facts.git_revision, .git_dirty = facts.git_dirty};
  for (const ToolVersion& tool : facts.toolchain)
    record.toolchain.emplace_back(tool.name, tool.version);
  session.events.push(LogRecord(std::move(record)));
}

struct Observation {
  Observed observed;
  RunSource source = RunSource::recorded;
  int fork_error = 0;
};

// On the observer's thread, from the fork to the end of the command.
Observation observe(Session& session, const sigset_t& signal_mask) {
  std::vector<EnvironmentOverride> environment;
  for (const EnvironmentChange& change : session.options.environment)
    environment.push_back({.name = change.name, .value = change.value});
  CommandStart start(session.options.command, environment,
                     {.executable = session.options.executable,
                      .working_directory = session.options.working_directory,
                      .output_path = session.options.output_path});
  pid_t command = start.fork(signal_mask);
  session.command_forked = true;
  session.command_forked.notify_all();
  if (command < 0) return {.fork_error = errno};
  session.tree.command_started(command);
  ObserverContext context{.events = session.events,
                          .tree = session.tree,
                          .clock = session.clock,
                          .kill_with_us = session.options.kill_with_us};
  if (session.options.method == RecordMethod::automatic) {
    session.events.push(LogRecord(run_started(session, RunSource::recorded)));
    if (auto observed = observe_by_ptrace(context, start, command)) {
      return {.observed = std::move(*observed)};
    }
  }
  session.events.push(LogRecord(run_started(session, RunSource::coarse)));
  Observation observation{.observed = observe_by_polling(context, start, command),
                          .source = RunSource::coarse};
  if (session.options.method == RecordMethod::automatic) {
    observation.observed.notices.insert(
        observation.observed.notices.begin(),
        {.code = "ptrace-refused",
         .sentence =
             "ptrace is not allowed here: the build was watched by polling, so short processes "
             "are missed and the run is marked coarse",
         .severity = Severity::warning});
  }
  return observation;
}

void fill(RecordOutcome& outcome, const Observation& observation, const RecordOptions& options) {
  outcome.source = observation.source;
  outcome.exit_code = observation.observed.exit_code;
  outcome.stops = observation.observed.stops;
  outcome.wall = observation.observed.end - Timestamp();
  for (const ObserverNotice& notice : observation.observed.notices) {
    bool note = notice.severity == Severity::note;
    (note ? outcome.notes : outcome.warnings).push_back(notice.sentence);
  }
  std::optional<int> error = observation.observed.start_error;
  if (observation.fork_error != 0) error = observation.fork_error;
  if (!error) return;
  StartFailure failure = describe_start_failure(
      options.executable.empty() ? options.command[0] : options.executable, *error);
  outcome.exit_code = failure.exit_code;
  outcome.start_error = failure.message;
}

}  // namespace

RecordOutcome record(const RecordOptions& options) {
  Session session{.options = options};
  session.host = describe_host(real_file_system(), session.cores.size());
  RecordOutcome outcome;
  // Before any thread is started: one that had them unblocked would take them.
  BlockedSignals signals;
  Result<std::unique_ptr<LogWriter>> writer = LogWriter::open(options.log_path);
  if (writer) {
    (*writer)->start(session.events, real_file_system(), session.clock.started());
  } else {
    session.events.close();  // the command is observed all the same: signals and job control
    std::string sentence = fmt::format("nothing is recorded: {}", writer.error().message);
    if (options.say_at_once) {
      options.say_at_once(sentence);
    } else {
      outcome.warnings.push_back(std::move(sentence));
    }
  }

  Observation observation;
  SignalRelay relay(signals, session.tree, session.clock);
  std::thread observer([&] { observation = observe(session, signals.before()); });
  std::thread companion([&] { accompany(session, relay); });
  std::thread late;
  if (options.late_facts) late = std::thread([&] { add_late_facts(session); });
  observer.join();
  session.late_until = session.clock.now() + kLateGrace;
  session.command_over = true;
  relay.stop(companion.native_handle());
  companion.join();
  if (late.joinable()) late.join();

  fill(outcome, observation, options);
  for (const ObserverNotice& notice : observation.observed.notices)
    session.notice(notice.severity, notice.code, notice.sentence);
  session.events.push(
      LogRecord(RunEnded{.time = Timestamp() + outcome.wall, .exit_code = outcome.exit_code}));
  session.events.close();
  if (writer) {
    (*writer)->join();
    outcome.has_log = true;
    if ((*writer)->trouble()) outcome.warnings.push_back(*(*writer)->trouble());
  }
  relay.remember_late();
  outcome.ending_signal = relay.ending_signal();
  return outcome;
}

}  // namespace makespan
