// Was it true? Every trial as a prediction and what came of it, on one axis, and what that says of
// each kind of fix.
//
//                              −50%        −25%         0%
//                            ──┼───────────┼────────────┼──
//   unused                     ●─◇──┤                   │    −49%   −51%   ✓ 2.0
//   release.lto=off                                     │    +8.0%  +13%   ✗ 5.1

#include "report/fixes/accuracy_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/utf8.h"
#include "report/fixes/fix_format.h"
#include "report/fixes/layout.h"
#include "report/fixes/share_axis.h"
#include "report/format.h"

namespace makespan {
namespace {

constexpr size_t kMostTrials = 40;
constexpr size_t kFigure = 11;

bool held(const Trial& trial) {
  return trial.measured && trial.predicted_low <= *trial.measured &&
         *trial.measured <= trial.predicted_high;
}

std::string points(double error) {
  return fmt::format("{:.1f}", std::fabs(error) * 100);
}

void add_summary(Page& page, const Accuracy& accuracy) {
  size_t pairs = 0;
  size_t inside = 0;
  size_t clear = 0;
  size_t right = 0;
  size_t short_ones = 0;
  for (const KindAccuracy& kind : accuracy.kinds) {
    pairs += kind.pairs;
    short_ones += kind.too_few_rounds;
    inside += kind.held;
    clear += kind.clear;
    right += kind.right_sign;
  }
  if (pairs == 0) {
    add_prose(page,
              short_ones > 0
                  ? "Nothing counts yet: fewer than 3 rounds are too few to judge a prediction by."
                  : "Nothing that was predicted has been built yet: no trial could be.",
              0, Style::strong);
    return;
  }
  std::string text = fmt::format(
      "Of {} that were built both ways, {} came out within the "
      "predicted interval ({}).",
      format_count(pairs, "prediction", "predictions"), inside,
      format_share(static_cast<double>(inside) / static_cast<double>(pairs)));
  if (clear > 0) {
    text += fmt::format(" Faster or slower was told rightly in {} of {} whose effect is above 2%.",
                        right, clear);
  }
  add_prose(page, text, 0, Style::strong);
}

Text draw(const Trial& trial, const ShareScale& scale) {
  size_t low = scale.column(trial.predicted_low);
  size_t high = scale.column(trial.predicted_high);
  size_t predicted = scale.column(trial.predicted);
  size_t measured = trial.measured ? scale.column(*trial.measured) : scale.columns;
  size_t zero = scale.column(0);
  Style style = held(trial) ? Style::good : Style::bad;
  Text text;
  for (size_t i = 0; i < scale.columns; ++i) {
    if (i == measured) {
      text.add("●", style);
    } else if (i == predicted) {
      text.add("◇", Style::faint);
    } else if (low < high && (i == low || i == high)) {
      text.add(i == low ? "├" : "┤", Style::faint);
    } else if (low < i && i < high) {
      text.add("─", Style::faint);
    } else {
      text.add(i == zero ? "│" : " ", Style::faint);
    }
  }
  return text;
}

ShareScale scale_of(const std::vector<Trial>& trials, size_t columns) {
  std::vector<double> shares = {0};
  for (const Trial& trial : trials) {
    shares.insert(shares.end(), {trial.predicted, trial.predicted_low, trial.predicted_high});
    if (trial.measured) shares.push_back(*trial.measured);
  }
  return scale_over(shares, columns);
}

void add_trial(Page& page, const Trial& trial, size_t name, size_t where, const ShareScale& scale) {
  Text line("  ");
  if (name == 0) {
    page.line(Text("  ").add(cut_in_the_middle(trial.fix, page.width() - 2)));
  } else {
    line.fit(cut_in_the_middle(trial.fix, name - 1), name - 1).add(" ");
  }
  if (where > 0) {
    std::string place = trial.workspace.substr(trial.workspace.find_last_of('/') + 1);
    line.fit(place, where - 1, Style::faint).add(" ");
  }
  if (scale.columns > 0) line.add(draw(trial, scale));
  line.right(format_fine_change(trial.predicted), kFigure, Style::faint);
  if (!trial.measured) {
    page.line(line.right("fails", kFigure, Style::error));
    return;
  }
  Style style = held(trial) ? Style::good : Style::bad;
  line.right(format_fine_change(*trial.measured), kFigure);
  line.right(points(*trial.measured - trial.predicted), kFigure - 4);
  page.line(line.add(held(trial) ? " ✓" : " ✗", style));
}

size_t longest(const std::vector<Trial>& trials, size_t least) {
  for (const Trial& trial : trials)
    least = std::max(least, display_width(trial.fix) + 1);
  return least;
}

void add_trials(Page& page, const Accuracy& accuracy) {
  std::vector<Trial> trials = accuracy.trials;
  size_t hidden = trials.size() > kMostTrials ? trials.size() - kMostTrials : 0;
  trials.resize(trials.size() - hidden);
  page.heading("Trials", "change of wall time, newest first; off: in percents of the build");
  // Where there is no room for both, the figures say more than the picture; below the name, then.
  bool wide = page.width() >= 60;
  size_t behind = kFigure * 3 - 2;
  size_t name = 0;
  if (wide) {
    size_t most = std::clamp<size_t>(page.width() / 3, 10, 48);
    name = std::min({longest(trials, 8), most, page.width() - 2 - behind - 8});
  }
  size_t where = page.width() >= 110 ? 18 : 0;
  size_t margin = 2 + name + where;
  size_t others = margin + behind;
  ShareScale scale{.columns = 0};
  ShareAxis axis;
  if (wide) {
    scale = scale_of(trials, page.width() > others + 8 ? page.width() - others : 8);
    axis = draw_share_axis(scale);
  }
  std::string blank(margin, ' ');
  Text labels = Text(blank).add(axis.labels).pad_to(margin + scale.columns);
  labels.right("predicted", kFigure, Style::faint).right("measured", kFigure, Style::faint);
  page.line(labels.right("off", kFigure - 4, Style::faint));
  if (wide) page.line(Text(blank).add(axis.ruler));
  for (const Trial& trial : trials)
    add_trial(page, trial, name, where, scale);
  if (hidden > 0)
    page.line(Text(fmt::format("  … {} older (--json has all)", hidden), Style::faint));
  if (!wide) {
    add_prose(page, "✓ within the predicted interval, ✗ outside it", 2, Style::faint);
    return;
  }
  add_legend(page,
             {Text("├◇┤", Style::faint).add(" predicted", Style::faint),
              Text("●", Style::good).add(" measured, ✓ within the interval", Style::faint),
              Text("●", Style::bad).add(" ✗ outside it", Style::faint)},
             2);
}

std::string interval_phrase(const KindAccuracy& kind) {
  if (kind.interval_scale == 1) return kind.confident() ? "90%" : "as they are";
  return fmt::format("{}× {:.2f}", kind.confident() ? "90%, " : "", kind.interval_scale);
}

std::string of(size_t part, size_t whole) {
  return whole == 0 ? "–" : fmt::format("{} of {}", part, whole);
}

void add_kinds(Page& page, const Accuracy& accuracy) {
  page.heading("Kinds of fix", "errors in percents of the build; failed: did not build");
  size_t name = 8;
  for (const KindAccuracy& kind : accuracy.kinds)
    name = std::max(name, display_width(kind.kind) + 1);
  name = std::min<size_t>(name, page.width() < 60 ? 17 : 24);
  Text head("  ");
  head.fit("", name).right("pairs", 6, Style::faint).right("median", 8, Style::faint);
  head.right("worst", 7, Style::faint);
  bool wide = page.width() >= 80;
  if (wide) {
    head.right("held", 10, Style::faint).right("sign", 10, Style::faint);
    head.right("failed", 8, Style::faint).right("intervals", 14, Style::faint);
  }
  page.line(head);
  for (const KindAccuracy& kind : accuracy.kinds) {
    bool known = kind.pairs > 0;
    Text line("  ");
    line.fit(kind.kind, name).right(std::to_string(kind.pairs), 6);
    line.right(known ? points(kind.median_error) : "–", 8);
    line.right(known ? points(kind.worst_error) : "–", 7);
    if (wide) {
      line.right(of(kind.held, kind.pairs), 10).right(of(kind.right_sign, kind.clear), 10);
      line.right(kind.failed > 0 ? std::to_string(kind.failed) : "–", 8, Style::warning);
      line.right(interval_phrase(kind), 14);
    }
    page.line(line);
  }
  bool young = std::any_of(accuracy.kinds.begin(), accuracy.kinds.end(),
                           [](const KindAccuracy& kind) { return !kind.confident(); });
  if (young) {
    add_prose(page,
              fmt::format("An interval is called one of 90% after {} pairs of its kind.",
                          kPairsForConfidence),
              2, Style::faint);
  }
}

}  // namespace

std::string accuracy_text(const Accuracy& accuracy, TextOptions options) {
  Page page(options, Duration::seconds(1));
  add_summary(page, accuracy);
  if (!accuracy.trials.empty()) add_trials(page, accuracy);
  if (!accuracy.kinds.empty()) add_kinds(page, accuracy);
  return page.take();
}

}  // namespace makespan
