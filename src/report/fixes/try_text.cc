#include "report/fixes/try_text.h"

#include <algorithm>

#include "report/fixes/fix_format.h"
#include "report/fixes/layout.h"
#include "report/fixes/schedule_view.h"
#include "report/fixes/try_views.h"

namespace makespan {
namespace {

Duration longest_of(const TryAnswer& answer) {
  Duration longest = minimum_of(answer.base.wall).value_or(Duration());
  for (const TryVariant& variant : answer.variants)
    longest = std::max(longest, minimum_of(variant.figures.wall).value_or(Duration()));
  return longest;
}

}  // namespace

std::optional<Duration> median_of(std::vector<Duration> values) {
  if (values.empty()) return std::nullopt;
  std::sort(values.begin(), values.end());
  size_t middle = values.size() / 2;
  if (values.size() % 2 == 1) return values[middle];
  return (values[middle - 1] + values[middle]) * 0.5;
}

std::optional<Duration> minimum_of(const std::vector<Duration>& values) {
  if (values.empty()) return std::nullopt;
  return *std::min_element(values.begin(), values.end());
}

std::string change_phrase(const MeasuredChange& change) {
  std::string interval = format_share_interval(change.low, change.high);
  std::string text = format_expected_share(change.low, change.expected, change.high);
  return interval.empty() ? text : text + " (" + interval + ")";
}

Style verdict_style(TryVerdict verdict) {
  switch (verdict) {
    case TryVerdict::faster:
      return Style::good;
    case TryVerdict::within_noise:
      return Style::warning;
    case TryVerdict::slower:
    case TryVerdict::fails_to_build:
    case TryVerdict::fails_tests:
      return Style::error;
  }
  return Style::plain;
}

// Of the variant that is fastest; the others' are in --json.
void add_try_schedule(Page& page, const TryAnswer& answer) {
  const TryVariant* fastest = nullptr;
  auto wall = [](const TryVariant& variant) { return variant.wall->expected; };
  for (const TryVariant& variant : answer.variants) {
    if (!variant.wall || variant.schedule.before.empty()) continue;
    if (fastest == nullptr || wall(variant) < wall(*fastest)) fastest = &variant;
  }
  if (fastest == nullptr) return;
  add_schedule_pair(page, fastest->schedule,
                    fastest->title + ": the longest units of each way's median round, verified");
}

void add_failures(Page& page, const TryAnswer& answer) {
  for (const TryVariant& variant : answer.variants) {
    if (variant.failure.empty()) continue;
    page.heading("What failed", variant.title);
    size_t begin = 0;
    while (begin < variant.failure.size()) {
      size_t end = std::min(variant.failure.find('\n', begin), variant.failure.size());
      page.line(Text("  ").add(without_tabs(variant.failure.substr(begin, end - begin))));
      begin = end + 1;
    }
  }
}

void add_try_notes(Page& page, const TryAnswer& answer) {
  if (answer.notes.empty()) return;
  page.heading("Notes");
  for (const std::string& note : answer.notes)
    add_item(page, 2, Text("·"), note);
}

std::string try_text(const TryAnswer& answer, TextOptions options) {
  Page page(options, longest_of(answer));
  add_try_verdict(page, answer);
  add_change_chart(page, answer);
  add_builds(page, answer);
  add_rounds(page, answer);
  add_rebuilds(page, answer);
  add_try_schedule(page, answer);
  add_task_changes(page, answer);
  add_failures(page, answer);
  add_try_notes(page, answer);
  return page.take();
}

}  // namespace makespan
