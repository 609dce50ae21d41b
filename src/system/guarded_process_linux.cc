#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "system/guarded_process.h"
#include "system/process_tree.h"

namespace makespan {
namespace {

using Start = std::function<int(int32_t& child, const sigset_t& mask)>;

// What our death sends it.
constexpr int kLeftAlone = SIGTERM;

// Blocked, so that they are taken one at a time; a terminal's are the program's business.
sigset_t guarded_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (int signal : {SIGCHLD, kLeftAlone, SIGINT, SIGHUP})
    sigaddset(&set, signal);
  return set;
}

[[noreturn]] void keep_watch(pid_t child, const sigset_t& signals) {
  while (true) {
    if (::sigwaitinfo(&signals, nullptr) == kLeftAlone) {
      kill_process_tree(child);
      ::_exit(128 + kLeftAlone);
    }
    int status = 0;
    if (::waitpid(child, &status, WNOHANG) != child) continue;
    ::_exit(WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status));
  }
}

[[noreturn]] void be_guard(pid_t parent, const Start& start, int report) {
  sigset_t signals = guarded_signals();
  sigset_t before;
  ::sigprocmask(SIG_BLOCK, &signals, &before);
  ::prctl(PR_SET_PDEATHSIG, kLeftAlone);
  if (::getppid() != parent) ::_exit(128 + kLeftAlone);
  pid_t child = 0;
  int error = start(child, before);
  if (error != 0) {
    static_cast<void>(!::write(report, &error, sizeof error));
    ::_exit(127);
  }
  ::close(report);
  keep_watch(child, signals);
}

}  // namespace

int start_guarded(const Start& start, int32_t& guard) {
  std::array<int, 2> report = {};
  if (::pipe2(report.data(), O_CLOEXEC) != 0) return errno;
  const pid_t parent = ::getpid();
  guard = ::fork();
  if (guard == 0) be_guard(parent, start, report[1]);
  const int failed = guard < 0 ? errno : 0;
  ::close(report[1]);
  int error = 0;
  ssize_t got = 0;
  while (failed == 0 && (got = ::read(report[0], &error, sizeof error)) < 0 && errno == EINTR) {
  }
  ::close(report[0]);
  if (failed != 0) return failed;
  if (got != sizeof error) return 0;
  while (::waitpid(guard, nullptr, 0) < 0 && errno == EINTR) {
  }
  return error;
}

}  // namespace makespan
