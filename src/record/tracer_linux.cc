// Observing by ptrace: process events only, one thread, one system call to learn of an event and
// one to let the process go on.
//
//   FORK/VFORK/CLONE in the parent, the new task's first stop   -> ProcessStarted, ProcessForked,
//                                                                   ThreadStarted
//   EXEC                                                        -> RawImage
//   the zombie, before it is waited for                         -> ProcessEnded, RawThreadEnded
//
// Zombies, not exit stops: while a zombie waits for its tracer, its scheduler counters and its
// rusage are final and can still be read, and the process is spared a stop. Only its memory is
// gone, so those whose peak memory is worth it, or whose rusage is mixed with their children's,
// have an exit stop too.

#include <fmt/format.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "record/argument_block_linux.h"
#include "record/former_processes_linux.h"
#include "record/job_control_linux.h"
#include "record/leak_checker_linux.h"
#include "record/observer.h"
#include "record/proc_files_linux.h"
#include "record/process_table.h"
#include "record/process_usage_linux.h"
#include "record/processor_stay_linux.h"
#include "record/ptrace_events_linux.h"

namespace makespan {
namespace {

constexpr long kOptions =
    PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC;
// Processes that end together with the command (the rest of a pipeline) are given this long; only
// where there are any left.
constexpr Duration kGrace = Duration::milliseconds(50);
class Tracer {
 public:
  Tracer(const ObserverContext& context, pid_t command)
      : events_(context.events),
        tree_(context.tree),
        clock_(context.clock),
        options_(options_of(context)),
        command_(command) {}

  static long options_of(const ObserverContext& context) {
    return kOptions | (context.kill_with_us ? PTRACE_O_EXITKILL : 0);
  }

  void run() {
    LiveTask& command = table_.add_process(command_);
    command.stopped_once = true;  // an attached task has no first stop
    command.creation_told = true;
    started(command, clock_.now());
    PtraceEvent event;
    while (!command_ended_ && next_event(event, 0) > 0)
      handle(event);
    finish_stragglers();
    release_the_rest();
  }

  Observed observed;

 private:
  void handle(const PtraceEvent& event) {
    stay_.woken(clock_.now());
    switch (event.code) {
      case CLD_EXITED:
      case CLD_KILLED:
      case CLD_DUMPED:
        ended(event);
        return;
      case CLD_STOPPED:  // the command, where it was let go: job control is all that is left
        consume(event.id, WSTOPPED);
        command_stopped(event.id);
        return;
      case CLD_TRAPPED:
        stopped(event);
        return;
    }
  }

  void stopped(const PtraceEvent& event) {
    ++observed.stops;
    int signal = event.status & 0x7f;
    switch (event.status >> 8) {
      case PTRACE_EVENT_FORK:
      case PTRACE_EVENT_VFORK:
      case PTRACE_EVENT_CLONE:
        spawned(event);
        resume(event.id);
        return;
      case PTRACE_EVENT_EXEC:
        if (!executed(event.id)) resume(event.id);
        return;
      case PTRACE_EVENT_EXIT:
        exiting(event.id);
        resume(event.id);
        return;
      case PTRACE_EVENT_STOP:
        if (is_stopping(signal)) {
          ::ptrace(PTRACE_LISTEN, event.id, nullptr, nullptr);
          command_stopped(event.id);
        } else {
          trapped(event.id);
          resume(event.id);
        }
        return;
      default:
        signalled(event.id, signal);
        resume(event.id, signal);
        return;
    }
  }

  // The stop that a new task begins with, or the end of a group's stop.
  void trapped(pid_t id) {
    LiveTask* task = table_.find(id);
    if (task == nullptr) early_.emplace(id, clock_.now());
    if (id == command_) tree_.command_stopped = false;
    if (task != nullptr && std::exchange(task->stopped_once, true)) return;
    // Options are inherited: a child must not have an exit stop because its parent has one.
    bool inherits = task == nullptr || task->thread != kMainThread || task->process->exit_stop;
    if (inherits) ::ptrace(PTRACE_SETOPTIONS, id, nullptr, options_);
    if (task != nullptr && task->thread == kMainThread) task->process->exit_stop = false;
  }

  void signalled(pid_t id, int signal) {
    const LiveTask* task = table_.find(id);
    if (task == nullptr || task->process->pid != command_) return;
    tree_.command_stopped = false;
    tree_.signal_delivered(signal, clock_.now());
  }

  void command_stopped(pid_t id) {
    if (id != command_) return;
    tree_.command_stopped = true;
    stop_with_the_job(tree_);
  }

  // --- starts ------------------------------------------------------------------------------------

  void started(const LiveTask& task, Timestamp time) {
    events_.push(LogRecord(
        ProcessStarted{.process = task.process->number, .pid = task.process->pid, .time = time}));
    tree_.process_started(task.process->pid);
  }

