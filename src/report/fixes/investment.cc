#include "report/fixes/investment.h"

#include <fmt/format.h>

#include <cmath>

namespace makespan {

std::optional<Investment> find_investment(const FixAnswer& answer) {
  const TeamFigures& team = answer.team;
  std::optional<double> builds = team.builds_a_day ? team.builds_a_day : team.recorded_builds_a_day;
  if (answer.plan.empty() || !builds || *builds <= 0) return std::nullopt;
  const PlanStep& last = answer.plan.back();
  Investment result{.per_build = {.expected = answer.base - last.cumulative,
                                  .low = answer.base - last.high,
                                  .high = answer.base - last.low,
                                  .bytes = {}},
                    .developers = static_cast<double>(team.developers.value_or(1)),
                    .developers_assumed = team.developers.has_value(),
                    .builds_a_day = *builds,
                    .builds_assumed = team.builds_a_day.has_value(),
                    .days_a_year = team.builds_a_day ? kWorkingDays : kCalendarDays};
  if (result.per_build.expected <= Duration()) return std::nullopt;
  auto hours = [&](Duration saving) {
    return saving.seconds() / 3600 * result.developers * result.builds_a_day * result.days_a_year;
  };
  result.hours_a_year = {.low = hours(result.per_build.low),
                         .expected = hours(result.per_build.expected),
                         .high = hours(result.per_build.high)};
  if (team.rate) {
    result.money_a_year = YearlyRange{.low = result.hours_a_year.low * *team.rate,
                                      .expected = result.hours_a_year.expected * *team.rate,
                                      .high = result.hours_a_year.high * *team.rate};
  }
  result.builds_to_an_hour = 3600 / result.per_build.expected.seconds();
  return result;
}

namespace {

double rounded_to(double value, double step, Rounding rounding) {
  double steps = value / step;
  // A hair's breadth beside a step is that step.
  switch (rounding) {
    case Rounding::nearest:
      return std::round(steps) * step;
    case Rounding::down:
      return std::floor(steps + 1e-6) * step;
    case Rounding::up:
      return std::ceil(steps - 1e-6) * step;
  }
  return value;
}

}  // namespace

std::string format_rough(double value, Rounding rounding) {
  double magnitude = std::fabs(value);
  if (magnitude < 0.05) return "0";
  double step = std::pow(10.0, std::floor(std::log10(magnitude)) - 1);
  double rounded = std::fabs(rounded_to(value, step, rounding));
  std::string text = fmt::format("{:.{}f}", rounded, rounded >= 9.95 ? 0 : rounded >= 0.95 ? 1 : 2);
  size_t whole = std::min(text.find('.'), text.size());
  for (size_t at = whole; at > 3; at -= 3)
    text.insert(at - 3, ",");
  return value < 0 ? "−" + text : text;
}

}  // namespace makespan
