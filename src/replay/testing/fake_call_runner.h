#pragma once
// FakeCallRunner: compilers in name only. Each run's cost is what the test's function says; what
// was asked to run is remembered.

#include <functional>
#include <string>
#include <vector>

#include "replay/call_runner.h"

namespace makespan {

class FakeCallRunner final : public CallRunner {
 public:
  using Answer = std::function<Result<CallRun>(const CompilerCall&)>;
  explicit FakeCallRunner(Answer answer) : answer_(std::move(answer)) {}

  std::vector<CompilerCall> runs;

  Result<CallRun> run(const CompilerCall& call, const std::string& /*scratch*/) override {
    runs.push_back(call);
    return answer_(call);
  }

 private:
  Answer answer_;
};

}  // namespace makespan
