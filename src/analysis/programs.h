#pragma once
// Programs: the processes of a run by the program that they ran. For runs without a build tool that
// we know, where one process says little and a thousand of a kind say a lot.

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/process_role.h"
#include "model/trace.h"

namespace makespan {

// By TaskId: what each process task is for the build; empty where there are no process tasks.
std::vector<ProcessRole> process_roles(const Trace& trace);

// By TaskId: 1 for a process task that waited for others rather than worked (make, sh, just). It
// has children, and is not a compiler.
std::vector<uint8_t> waiting_processes(const Trace& trace);

struct ProgramUse {
  std::string program;
  ProcessRole role = ProcessRole::other;
  uint32_t processes = 0;
  std::optional<Duration> cpu;  // theirs and their forks'; none: that of one is unknown
  Duration wall;                // of all of them, added up
  TaskId longest;
};

// Of the process tasks, by CPU, heaviest first.
std::vector<ProgramUse> find_programs(const Trace& trace);

}  // namespace makespan
