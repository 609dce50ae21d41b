#include "cli/self_profile.h"

#include <fmt/format.h>

namespace makespan {

SelfProfile::Step::~Step() {
  profile_.steps_.emplace_back(name_, std::chrono::steady_clock::now() - start_);
}

std::string SelfProfile::text() const {
  std::string text;
  for (const auto& [name, time] : steps_) {
    text += fmt::format("{:9.1f} ms  {}\n", std::chrono::duration<double, std::milli>(time).count(),
                        name);
  }
  return text;
}

}  // namespace makespan
