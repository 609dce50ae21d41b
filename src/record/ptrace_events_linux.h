#pragma once
// The few ptrace and waitid calls that the tracer is made of. Only for the thread that is the
// tracer.

#include <sys/resource.h>
#include <sys/types.h>

namespace makespan {

struct PtraceEvent {
  pid_t id = 0;
  int code = 0;    // CLD_EXITED, CLD_KILLED, CLD_DUMPED, CLD_TRAPPED, CLD_STOPPED
  int status = 0;  // exit code, signal, or event << 8 | signal
  // Of the whole process, with what it shared with its parent before its exec and the children that
  // it waited for: see ProcessUsage.
  rusage usage = {};
};

// The next event of a child or tracee of this thread, left where it is: resume() or consume() takes
// it away, so that two system calls an event are enough. 1: an event, 0: none now (`flags` has
// WNOHANG), -1: no child at all.
int next_event(PtraceEvent& event, int flags);

// Takes an event (WSTOPPED) or waits for a zombie (WEXITED).
void consume(pid_t id, int options);

// Lets a stopped task go on, with a signal. That it was killed meanwhile is no failure: its end is
// told in its own event.
void resume(pid_t id, int signal = 0);

// What the event says beside its kind (the new task's id); -1 where the task does not answer.
long message_of(pid_t id);

// Is it one of the signals that stop a process? Then an EVENT_STOP is a group's.
bool is_stopping(int signal);

}  // namespace makespan
