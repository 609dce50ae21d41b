#include "record/ptrace_events_linux.h"

#include <errno.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace makespan {
namespace {

// Of this thread alone: the kernel need not look at what other threads may have started.
constexpr int kWaitOptions = WEXITED | WSTOPPED | WNOWAIT | __WALL | __WNOTHREAD;

}  // namespace

int next_event(PtraceEvent& event, int flags) {
  while (true) {
    siginfo_t info = {};
    long result = ::syscall(SYS_waitid, P_ALL, 0, &info, kWaitOptions | flags, &event.usage);
    if (result < 0) {
      if (errno == EINTR) continue;
      return -1;
    }
    if (info.si_pid == 0) return 0;
    event.id = info.si_pid;
    event.code = info.si_code;
    event.status = info.si_status;
    return 1;
  }
}

void consume(pid_t id, int options) {
  siginfo_t info = {};
  while (::syscall(SYS_waitid, P_PID, id, &info, options | WNOHANG | __WALL | __WNOTHREAD,
                   nullptr) < 0 &&
         errno == EINTR) {
  }
}

void resume(pid_t id, int signal) {
  ::ptrace(PTRACE_CONT, id, nullptr, static_cast<long>(signal));
}

long message_of(pid_t id) {
  unsigned long message = 0;
  if (::ptrace(PTRACE_GETEVENTMSG, id, nullptr, &message) != 0) return -1;
  return static_cast<long>(message);
}

bool is_stopping(int signal) {
  return signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU;
}

}  // namespace makespan
