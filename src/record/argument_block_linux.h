#pragma once
// The arguments of a program that has just been put there by an exec, from its stack.

#include <cstdint>
#include <string>

namespace makespan {

struct StackBlock {
  std::string arguments;  // as /proc/PID/cmdline has them
  std::string file_name;  // as exec was given it: relative to any directory, or a script's
};

// At a fifth of what /proc costs. Only for a tracee in its exec stop, where the stack still is as
// the kernel has made it. Empty where it cannot be told this way (a 32-bit program, a long
// environment, another architecture): then /proc is to be asked.
StackBlock read_stack_block(int32_t pid);

}  // namespace makespan