  void spawned(const PtraceEvent& event) {
    auto child = static_cast<pid_t>(message_of(event.id));
    LiveTask* spawner = known(event.id);
    if (spawner == nullptr || child <= 0) return;
    LiveProcess& parent = *spawner->process;
    std::optional<Duration> spawner_cpu;
    if (parent.kind == ProgramKind::rust_compiler) {
      if (auto schedule = proc_.schedule(event.id)) spawner_cpu = schedule->cpu;
    }
    uint32_t spawner_thread = spawner->thread;
    bool may_be_thread = event.status >> 8 == PTRACE_EVENT_CLONE;
    if (may_be_thread && is_thread(child, parent)) {
      thread_spawned(child, parent, spawner_thread, spawner_cpu);
      return;
    }
    parent.forked = true;
    process_spawned(child, parent, spawner_thread, spawner_cpu, peak_memory_of(event.usage));
  }

  // A traced task stays until we have taken its end, but for one: a thread that calls exec between
  // the event of its creation and this question has its process's id by now, and its own is gone.
  bool is_thread(pid_t id, const LiveProcess& process) {
    if (exists(id, process.pid)) return true;
    return !exists(id, id) && !ended_early_.contains(id) && table_.find_process(id) == nullptr;
  }

  static bool exists(pid_t id, pid_t process) { return ::syscall(SYS_tgkill, process, id, 0) == 0; }

  void thread_spawned(pid_t id, LiveProcess& process, uint32_t spawner,
                      std::optional<Duration> spawner_cpu) {
    std::optional<Timestamp> early = take_early(id);
    ended_early_.erase(id);  // of a former task of this id: this one is there
    if (table_.find(id) == nullptr) {
      add_thread(id, process, early.value_or(clock_.now()), spawner, spawner_cpu);
      table_.find(id)->stopped_once = early.has_value();
    }
    table_.find(id)->creation_told = true;
  }

  void add_thread(pid_t id, LiveProcess& process, Timestamp time, uint32_t spawner,
                  std::optional<Duration> spawner_cpu) {
    events_.push(LogRecord(ThreadStarted{.thread = table_.add_thread(id, process).thread,
                                         .process = process.number,
                                         .time = time,
                                         .spawner = spawner,
                                         .spawner_cpu = spawner_cpu}));
  }

  void process_spawned(pid_t child, const LiveProcess& parent, uint32_t spawner,
                       std::optional<Duration> spawner_cpu, uint64_t parent_peak) {
    uint32_t number = kNoProcess;
    auto gone = ended_early_.find(child);
    bool is_gone = gone != ended_early_.end() && !proc_.is_traced(child);
    if (is_gone) number = gone->second;
    // Where the child lives, that was a former process of this id, whose creator was killed.
    if (gone != ended_early_.end()) ended_early_.erase(gone);
    if (!is_gone) {
      LiveTask* task = table_.find(child);
      if (task == nullptr) {
        std::optional<Timestamp> early = take_early(child);
        task = &table_.add_process(child);
        task->stopped_once = early.has_value();
        started(*task, early.value_or(clock_.now()));
      }
      task->creation_told = true;
      LiveProcess& process = *task->process;
      if (process.executable.empty()) {
        process.executable = parent.executable;
        process.kind = parent.kind;
      }
      process.inherited_peak_bytes = parent_peak;
      process.exit_stop = parent.exit_stop;
      process.parent_pid = parent.pid;
      number = process.number;
    }
    if (number == kNoProcess) return;
    events_.push(LogRecord(ProcessForked{.process = number,
                                         .parent = parent.number,
                                         .spawner = spawner,
                                         .spawner_cpu = spawner_cpu}));
  }

  std::optional<Timestamp> take_early(pid_t id) {
    auto place = early_.find(id);
    if (place == early_.end()) return std::nullopt;
    Timestamp time = place->second;
    early_.erase(place);
    return time;
  }

  // The task of an id, also where it acts before the event of its own creation has come, or where
  // that event never comes because its parent was killed.
  LiveTask* known(pid_t id) {
    if (LiveTask* task = table_.find(id)) return task;
    Timestamp time = take_early(id).value_or(clock_.now());
    std::optional<int32_t> process = proc_.process_of(id);
    if (process && *process != id) {
      LiveTask* main = table_.find(*process);
      if (main == nullptr) return nullptr;
      add_thread(id, *main->process, time, kMainThread, std::nullopt);
      table_.find(id)->stopped_once = true;
      return table_.find(id);
    }
    LiveTask& task = table_.add_process(id);
    task.stopped_once = true;
    started(task, time);
    return &task;
  }

  // --- exec --------------------------------------------------------------------------------------

