#include "record/process_usage_linux.h"

#include <algorithm>

namespace makespan {
namespace {

Duration duration_of(const timeval& time) {
  return Duration::nanoseconds(time.tv_sec * 1'000'000'000 + time.tv_usec * 1'000);
}

// Of a process without children: all of it is its own.
void add_from_kernel(const rusage& usage, ProcessEnded& ended) {
  ended.user = duration_of(usage.ru_utime);
  ended.system = duration_of(usage.ru_stime);
  ended.read_bytes = static_cast<uint64_t>(usage.ru_inblock) * 512;
  ended.written_bytes = static_cast<uint64_t>(usage.ru_oublock) * 512;
}

void add_from_files(int32_t pid, ProcFiles& files, ProcessEnded& ended) {
  if (auto status = files.status(pid)) {
    ended.user = status->user;
    ended.system = status->system;
  }
  if (auto bytes = files.storage_bytes(pid)) {
    ended.read_bytes = bytes->read;
    ended.written_bytes = bytes->written;
  }
}

// The kernel's maximum is that of the process, of what it shared with its parent before its exec,
// and of the children that it waited for.
void add_peak(uint64_t maximum, const LiveProcess& process, LiveProcess* parent,
              ProcessEnded& ended) {
  if (parent != nullptr) {
    parent->inherited_peak_bytes = std::max(parent->inherited_peak_bytes, maximum);
  }
  if (process.peak_memory_bytes > 0) {
    ended.peak_memory_bytes = process.peak_memory_bytes;
  } else if (maximum > process.inherited_peak_bytes) {
    ended.peak_memory_bytes = maximum;
  }
}

// Storage traffic includes that of the children that were waited for.
void take_off_children(const LiveProcess& process, LiveProcess* parent, ProcessEnded& ended) {
  if (!ended.read_bytes || !ended.written_bytes) return;
  if (parent != nullptr) {
    parent->children_read_bytes += *ended.read_bytes;
    parent->children_written_bytes += *ended.written_bytes;
  }
  *ended.read_bytes -= std::min(*ended.read_bytes, process.children_read_bytes);
  *ended.written_bytes -= std::min(*ended.written_bytes, process.children_written_bytes);
}

}  // namespace

uint64_t peak_memory_of(const rusage& usage) {
  return static_cast<uint64_t>(usage.ru_maxrss) * 1024;
}

void add_usage(const rusage& usage, const LiveProcess& process, LiveProcess* parent,
               ProcFiles& files, ProcessEnded& ended) {
  if (process.forked) {
    add_from_files(process.pid, files, ended);
  } else {
    add_from_kernel(usage, ended);
  }
  add_peak(peak_memory_of(usage), process, parent, ended);
  take_off_children(process, parent, ended);
}

}  // namespace makespan
