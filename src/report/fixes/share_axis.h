#pragma once
// An axis of signed percents, for changes against zero.

#include <vector>

#include "report/terminal/text.h"

namespace makespan {

// Fractions on columns.
struct ShareScale {
  double from = 0;
  double to = 0;
  size_t columns = 1;

  // The nearest; what lies outside is on the edge.
  [[nodiscard]] size_t column(double share) const;
};

struct ShareAxis {
  Text labels;
  Text ruler;
};

// Zero and all of `shares`, with a little air.
ShareScale scale_over(const std::vector<double>& shares, size_t columns);
// Ticks at round percents.
ShareAxis draw_share_axis(const ShareScale& scale);

}  // namespace makespan
