#pragma once
// Reads of /proc/PID as cheap as they come: one open of /proc, paths relative to it, one buffer.
// Not for concurrent use: each thread has its own.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/duration.h"

namespace makespan {

class ProcFiles {
 public:
  ProcFiles();
  ~ProcFiles();
  ProcFiles(const ProcFiles&) = delete;
  ProcFiles& operator=(const ProcFiles&) = delete;

  // The whole of /proc/ID/NAME, which lives until the next call; empty where it cannot be read.
  // `id` may be a thread's: /proc/TID works though it is not listed.
  std::string_view read(int32_t id, const char* name);
  // The target of a link ("exe", "cwd"), without the kernel's " (deleted)".
  std::string link(int32_t id, const char* name);

  struct Schedule {
    Duration cpu;
    Duration run_queue_wait;
  };
  // Of one thread. none where the kernel keeps none or the thread is gone.
  std::optional<Schedule> schedule(int32_t thread);
  // "comm" without its newline.
  std::string thread_name(int32_t thread);

  struct Bytes {
    uint64_t read = 0;
    uint64_t written = 0;
  };
  // Storage traffic of a process, its ended threads included.
  std::optional<Bytes> storage_bytes(int32_t process);
  // VmHWM; not of a zombie.
  std::optional<uint64_t> peak_memory(int32_t process);

  // What /proc/ID/stat says, as far as we use it.
  struct Status {
    std::string name;
    char state = '?';
    int32_t parent = 0;
    Duration user;  // in the kernel's ticks of 10 ms
    Duration system;
    uint64_t start_ticks = 0;   // since boot: tells two uses of a pid apart
    uint64_t arguments_at = 0;  // address of argv: changes with every exec
  };
  std::optional<Status> status(int32_t process);
  // "Tgid" of /proc/ID/status: the process of a thread.
  std::optional<int32_t> process_of(int32_t thread);
  // Not so of a process whose end its tracer has taken, also while its parent has not.
  bool is_traced(int32_t process);

 private:
  int root_ = -1;
  std::string buffer_;
};

// CPU of a process and all its threads, ended ones included, by one system call; also of a zombie
// that nobody has waited for yet.
std::optional<Duration> process_cpu(int32_t process);

// The number behind `key` in a text like "VmHWM:   1234 kB"; none where there is no such line.
std::optional<uint64_t> number_after(std::string_view text, std::string_view key);

}  // namespace makespan
