#include "report/terminal/time_axis.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace makespan {
namespace {

// The labels of an axis from `start` on, split at two spaces or more.
std::vector<std::string> labels(double start, double span, size_t columns) {
  TimeScale scale{.start = Timestamp::at(Duration::seconds(start)),
                  .span = Duration::seconds(span),
                  .columns = columns};
  std::string text = draw_time_axis(scale, Timestamp()).labels.render(columns, false, true);
  std::vector<std::string> result;
  while (!text.empty()) {
    size_t begin = text.find_first_not_of(' ');
    if (begin == std::string::npos) break;
    text.erase(0, begin);
    size_t end = std::min(text.find("  "), text.size());
    result.push_back(text.substr(0, end));
    text.erase(0, end);
  }
  return result;
}

TEST(TimeAxis, NamesEachMomentOnceFarFromZero) {
  for (double start : {3.0, 119.6, 998.0, 1200.4, 7300.0}) {
    for (double span : {0.3, 2.0, 11.0, 47.0, 130.0, 900.0}) {
      for (size_t columns : {24U, 60U, 100U}) {
        std::vector<std::string> all = labels(start, span, columns);
        EXPECT_EQ(std::set<std::string>(all.begin(), all.end()).size(), all.size())
            << start << " s, " << span << " s long, " << columns << " columns";
      }
    }
  }
}

TEST(TimeAxis, HasTheMomentsThatItNames) {
  EXPECT_EQ(labels(119.6, 2.2, 60),
            (std::vector<std::string>{"120 s", "120.5 s", "121 s", "121.5 s"}));
  EXPECT_EQ(labels(1200.4, 10, 60),
            (std::vector<std::string>{"1202 s", "1204 s", "1206 s", "1208 s"}));
}

}  // namespace
}  // namespace makespan
