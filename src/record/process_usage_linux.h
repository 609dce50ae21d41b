#pragma once
// What a process has used, at its end: from the rusage that waiting for it gives, and from /proc
// where that is not the process's own.

#include <sys/resource.h>

#include <cstdint>

#include "record/log_records.h"
#include "record/proc_files_linux.h"
#include "record/process_table.h"

namespace makespan {

// User, system, peak memory and storage traffic of `process`, a zombie that nobody has waited for,
// into `ended`. `usage` is its rusage; `parent`, where it still lives, is told what the kernel will
// add to its own numbers.
void add_usage(const rusage& usage, const LiveProcess& process, LiveProcess* parent,
               ProcFiles& files, ProcessEnded& ended);

uint64_t peak_memory_of(const rusage& usage);

}  // namespace makespan
