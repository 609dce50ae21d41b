#include "simulate/contention.h"

#include <algorithm>
#include <cmath>

namespace makespan {

ContentionRange assumed_contention() {
  return {.low = 0, .middle = 0, .high = 0.15};
}

ContentionRange fit_contention(const std::vector<ContentionPair>& pairs, double machine_cores) {
  // cpu_high / cpu_low = (1 + s·a) / (1 + s·b), solved for s.
  std::vector<double> slowdowns;
  for (const ContentionPair& pair : pairs) {
    double a = (std::max(1.0, pair.busy_high) - 1) / std::max(1.0, machine_cores - 1);
    double b = (std::max(1.0, pair.busy_low) - 1) / std::max(1.0, machine_cores - 1);
    double grown = ratio(pair.cpu_high, pair.cpu_low);
    if (grown <= 0 || a - grown * b <= 0) continue;
    slowdowns.push_back(std::clamp((grown - 1) / (a - grown * b), 0.0, 1.0));
  }
  if (slowdowns.empty()) return assumed_contention();
  std::sort(slowdowns.begin(), slowdowns.end());
  auto at = [&](double share) {
    return slowdowns[static_cast<size_t>(
        std::lround(share * static_cast<double>(slowdowns.size() - 1)))];
  };
  return {.low = at(0.25), .middle = at(0.5), .high = at(0.75), .fitted = true};
}

}  // namespace makespan