  // True where the process was let go: it needs ptrace itself.
  bool executed(pid_t id) {
    LiveTask* task = known(id);
    if (task == nullptr) return false;
    long former = message_of(id);
    if (former < 0) {
      // Another thread than the main one has called exec: the kernel refuses every request until
      // the event is taken, since it might be meant for the main thread that is no more.
      consume(id, WSTOPPED);
      former = message_of(id);
    }
    if (former > 0 && former != id) took_over(static_cast<pid_t>(former), *task);
    LiveProcess& process = *task->process;
    StackBlock block = read_stack_block(id);
    RawImage image{.process = process.number,
                   .time = clock_.now(),
                   .executable = executable_of(id, block.file_name),
                   .working_directory = proc_.link(id, "cwd"),
                   .arguments = std::move(block.arguments)};
    if (image.arguments.empty()) image.arguments = proc_.read(id, "cmdline");
    image.kind = program_kind(image.executable, image.arguments.c_str());
    if (keeps_environment(image.kind)) {
      image.environment = proc_.read(id, "environ");
      ::ptrace(PTRACE_SETOPTIONS, id, nullptr, options_ | PTRACE_O_TRACEEXIT);
      process.exit_stop = true;
    }
    process.executable = image.executable;
    process.kind = image.kind;
    bool leaks = image.kind != ProgramKind::tracer && leak_checker_.is_linked(image.executable, id);
    note_privileged(image.kind);
    events_.push(std::move(image));
    if (process.kind != ProgramKind::tracer && !leaks) return false;
    return let_go(process, leaks);
  }

  // What the kernel resolves a file name to; asked once a name where no build changes the answer.
  std::string executable_of(pid_t id, const std::string& file_name) {
    bool fixed = file_name.starts_with("/usr/") || file_name.starts_with("/bin/");
    if (!fixed) return proc_.link(id, "exe");
    auto [place, is_new] = resolved_.try_emplace(file_name);
    if (is_new) place->second = proc_.link(id, "exe");
    return place->second;
  }

  // A thread that was not the main one has called exec: it is the process now, under the process's
  // id, and the others are gone.
  void took_over(pid_t former, LiveTask& main) {
    // Too quick for the event of its creation, which now never comes.
    if (std::optional<Timestamp> early = take_early(former)) {
      add_thread(former, *main.process, *early, kMainThread, std::nullopt);
    }
    const LiveTask* thread = table_.find(former);
    if (thread == nullptr || thread->process != main.process) return;
    ProcFiles::Schedule schedule =
        proc_.schedule(main.process->pid).value_or(ProcFiles::Schedule{});
    events_.push(RawThreadEnded{.record = {.thread = thread->thread,
                                           .time = clock_.now(),
                                           .cpu = schedule.cpu,
                                           .run_queue_wait = schedule.run_queue_wait},
                                .name = proc_.thread_name(main.process->pid)});
    main.carried_wait = schedule.run_queue_wait;
    table_.remove_thread(former);
  }

  void note_privileged(ProgramKind kind) {
    if (kind != ProgramKind::privileged || ::geteuid() == 0) return;
    note("lost-privileges",
         "a program that gets its privileges from its file (sudo, su) was started; under "
         "observation "
         "Linux does not give them: use --no-ptrace if it failed for that",
         Severity::warning);
  }

  // False where it is being killed: then it is still ours to wait for.
  bool let_go(const LiveProcess& process, bool leaks) {
    FormerProcess former = former_process(process, proc_);
    if (::ptrace(PTRACE_DETACH, process.pid, nullptr, nullptr) != 0) return false;
    note("not-observed", not_observed_sentence(former.name, leaks));
    events_.push(LogRecord(ProcessReleased{.process = process.number, .time = clock_.now()}));
    let_go_.push_back(std::move(former));
    table_.remove_process(process.pid);
    return true;
  }

  void note(std::string code, std::string sentence, Severity severity = Severity::note) {
    ObserverNotice notice{
        .code = std::move(code), .sentence = std::move(sentence), .severity = severity};
    if (noted_.insert(notice).second) observed.notices.push_back(std::move(notice));
  }

  // --- ends --------------------------------------------------------------------------------------

  void exiting(pid_t id) {
    LiveTask* task = known(id);
    if (task == nullptr) return;
    uint64_t peak = proc_.peak_memory(id).value_or(0);
    task->process->peak_memory_bytes = std::max(task->process->peak_memory_bytes, peak);
  }

