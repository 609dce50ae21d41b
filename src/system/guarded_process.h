#pragma once
// A process of ours between us and a program that we start: should we die, however that comes, it
// ends the program with all that runs beneath it.

#include <signal.h>

#include <cstdint>
#include <functional>

namespace makespan {

// `start` is called in the guard: it begins the program there with the given signal mask, keeps its
// id in `child`, lets go of what only the program is to hold, and returns 0 or an errno. The guard
// ends with the program's exit code, 128+N for signal N. Returns 0, and the guard's id in `guard`,
// a child to be waited for; or an errno, and then nothing runs.
int start_guarded(const std::function<int(int32_t& child, const sigset_t& mask)>& start,
                  int32_t& guard);

}  // namespace makespan
