#pragma once
// The smallest set of things that still works, by trying: Zeller's delta debugging. Each trial may
// be a compilation, so the number of trials is limited.

#include <algorithm>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace makespan {

// `all` works. What is returned works too, and (within `trials`) no longer does when any one thing
// more is left out. The order is kept.
inline std::vector<std::string> smallest_set(
    std::vector<std::string> all, size_t trials,
    const std::function<bool(const std::vector<std::string>&)>& works) {
  size_t parts = 1;  // first of all: none of them
  while (!all.empty() && trials > 0) {
    const size_t size = (all.size() + parts - 1) / parts;
    bool smaller = false;
    for (size_t begin = 0; begin < all.size() && trials > 0; begin += size, --trials) {
      std::vector<std::string> rest(all.begin(), all.begin() + static_cast<ptrdiff_t>(begin));
      rest.insert(rest.end(),
                  all.begin() + static_cast<ptrdiff_t>(std::min(begin + size, all.size())),
                  all.end());
      if (!works(rest)) continue;
      all = std::move(rest);
      smaller = true;
      --trials;
      break;
    }
    if (smaller)
      parts = std::max<size_t>(parts - 1, 2);
    else if (size <= 1)
      break;
    else
      parts = std::min(parts * 2, all.size());
  }
  return all;
}

}  // namespace makespan
