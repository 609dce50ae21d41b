#pragma once
// What the event loop and the sampler hand to the writer: either a finished record, or raw bytes of
// /proc whose parsing must not hold the build up.

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/duration.h"
#include "record/log_records.h"
#include "record/program_names.h"

namespace makespan {

struct RawImage {
  uint32_t process = 0;
  Timestamp time;
  ProgramKind kind = ProgramKind::other;
  std::string executable;
  std::string working_directory;
  std::string arguments;    // /proc/PID/cmdline: each ended by a zero byte
  std::string environment;  // /proc/PID/environ; empty where the kind keeps none
};

struct RawThreadEnded {
  ThreadEnded record;
  std::string name;
};

// Who waits for a file lock at a moment; empty where nobody does any more.
struct RawLockWaits {
  struct Wait {
    int32_t pid = 0;
    std::string holder;  // /proc/PID/cmdline of the holder; empty where it is not known
  };
  Timestamp time;
  std::vector<Wait> waits;
};

using RecordEvent = std::variant<LogRecord, RawImage, RawThreadEnded, RawLockWaits>;

}  // namespace makespan
