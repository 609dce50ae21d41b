#pragma once
// CallRunner: the door behind which compilers run. Everything that decides what to run and what to
// make of it is tested with a fake (testing/fake_call_runner.h).

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "replay/call_change.h"
#include "replay/compiler_call.h"

namespace makespan {

struct CallRun {
  CallCost cost;
  std::string standard_error;  // rustc's messages: a JSON object a line
};

class CallRunner {
 public:
  virtual ~CallRunner() = default;

  // Runs a call that changed_call() made for this scratch directory, and removes what it left
  // there. An error where it could not be started, failed, was stopped or could not be measured.
  virtual Result<CallRun> run(const CompilerCall& call, const std::string& scratch) = 0;
};

struct CallRunnerOptions {
  uint32_t cores = 1;               // so many jobserver tokens less one
  std::function<bool()> cancelled;  // asked often; once true the call is killed
};

// The real one: by ptrace, so that CPU is known by thread. Each call has a process group of its
// own, /dev/null as its input, its output captured and a jobserver of its own; it is killed, with
// all that it started, at cancellation, after ten times as long as it was recorded (a minute at
// least), and when we die.
std::unique_ptr<CallRunner> make_call_runner(CallRunnerOptions options);

}  // namespace makespan
