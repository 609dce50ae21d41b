#pragma once
// Return on investment: what a saving of one build comes to for the people who wait for it.

#include <optional>

#include "advise/fix.h"

namespace makespan {

inline constexpr double kWorkingDays = 220;  // a year; assumed

struct YearlyRange {
  double low = 0;
  double expected = 0;
  double high = 0;
};

struct Investment {
  Saving per_build;  // simulated
  double developers = 1;
  bool developers_assumed = false;  // else nobody said: one
  double builds_a_day = 0;          // of each developer
  bool builds_assumed = false;      // else counted in the history
  YearlyRange hours_a_year;         // of everybody
  std::optional<YearlyRange> money_a_year;
  double builds_to_an_hour = 0;  // so many builds give an hour back
};

// None where the plan saves nothing, or nobody knows how many builds there are.
std::optional<Investment> find_investment(const FixAnswer& answer);

enum class Rounding { nearest, down, up };

// Two digits: "230", "1.4", "13,000".
std::string format_rough(double value, Rounding rounding = Rounding::nearest);

}  // namespace makespan