  void ended(const PtraceEvent& event) {
    LiveTask* task = let_go_ended(event) ? nullptr : known(event.id);
    if (task != nullptr && task->thread != kMainThread) {
      if (!task->creation_told) ended_early_[event.id] = kNoProcess;
      thread_ended(event.id, *task);
    } else if (task != nullptr) {
      if (!task->creation_told) ended_early_[event.id] = task->process->number;
      process_ended(event, *task);
    }
    if (event.id == command_) {
      command_ended_ = true;
      observed.end = clock_.now();
      tree_.command_ended();
      observed.exit_code = event.code == CLD_EXITED ? event.status : 128 + event.status;
    }
    consume(event.id, WEXITED);
  }

  // The command is our child even where it was let go: its end is told as any other's.
  bool let_go_ended(const PtraceEvent& event) {
    auto place = std::find_if(let_go_.begin(), let_go_.end(), [&](const FormerProcess& process) {
      return process.pid == event.id;
    });
    if (event.id != command_ || place == let_go_.end()) return false;
    ProcessEnded ended = end_of(event, place->number);
    tree_.process_ended(event.id, ended.cpu.value_or(Duration()));
    events_.push(LogRecord(ended));
    let_go_.erase(place);
    return true;
  }

  void thread_ended(pid_t id, const LiveTask& task) {
    RawThreadEnded ended{.record = {.thread = task.thread, .time = clock_.now()}};
    if (auto schedule = proc_.schedule(id)) {
      ended.record.cpu = schedule->cpu;
      ended.record.run_queue_wait = schedule->run_queue_wait;
    }
    ended.name = proc_.thread_name(id);
    events_.push(std::move(ended));
    table_.remove_thread(id);
  }

  ProcessEnded end_of(const PtraceEvent& event, uint32_t process) {
    ProcessEnded ended{.process = process, .time = clock_.now()};
    if (event.code == CLD_EXITED) ended.exit_code = event.status;
    if (event.code != CLD_EXITED) ended.signal = event.status;
    ended.cpu = process_cpu(event.id);
    return ended;
  }

  void process_ended(const PtraceEvent& event, const LiveTask& task) {
    const LiveProcess& process = *task.process;
    ProcessEnded ended = end_of(event, process.number);
    if (auto schedule = proc_.schedule(process.pid)) {
      ended.main_run_queue_wait = schedule->run_queue_wait - task.carried_wait;
    }
    add_usage(event.usage, process, table_.find_process(process.parent_pid), proc_, ended);
    tree_.process_ended(process.pid, ended.cpu.value_or(Duration()));
    events_.push(LogRecord(ended));
    table_.remove_process(process.pid);
  }

  void finish_stragglers() {
    Timestamp deadline = clock_.now() + kGrace;
    PtraceEvent event;
    while (table_.living() > 0) {
      int found = next_event(event, WNOHANG);
      if (found > 0) {
        handle(event);
      } else if (found < 0 || clock_.now() > deadline) {
        return;
      } else {
        ::usleep(1000);
      }
    }
  }

  void release_the_rest() {
    std::vector<FormerProcess> left;
    for (const LiveProcess* process : table_.all())
      left.push_back(former_process(*process, proc_));
    for (FormerProcess& process : let_go_) {
      if (lives(process, proc_)) {
        left.push_back(std::move(process));
      } else {
        tree_.process_ended(process.pid, Duration());
      }
    }
    Timestamp now = clock_.now();
    for (const FormerProcess& process : left) {
      std::optional<Duration> cpu = process_cpu(process.pid);
      events_.push(LogRecord(ProcessReleased{
          .process = process.number, .time = now, .left_behind = true, .cpu = cpu}));
      tree_.process_ended(process.pid, cpu.value_or(Duration()));
    }
    if (!left.empty()) note("left-behind", left_behind_sentence(left));
  }

  EventQueue& events_;
  TreeState& tree_;
  const RunClock& clock_;
  const long options_;  // of every tracee; some have an exit stop too
  const pid_t command_;
  bool command_ended_ = false;
  ProcessorStay stay_;
  ProcFiles proc_;
  LeakChecker leak_checker_;
  std::unordered_map<std::string, std::string> resolved_;
  ProcessTable table_;
  // Tasks whose first stop came before the event of their creation, and when.
  std::map<pid_t, Timestamp> early_;
  // Tasks that even ended before it, whatever they had done by then: the process's number,
  // kNoProcess for a thread.
  std::map<pid_t, uint32_t> ended_early_;
  std::vector<FormerProcess> let_go_;
  std::set<ObserverNotice> noted_;
};

}  // namespace

std::optional<Observed> observe_by_ptrace(const ObserverContext& context, CommandStart& start,
                                          pid_t command) {
  if (::ptrace(PTRACE_SEIZE, command, nullptr, Tracer::options_of(context)) != 0)
    return std::nullopt;
  start.release();
  Tracer tracer(context, command);
  tracer.run();
  tracer.observed.start_error = start.wait_for_exec();
  return std::move(tracer.observed);
}

}  // namespace makespan
