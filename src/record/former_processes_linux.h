#pragma once
// Processes that are not followed any more and may live on: a tracer's own subtree that was let go,
// and what was still running when the command ended.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "record/proc_files_linux.h"
#include "record/process_table.h"

namespace makespan {

struct FormerProcess {
  uint32_t number = 0;  // in the recording
  int32_t pid = 0;
  uint64_t start_ticks = 0;  // tells it from a later process of the same id
  std::string name;
};

FormerProcess former_process(const LiveProcess& process, ProcFiles& files);

// Whether it still runs: its id may be another process's by now.
bool lives(const FormerProcess& process, ProcFiles& files);

// "… is built with a leak checker, which needs ptrace for itself: it and what it starts are not
// observed"
std::string not_observed_sentence(std::string_view name, bool leak_checker);

// Names the first few. `left` is not empty.
std::string left_behind_sentence(const std::vector<FormerProcess>& left);

}  // namespace makespan
