#pragma once
// The arguments of a program that has just been put there by an exec, from its stack.

#include <cstdint>
#include <string>

namespace makespan {

// As /proc/PID/cmdline has them, at a fifth of its cost. Only for a tracee in its exec stop, where
// the stack still is as the kernel has made it. Empty where it cannot be told this way (a 32-bit
// program, a long environment, another architecture): then /proc is to be asked.
std::string arguments_on_stack(int32_t pid);

}  // namespace makespan
