// What the try says, on top: a paragraph for each variant.

#include <fmt/format.h>

#include <cmath>

#include "report/fixes/fix_format.h"
#include "report/fixes/layout.h"
#include "report/fixes/try_views.h"
#include "report/format.h"

namespace makespan {
namespace {

std::string_view mark_of(TryVerdict verdict) {
  switch (verdict) {
    case TryVerdict::faster:
      return "✓";
    case TryVerdict::within_noise:
      return "≈";
    case TryVerdict::slower:
    case TryVerdict::fails_to_build:
    case TryVerdict::fails_tests:
      return "✗";
  }
  return "";
}

std::string lasts(const TryAnswer& answer, const TryVariant& variant) {
  std::optional<Duration> before = median_of(answer.base.wall);
  std::optional<Duration> after = median_of(variant.figures.wall);
  if (!before || !after) return "";
  if (variant.paced)
    return fmt::format("{} instead of {} at one pace",
                       format_duration(*before * (1 + variant.paced->wall.expected)),
                       format_duration(*before));
  return fmt::format("{} instead of {}", format_duration(*after), format_duration(*before));
}

std::string changes(const TryVariant& variant) {
  std::string text;
  if (variant.wall) text = " Wall time " + change_phrase(*variant.told_wall());
  if (variant.cpu) text += (text.empty() ? " CPU " : ", CPU ") + change_phrase(*variant.told_cpu());
  return text.empty() ? text : text + ".";
}

std::string outcome(const TryAnswer& answer, const TryVariant& variant) {
  std::string what = fmt::format("`{}`", answer.command);
  switch (variant.verdict) {
    case TryVerdict::faster:
    case TryVerdict::slower:
      return fmt::format(" makes {} {}: {}.{}", what, word(variant.verdict), lasts(answer, variant),
                         changes(variant));
    case TryVerdict::within_noise:
      if (variant.wall && !variant.wall->bounded) {
        return fmt::format(": too few rounds to tell its change of {} from noise, {}.{}", what,
                           lasts(answer, variant), changes(variant));
      }
      return fmt::format(": what it changes of {} is within the noise, {}.{}", what,
                         lasts(answer, variant), changes(variant));
    case TryVerdict::fails_to_build:
      return fmt::format(" does not build, `{}` does without it: do not apply it.", answer.command);
    case TryVerdict::fails_tests:
      return fmt::format(" fails tests that {} passes without it: do not apply it.", what);
  }
  return "";
}

// Of a change that only another command sees.
std::string built_with(const TryAnswer& answer, const TryVariant& variant) {
  if (variant.command.empty() || variant.command == answer.command) return "";
  return fmt::format("Built with `{}`. ", variant.command);
}

// What was taken out of the figures, and how they were with it.
std::string pace(const TryVariant& variant) {
  if (!variant.paced || !variant.wall) return "";
  const PacedChange& paced = *variant.paced;
  return fmt::format(
      "What it leaves as it is, {:.0f}% of the CPU, took {} in its builds: that was the machine; "
      "with "
      "it, the wall time changed by {}. ",
      100 * paced.share,
      format_expected_share(paced.pace.low, paced.pace.expected, paced.pace.high),
      change_phrase(*variant.wall));
}

// How the prediction fared, in points: percents of the base build.
std::string prediction(const TryVariant& variant) {
  if (!variant.predicted || !variant.wall) return "";
  const PredictedChange& said = *variant.predicted;
  const double came = variant.told_wall()->expected;
  const double off = came - said.wall;
  std::string text = fmt::format("Predicted was {}",
                                 format_expected_share(said.wall_low, said.wall, said.wall_high));
  std::string interval = format_share_interval(said.wall_low, said.wall_high);
  std::string mark = interval + (interval.empty() || said.basis.empty() ? "" : ", ") + said.basis;
  if (!mark.empty()) text += " (" + mark + ")";
  text += fmt::format(": the build came out {:.1f} points {}", std::fabs(off) * 100,
                      off < 0 ? "faster" : "slower");
  if (interval.empty()) return text + ". ";
  const bool held = said.wall_low <= came && came <= said.wall_high;
  return text + (held ? ", within the interval. " : ", outside the interval. ");
}

std::string benchmark(const TryVariant& variant) {
  if (!variant.benchmark) return "";
  bool told = variant.benchmark->bounded && !variant.benchmark->holds(0);
  return fmt::format("The benchmark's time {}{}.", change_phrase(*variant.benchmark),
                     told ? "" : ", within the noise");
}

std::string_view end_phrase(TryEnd end) {
  switch (end) {
    case TryEnd::rounds:
      return "";
    case TryEnd::narrow:
      return "; more were not needed, the intervals are narrow";
    case TryEnd::budget:
      return "; the budget had no room for another";
    case TryEnd::interrupted:
      return "; then it was interrupted";
    case TryEnd::disk_full:
      return "; then the disk was full";
    case TryEnd::failed:
      return "; then it failed, as the notes say";
  }
  return "";
}

}  // namespace

void add_try_verdict(Page& page, const TryAnswer& answer) {
  for (const TryVariant& variant : answer.variants) {
    Text mark(mark_of(variant.verdict), verdict_style(variant.verdict));
    std::string text = variant.title + outcome(answer, variant);
    add_item(page, 0, mark, text, Style::strong);
    std::string more =
        built_with(answer, variant) + pace(variant) + prediction(variant) + benchmark(variant);
    if (!more.empty()) add_prose(page, more, 2);
  }
  std::string rounds = format_count(answer.rounds, "round", "rounds");
  add_prose(page,
            fmt::format("Verified: {} in {}, base and {} in turn{}.", rounds,
                        format_duration(answer.spent),
                        format_count(answer.variants.size(), "variant", "variants"),
                        end_phrase(answer.end)),
            answer.variants.empty() ? 0 : 2, Style::faint);
}

}  // namespace makespan
