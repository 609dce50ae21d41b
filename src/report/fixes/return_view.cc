// Return on investment, from the team's own figures; or what to write down so that it can be told.

#include <fmt/format.h>

#include "report/fixes/fix_format.h"
#include "report/fixes/fix_views.h"
#include "report/fixes/investment.h"
#include "report/fixes/layout.h"
#include "report/format.h"

namespace makespan {
namespace {

// "140 (130–150)"
std::string rough_range(const YearlyRange& range) {
  std::string expected = format_rough(range.expected);
  std::string low = format_rough(range.low, Rounding::down);
  std::string high = format_rough(range.high, Rounding::up);
  if (low == high) return expected;
  return fmt::format("{} ({}{}{})", expected, low, range.low < 0 ? " to " : "–", high);
}

std::string builds_phrase(const Investment& investment) {
  std::string text = fmt::format("{} a {}day", format_rough(investment.builds_a_day),
                                 investment.builds_assumed ? "" : "calendar ");
  if (investment.developers_assumed) {
    text += fmt::format(
        " by each of {} (assumed: makespan.toml)",
        format_count(static_cast<uint64_t>(investment.developers), "developer", "developers"));
    if (!investment.builds_assumed) text = fmt::format("{}; builds counted in the history", text);
    return text;
  }
  return text + (investment.builds_assumed ? " (assumed: makespan.toml)"
                                           : " (measured: the runs recorded here)");
}

std::string money_phrase(const FixAnswer& answer, const Investment& investment) {
  const std::string& currency = answer.team.currency;
  std::string unit = currency.empty() ? "" : " " + currency;
  return fmt::format("{}{}, at {}{} an hour (assumed)", rough_range(*investment.money_a_year), unit,
                     format_rough(*answer.team.rate), unit);
}

void add_figures(Page& page, const FixAnswer& answer, const Investment& investment) {
  page.heading("Return on investment", "if every one of these builds is like the recorded one");
  std::string interval = format_interval(investment.per_build.low, investment.per_build.expected,
                                         investment.per_build.high);
  add_field(page, "one build",
            fmt::format("{} sooner ({}{}simulated)", format_duration(investment.per_build.expected),
                        interval, interval.empty() ? "" : ", "));
  add_field(page, "builds", builds_phrase(investment));
  add_field(page, "a year",
            fmt::format("{} hours of waiting, in {:.0f} {}", rough_range(investment.hours_a_year),
                        investment.days_a_year,
                        investment.builds_assumed ? "working days (assumed)" : "calendar days"),
            Style::good);
  if (investment.money_a_year) {
    add_field(page, "worth", money_phrase(answer, investment), Style::good);
  } else {
    add_field(page, "worth", "not known: no `rate` in makespan.toml", Style::faint);
  }
  double days = investment.builds_to_an_hour / investment.builds_a_day / investment.developers;
  add_field(
      page, "pays back",
      fmt::format("an hour spent on it is back after {} builds: {}",
                  format_rough(investment.builds_to_an_hour),
                  days < 1 ? std::string("within a day")
                           : fmt::format("{} {} days", format_rough(days),
                                         investment.builds_assumed ? "working" : "calendar")));
}

void add_what_to_write(Page& page) {
  page.heading("Return on investment", "not known: nobody said how often this is built");
  add_prose(page, "Write the team's own figures into makespan.toml, beside Cargo.toml:", 2);
  for (std::string_view line : {"[team]", "developers = 5", "builds_a_day = 20    # of each",
                                "rate = 80            # an hour", "currency = \"EUR\""})
    page.line(Text("      ").add(line, Style::faint));
}

}  // namespace

void add_return(Page& page, const FixAnswer& answer) {
  if (answer.plan.empty()) return;
  if (std::optional<Investment> investment = find_investment(answer)) {
    add_figures(page, answer, *investment);
  } else if (!answer.team.builds_a_day && !answer.team.recorded_builds_a_day) {
    add_what_to_write(page);
  }
}

}  // namespace makespan
