#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <thread>
#include <utility>

#include "record/command_start_linux.h"
#include "record/decode_recording.h"
#include "record/event_queue.h"
#include "record/event_translator.h"
#include "record/observed_call.h"
#include "record/observer.h"
#include "record/recording_log.h"
#include "record/secrets.h"
#include "system/errno_error.h"

namespace makespan {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int kLookPeriodMilliseconds = 50;
// Of each stream; a compiler that says more is not listened to any further.
constexpr size_t kMostOutputBytes = 32U << 20;

class File {
 public:
  explicit File(int fd = -1) : fd_(fd) {}
  File(File&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  File& operator=(File&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~File() { close(); }
  void close() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  }
  [[nodiscard]] int fd() const { return fd_; }

 private:
  int fd_;
};

struct Pipe {
  File read_end;
  File write_end;
};

Result<Pipe> open_pipe() {
  std::array<int, 2> ends = {};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return errno_failure(errno, "open", "a pipe");
  return Pipe{.read_end = File(ends[0]), .write_end = File(ends[1])};
}

// The files of one call.
struct CallFiles {
  File input;
  Pipe output;
  Pipe error;
  Pipe tokens;
};

Result<CallFiles> open_files(uint32_t tokens) {
  CallFiles files;
  files.input = File(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  if (files.input.fd() < 0) return errno_failure(errno, "open", "/dev/null");
  for (Pipe* pipe : {&files.output, &files.error, &files.tokens}) {
    MAKESPAN_TRY(*pipe, open_pipe());
  }
  for (uint32_t i = 0; i < tokens; ++i) {
    if (::write(files.tokens.write_end.fd(), "|", 1) != 1) {
      return errno_failure(errno, "write", "a jobserver's pipe");
    }
  }
  ::fcntl(files.output.read_end.fd(), F_SETFL, O_NONBLOCK);
  ::fcntl(files.error.read_end.fd(), F_SETFL, O_NONBLOCK);
  return files;
}

ApartStart apart_start(const CallOrder& order, const CallFiles& files) {
  int read_end = files.tokens.read_end.fd();
  int write_end = files.tokens.write_end.fd();
  ApartStart start{.executable = order.executable,
                   .working_directory = order.working_directory,
                   .environment = order.environment,
                   .input = files.input.fd(),
                   .output = files.output.write_end.fd(),
                   .error = files.error.write_end.fd(),
                   .kept_files = {read_end, write_end}};
  // Both words, as cargo gives them: compilers before 2018 know the first.
  start.environment.push_back(fmt::format(
      "CARGO_MAKEFLAGS=-j --jobserver-fds={0},{1} --jobserver-auth={0},{1}", read_end, write_end));
  return start;
}

// What is there now.
void drain(const File& file, std::string& into) {
  std::array<char, 65536> buffer;
  while (true) {
    ssize_t got = ::read(file.fd(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return;
    if (into.size() < kMostOutputBytes) into.append(buffer.data(), static_cast<size_t>(got));
  }
}

class Observation {
 public:
  Observation(const CallOrder& order, CallFiles& files) : order_(order), files_(files) {}

  Result<ObservedCall> run() {
    events_.push(LogRecord(RunStarted{.id = "call",
                                      .command = mask_arguments(order_.arguments),
                                      .working_directory = order_.working_directory,
                                      .started = clock_.started().since_epoch().nanoseconds()}));
    std::thread observer([this] { observe(); });
    accompany();
    observer.join();
    read_streams();
    if (start_error_ != 0) return errno_failure(start_error_, "run", order_.executable);
    if (!observed_) {
      return failure(ErrorKind::unsupported,
                     "ptrace is not allowed here, so what a replayed compiler call costs cannot "
                     "be measured");
    }
    MAKESPAN_TRY(call_.trace, decode_recording(recording()));
    call_.exit_code = observed_->exit_code;
    return std::move(call_);
  }

 private:
  // On a thread of its own, at whose end whatever is left of the call dies.
  void observe() {
    CommandStart start(order_.arguments, apart_start(order_, files_));
    sigset_t none;
    sigemptyset(&none);
    pid_t command = start.fork(none);
    if (command < 0) {
      start_error_ = errno;
    } else {
      tree_.command_started(command);
      observed_ = observe_by_ptrace(
          {.events = events_, .tree = tree_, .clock = clock_, .kill_with_us = true}, start,
          command);
      if (observed_) start_error_ = observed_->start_error.value_or(0);
      if (!observed_) {
        ::kill(command, SIGKILL);
        ::waitpid(command, nullptr, 0);
      }
    }
    files_.output.write_end.close();
    files_.error.write_end.close();
    over_ = true;
  }

  // Until the observer is done: reads, and kills where it is time to.
  void accompany() {
    Clock::time_point limit = Clock::now() + order_.limit;
    while (!over_) {
      std::array<pollfd, 2> wanted = {
          {{files_.output.read_end.fd(), POLLIN, 0}, {files_.error.read_end.fd(), POLLIN, 0}}};
      ::poll(wanted.data(), wanted.size(), kLookPeriodMilliseconds);
      read_streams();
      if (call_.ending == CallEnding::ended) call_.ending = verdict(limit);
      if (call_.ending != CallEnding::ended) kill_all();
    }
  }

  [[nodiscard]] CallEnding verdict(Clock::time_point limit) const {
    if (order_.cancelled && order_.cancelled()) return CallEnding::cancelled;
    return Clock::now() > limit ? CallEnding::too_long : CallEnding::ended;
  }

  void kill_all() {
    tree_.with_command([](int32_t command) { ::kill(-command, SIGKILL); });
  }

  void read_streams() {
    drain(files_.output.read_end, call_.standard_output);
    drain(files_.error.read_end, call_.standard_error);
  }

  std::string recording() {
    events_.push(LogRecord(RunEnded{.time = observed_->end, .exit_code = observed_->exit_code}));
    events_.close();
    LogEncoder log;
    EventTranslator translator(log, real_file_system(), clock_.started());
    for (const RecordEvent& event : events_.take().events)
      translator.translate(event);
    return log_header() + log.take();
  }

  const CallOrder& order_;
  CallFiles& files_;
  RunClock clock_;
  TreeState tree_;
  EventQueue events_;
  std::optional<Observed> observed_;
  std::atomic<bool> over_ = false;
  int start_error_ = 0;
  ObservedCall call_;
};

}  // namespace

Result<ObservedCall> observe_call(const CallOrder& order) {
  MAKESPAN_TRY(CallFiles files, open_files(order.jobserver_tokens));
  return Observation(order, files).run();
}

}  // namespace makespan
