// Observing where ptrace is refused: /proc, 60 times a second. Processes that live shorter than a
// period are missed, moments are to a period, and CPU is what the last poll before the end saw.

#include <errno.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <map>
#include <utility>

#include "record/job_control_linux.h"
#include "record/observer.h"
#include "record/proc_files_linux.h"

namespace makespan {
namespace {

constexpr int kPeriodMilliseconds = 16;

struct PolledThread {
  uint32_t number = 0;
  std::string name;
  ProcFiles::Schedule used;
  bool seen = true;
};

struct PolledProcess {
  uint32_t number = 0;
  uint64_t start_ticks = 0;  // tells a reused pid apart
  uint64_t arguments_at = 0;
  bool has_image = false;
  ProgramKind kind = ProgramKind::other;
  std::string name;
  Duration cpu;
  Duration user;
  Duration system;
  Duration main_wait;
  uint64_t peak_memory_bytes = 0;
  std::map<int32_t, PolledThread> threads;
  bool seen = true;
};

std::vector<int32_t> numeric_entries(const std::string& directory) {
  std::vector<int32_t> numbers;
  std::error_code error;
  for (std::filesystem::directory_iterator at(directory, error), end; !error && at != end;
       at.increment(error)) {
    std::string name = at->path().filename().string();
    int32_t number = 0;
    auto [last, bad] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (bad == std::errc() && *last == '\0') numbers.push_back(number);
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

class Poller {
 public:
  Poller(const ObserverContext& context, pid_t command)
      : events_(context.events), tree_(context.tree), clock_(context.clock), command_(command) {}

  Observed run() {
    add(command_, proc_.status(command_).value_or(ProcFiles::Status{}), kNoProcess);
    int command_fd = static_cast<int>(::syscall(SYS_pidfd_open, command_, 0));
    Observed observed;
    while (!command_ended(observed)) {
      scan();
      pollfd wanted = {.fd = command_fd, .events = POLLIN};
      ::poll(&wanted, 1, kPeriodMilliseconds);
    }
    if (command_fd >= 0) ::close(command_fd);
    scan();
    release_the_rest(observed);
    return observed;
  }

 private:
  // One poll of the whole of /proc. A process belongs to us if its parent does when it is first
  // seen; it stays ours when it is given to init later.
  void scan() {
    Timestamp now = clock_.now();
    for (auto& [pid, process] : living_)
      process.seen = false;
    for (int32_t pid : numeric_entries("/proc"))
      look_at(pid, now);
    std::vector<int32_t> gone;
    for (auto& [pid, process] : living_) {
      if (!process.seen && pid != command_) gone.push_back(pid);
    }
    for (int32_t pid : gone)
      ended(pid, now, {.process = living_[pid].number, .time = now});
  }

  void look_at(int32_t pid, Timestamp now) {
    std::optional<ProcFiles::Status> status = proc_.status(pid);
    if (!status) return;
    auto place = living_.find(pid);
    if (place != living_.end() && place->second.start_ticks != status->start_ticks) {
      ended(pid, now, {.process = place->second.number, .time = now});
      place = living_.end();
    }
    if (place == living_.end()) {
      auto parent = living_.find(status->parent);
      if (parent == living_.end()) return;
      place = add(pid, *status, parent->second.number);
    }
    PolledProcess& process = place->second;
    process.seen = status->state != 'Z' || pid == command_;
    if (!process.seen || status->state == 'Z') return;
    process.user = status->user;
    process.system = status->system;
    process.cpu = std::max(process.cpu, process_cpu(pid).value_or(Duration()));
    if (auto schedule = proc_.schedule(pid)) process.main_wait = schedule->run_queue_wait;
    if (!process.has_image || status->arguments_at != process.arguments_at ||
        status->name != process.name) {
      look_at_image(pid, process, *status, now);
    }
    process.peak_memory_bytes =
        std::max(process.peak_memory_bytes, proc_.peak_memory(pid).value_or(0));
    if (process.kind != ProgramKind::other) look_at_threads(pid, process, now);
  }

  std::map<int32_t, PolledProcess>::iterator add(int32_t pid, const ProcFiles::Status& status,
                                                 uint32_t parent) {
    PolledProcess process{.number = next_process_++, .start_ticks = status.start_ticks};
    events_.push(
        LogRecord(ProcessStarted{.process = process.number, .pid = pid, .time = clock_.now()}));
    if (parent != kNoProcess) {
      events_.push(LogRecord(ProcessForked{.process = process.number, .parent = parent}));
    }
    tree_.process_started(pid);
    return living_.insert_or_assign(pid, std::move(process)).first;
  }

  // A child between its fork and its exec shows its parent's arguments: an image of its own it has
  // only once they are other ones, or at other addresses.
  void look_at_image(int32_t pid, PolledProcess& process, const ProcFiles::Status& status,
                     Timestamp now) {
    RawImage image{.process = process.number,
                   .time = now,
                   .executable = proc_.link(pid, "exe"),
                   .working_directory = proc_.link(pid, "cwd"),
                   .arguments = std::string(proc_.read(pid, "cmdline"))};
    if (image.executable.empty()) return;
    auto parent = living_.find(status.parent);
    bool inherited = !process.has_image && parent != living_.end() &&
                     parent->second.arguments_at == status.arguments_at && status.arguments_at != 0;
    if (inherited || (pid == command_ && image.executable == own_executable_)) return;
    process.has_image = true;
    process.arguments_at = status.arguments_at;
    process.name = status.name;
    process.kind = program_kind(image.executable, image.arguments.c_str());
    image.kind = process.kind;
    if (keeps_environment(image.kind)) image.environment = proc_.read(pid, "environ");
    events_.push(std::move(image));
  }

  void look_at_threads(int32_t pid, PolledProcess& process, Timestamp now) {
    for (auto& [id, thread] : process.threads)
      thread.seen = false;
    for (int32_t id : numeric_entries(fmt::format("/proc/{}/task", pid))) {
      if (id == pid) continue;
      auto [place, is_new] = process.threads.try_emplace(id);
      PolledThread& thread = place->second;
      if (is_new) {
        thread.number = next_thread_++;
        events_.push(LogRecord(
            ThreadStarted{.thread = thread.number, .process = process.number, .time = now}));
      }
      thread.seen = true;
      thread.name = proc_.thread_name(id);
      thread.used = proc_.schedule(id).value_or(thread.used);
    }
    end_threads(process, now);
  }

  void end_threads(PolledProcess& process, Timestamp now) {
    std::erase_if(process.threads, [&](const auto& entry) {
      const PolledThread& thread = entry.second;
      if (thread.seen) return false;
      events_.push(RawThreadEnded{.record = {.thread = thread.number,
                                             .time = now,
                                             .cpu = thread.used.cpu,
                                             .run_queue_wait = thread.used.run_queue_wait},
                                  .name = thread.name});
      return true;
    });
  }

  void ended(int32_t pid, Timestamp now, ProcessEnded record) {
    PolledProcess& process = living_[pid];
    for (auto& [id, thread] : process.threads)
      thread.seen = false;
    end_threads(process, now);
    if (process.cpu > Duration()) {
      record.cpu = process.cpu;
      record.user = process.user;
      record.system = process.system;
      record.main_run_queue_wait = process.main_wait;
    }
    if (process.peak_memory_bytes > 0) record.peak_memory_bytes = process.peak_memory_bytes;
    events_.push(LogRecord(record));
    tree_.process_ended(pid, process.cpu);
    living_.erase(pid);
  }

  bool command_ended(Observed& observed) {
    siginfo_t info = {};
    int options = WEXITED | WSTOPPED | WCONTINUED | WNOHANG | WNOWAIT;
    if (::waitid(P_PID, static_cast<id_t>(command_), &info, options) != 0 || info.si_pid == 0)
      return false;
    if (info.si_code == CLD_STOPPED || info.si_code == CLD_CONTINUED) {
      ::waitid(P_PID, static_cast<id_t>(command_), &info, WSTOPPED | WCONTINUED | WNOHANG);
      tree_.command_stopped = info.si_code == CLD_STOPPED;
      stop_with_the_job(tree_);
      return false;
    }
    PolledProcess& process = living_[command_];
    ProcessEnded record{.process = process.number, .time = clock_.now()};
    if (info.si_code == CLD_EXITED) record.exit_code = info.si_status;
    if (info.si_code != CLD_EXITED) record.signal = info.si_status;
    process.cpu = process_cpu(command_).value_or(process.cpu);
    observed.exit_code = info.si_code == CLD_EXITED ? info.si_status : 128 + info.si_status;
    observed.end = record.time;
    tree_.command_ended();
    ::waitid(P_PID, static_cast<id_t>(command_), &info, WEXITED);
    ended(command_, record.time, record);
    return true;
  }

  void release_the_rest(Observed& observed) {
    std::string names;
    for (const auto& [pid, process] : living_) {
      events_.push(LogRecord(ProcessReleased{.process = process.number,
                                             .time = clock_.now(),
                                             .left_behind = true,
                                             .cpu = process.cpu}));
      names += fmt::format("{}{} (pid {})", names.empty() ? "" : ", ", process.name, pid);
    }
    if (names.empty()) return;
    observed.notices.push_back(
        {.code = "left-behind",
         .sentence = fmt::format(
             "still running when the command ended, and not followed further: {}", names)});
  }

  EventQueue& events_;
  TreeState& tree_;
  const RunClock& clock_;
  const pid_t command_;
  ProcFiles proc_;
  const std::string own_executable_ = proc_.link(::getpid(), "exe");
  std::map<int32_t, PolledProcess> living_;
  uint32_t next_process_ = 0;
  uint32_t next_thread_ = kMainThread + 1;
};

}  // namespace

Observed observe_by_polling(const ObserverContext& context, CommandStart& start, pid_t command) {
  start.release();
  Observed observed = Poller(context, command).run();
  observed.start_error = start.wait_for_exec();
  return observed;
}

}  // namespace makespan
