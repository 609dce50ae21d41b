#pragma once
// SelfProfile: how long our own steps took, for --profile-self. A profiler must be able to show its
// own.
//
//   auto step = profile.step("read the run");   // until the end of the scope

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace makespan {

class SelfProfile {
 public:
  class Step {
   public:
    Step(SelfProfile& profile, std::string_view name)
        : profile_(profile), name_(name), start_(std::chrono::steady_clock::now()) {}
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;
    ~Step();

   private:
    SelfProfile& profile_;
    std::string_view name_;
    std::chrono::steady_clock::time_point start_;
  };

  // `name` must outlive the step: a literal.
  Step step(std::string_view name) { return {*this, name}; }

  // One line a step, in the order in which they ended: "  12.3 ms  read the run".
  [[nodiscard]] std::string text() const;

 private:
  std::vector<std::pair<std::string_view, std::chrono::nanoseconds>> steps_;
};

}  // namespace makespan
