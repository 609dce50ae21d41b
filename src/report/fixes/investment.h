#pragma once
// Return on investment: what a saving of one build comes to for the people who wait for it.

#include <optional>

#include "advise/fix.h"

namespace makespan {

// A year's: what people say of their day is said of working days (so many: assumed), and what the
// history shows is counted over all of them, weekends too.
inline constexpr double kWorkingDays = 220;
inline constexpr double kCalendarDays = 365;

struct YearlyRange {
  double low = 0;
  double expected = 0;
  double high = 0;
};

struct Investment {
  Saving per_build;  // simulated
  double developers = 1;
  bool developers_assumed = false;  // else nobody said: one
  double builds_a_day = 0;          // of each developer, and each of `days_a_year`
  bool builds_assumed = false;      // else counted in the history
  double days_a_year = 0;           // kWorkingDays where assumed, else kCalendarDays
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
