#pragma once
// The records of a recording log, as plain values. docs/formats/recording-log.md is their manual.
//
// Processes and threads are numbered by the recorder in the order in which it first saw them, so
// that a pid that the system uses twice is two processes. A text is a LogString: the number that an
// earlier StringDefined record gave it; 0 is the empty text.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/duration.h"

namespace makespan {

using LogString = uint32_t;

// The `thread` or `spawner` that means "the process's main thread".
inline constexpr uint32_t kMainThread = 0;
// The `process` that means "not known".
inline constexpr uint32_t kNoProcess = UINT32_MAX;

struct StringDefined {
  LogString id = 0;
  std::string text;
};

// What is known before the command starts. The numbers are plain so that this file stays free of
// the model; `source` is RunSource's.
struct RunStarted {
  std::string id;
  std::vector<std::string> command;  // credentials masked
  std::string working_directory;
  std::string project_root;
  uint32_t source = 0;
  std::string cpu_model;
  std::string kernel;
  uint32_t online_cores = 0;
  double cores = 0;
  uint64_t memory_bytes = 0;
  int64_t started = 0;  // UnixTime
  bool cold = false;
  std::string makespan_version;
};

// What takes a while to look up and so comes when the build already runs.
struct RunDescribed {
  std::vector<std::pair<std::string, std::string>> toolchain;  // name, version
  std::string git_revision;
  std::optional<bool> git_dirty;
};

struct RunEnded {
  Timestamp time;
  int32_t exit_code = 0;
};

struct ProcessStarted {
  uint32_t process = 0;
  int32_t pid = 0;
  Timestamp time;
};

// May come a little after the child's first own records: the kernel tells of both in any order.
struct ProcessForked {
  uint32_t process = 0;
  uint32_t parent = kNoProcess;
  uint32_t spawner = kMainThread;
  std::optional<Duration> spawner_cpu;
};

struct WithheldOr {
  LogString name = 0;
  std::optional<LogString> value;  // none: withheld
};

struct ImageStarted {
  uint32_t process = 0;
  Timestamp time;
  LogString executable = 0;
  LogString working_directory = 0;
  std::vector<LogString> arguments;
  std::vector<WithheldOr> environment;
};

// More of the environment of the process's last image: what its dep-info says that it read.
struct EnvironmentRead {
  uint32_t process = 0;
  std::vector<WithheldOr> environment;
};

// How a process ended. Without any field but the first two it is known to have ended, and no more.
struct ProcessEnded {
  uint32_t process = 0;
  Timestamp time;
  std::optional<int32_t> exit_code;
  std::optional<int32_t> signal;
  std::optional<Duration> cpu;
  // Of the main thread alone: the other threads' waits are their own.
  std::optional<Duration> main_run_queue_wait;
  std::optional<Duration> user;
  std::optional<Duration> system;
  std::optional<uint64_t> peak_memory_bytes;
  std::optional<uint64_t> read_bytes;
  std::optional<uint64_t> written_bytes;
};

struct ThreadStarted {
  uint32_t thread = 0;  // from 1, unique in the run
  uint32_t process = 0;
  Timestamp time;
  uint32_t spawner = kMainThread;
  std::optional<Duration> spawner_cpu;
};

struct ThreadEnded {
  uint32_t thread = 0;
  Timestamp time;
  LogString name = 0;
  Duration cpu;
  std::optional<Duration> run_queue_wait;
};

// The recorder let go of a process before its end.
struct ProcessReleased {
  uint32_t process = 0;
  Timestamp time;
  bool left_behind = false;     // the command had ended; else the process needs ptrace itself
  std::optional<Duration> cpu;  // up to then
};

struct OutputSeen {
  uint32_t process = 0;
  LogString path = 0;
  Timestamp modified;
  uint64_t bytes = 0;
};

struct LockWaited {
  uint32_t process = 0;
  Timestamp start;
  Timestamp end;
  LogString holder = 0;
};

struct Sampled {
  Timestamp time;
  float busy_cores = 0;
  std::optional<float> own_cores;
  std::optional<float> stolen_cores;
  uint64_t memory_used_bytes = 0;
  uint64_t read_bytes = 0;
  uint64_t written_bytes = 0;
  std::optional<float> cpu_pressure;
  std::optional<float> io_pressure;
  std::optional<float> memory_pressure;
  std::vector<float> core_busy;
};

// Something that the reader of the run should be told; `severity` is Severity's.
struct Noticed {
  uint32_t severity = 0;
  std::string code;
  std::string message;
};

// The order is the type number in the log, from 1: append only.
using LogRecord =
    std::variant<StringDefined, RunStarted, RunDescribed, RunEnded, ProcessStarted, ProcessForked,
                 ImageStarted, EnvironmentRead, ProcessEnded, ThreadStarted, ThreadEnded,
                 ProcessReleased, OutputSeen, LockWaited, Sampled, Noticed>;

}  // namespace makespan
