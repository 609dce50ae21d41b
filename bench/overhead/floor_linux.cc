// A tracer that does nothing: it learns of every process's start, exec and end, reads nothing, and
// lets it go on. What it costs is what ptrace itself costs on this machine: no recorder that rests
// on it can cost less.

#include <signal.h>
#include <stdio.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

namespace {

constexpr long kOptions =
    PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC;

pid_t start(char** command) {
  std::array<int, 2> gate = {};
  if (::pipe(gate.data()) != 0) return -1;
  pid_t child = ::fork();
  if (child == 0) {
    char byte = 0;
    ::close(gate[1]);
    [[maybe_unused]] ssize_t none = ::read(gate[0], &byte, 1);  // until it is traced
    ::execvp(command[0], command);
    ::_exit(127);
  }
  if (child > 0 && ::ptrace(PTRACE_SEIZE, child, nullptr, kOptions) != 0) return -1;
  ::close(gate[1]);
  return child;
}

}  // namespace

int main(int count, char** arguments) {
  pid_t command = count > 1 ? start(arguments + 1) : -1;
  if (command < 0) {
    ::perror("overhead_floor");
    return 1;
  }
  while (true) {
    int status = 0;
    pid_t id = ::waitpid(-1, &status, __WALL | __WNOTHREAD);
    if (id < 0) return 1;
    if (!WIFSTOPPED(status)) {
      if (id == command) return 0;
      continue;
    }
    bool is_event = status >> 16 != 0;
    ::ptrace(PTRACE_CONT, id, nullptr, is_event ? 0L : static_cast<long>(WSTOPSIG(status)));
  }
}
