#pragma once
// observe_call(): runs one program apart from the terminal and from our environment, and tells what
// it and all beneath it did. For replays: what record() is to a build.
//
// The program has a process group and a jobserver of its own, /dev/null as its input, and its
// output is captured. It is killed with everything that it started when the caller cancels, when
// its time is over, and when we die.

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/trace.h"

namespace makespan {

struct CallOrder {
  std::string executable;              // a path
  std::vector<std::string> arguments;  // argv, the program's own name first
  std::string working_directory;
  std::vector<std::string> environment;  // "NAME=VALUE", whole
  // Tokens beside the one that every client of a jobserver has; given to the program through
  // CARGO_MAKEFLAGS.
  uint32_t jobserver_tokens = 0;
  std::chrono::milliseconds limit = std::chrono::minutes(10);
  std::function<bool()> cancelled;  // asked some twenty times a second; may be none
};

enum class CallEnding { ended, cancelled, too_long };

struct ObservedCall {
  Trace trace;  // as decode_recording() gives it; its first process is the program
  CallEnding ending = CallEnding::ended;
  int exit_code = 0;  // 128+N for signal N
  std::string standard_output;
  std::string standard_error;
};

// An error where the program cannot be started, and `unsupported` where ptrace is refused: polling
// would not tell CPU by thread.
Result<ObservedCall> observe_call(const CallOrder& order);

}  // namespace makespan
