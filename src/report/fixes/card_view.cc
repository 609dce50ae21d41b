// The fixes in words, best first: what each saves, what it costs, why this verdict, what speaks for
// it, what was checked and what was not.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/utf8.h"
#include "report/fixes/fix_format.h"
#include "report/fixes/fix_views.h"
#include "report/fixes/layout.h"
#include "report/format.h"
#include "report/terminal/wrap.h"

namespace makespan {
namespace {

constexpr size_t kMostCards = 12;
constexpr size_t kMostEvidence = 4;
// Others, if they change the build by less than this share of it, have a line.
constexpr double kWorthACard = 0.01;

// The number, the title, and the verdict at the right end.
void add_title(Page& page, const Fix& fix, size_t number) {
  size_t right = std::min<size_t>(page.width(), 110);
  std::string verdict(word(fix.verdict));
  if (fix.nightly) verdict = "nightly, " + verdict;
  size_t room = right > verdict.size() + 8 ? right - verdict.size() - 7 : 1;
  bool fits = display_width(fix.title) <= room;
  std::vector<std::string> lines = wrap(fix.title, fits ? room : right - 4);
  Text line;
  line.right(std::to_string(number), 3).add(" ").add(lines.front(), Style::strong);
  for (size_t i = 1; i < lines.size(); ++i) {
    page.line(line);
    line = Text("    ").add(lines[i], Style::strong);
  }
  if (line.width() + verdict.size() + 3 > right) {
    page.line(line);
    line = Text();
  }
  line.pad_to(right - verdict.size() - 2);
  page.line(line.add(verdict_mark(fix.verdict)).add(" ").add(verdict));
}

void add_card(Page& page, const FixAnswer& answer, const Fix& fix, size_t number) {
  page.blank();
  add_title(page, fix, number);
  add_field(page, "id", fix.id);
  if (fix.saving) {
    Style style = fix.saving->expected < Duration() ? Style::bad : Style::good;
    add_field(page, "saves", saving_phrase(*fix.saving, fix.basis, answer.base), style);
  } else {
    add_field(page, "saves", "not known");
  }
  add_field(page, "by", fix.method);
  add_field(page, "effort", effort_phrase(fix.effort));
  add_field(page, "risk", risk_phrase(fix), fix.risk == Risk::none ? Style::plain : Style::warning);
  add_field(page, "why", fix.reason);
  add_fields(page, "evidence", fix.evidence, kMostEvidence);
  add_fields(page, "checked", fix.checked, kMostEvidence);
  add_fields(page, "not checked", fix.not_checked, kMostEvidence);
}

// What is recommended, what may save something to speak of, and what could not be priced.
bool is_worth_a_card(const FixAnswer& answer, const Fix& fix) {
  if (fix.verdict == Verdict::recommended || !fix.saving) return true;
  return std::fabs(ratio(fix.saving->expected, answer.base)) >= kWorthACard;
}

}  // namespace

void add_fix_cards(Page& page, const FixAnswer& answer) {
  size_t cards = 0;
  std::vector<size_t> rest;
  for (size_t i = 0; i < answer.fixes.size(); ++i) {
    const Fix& fix = answer.fixes[i];
    if (fix.verdict == Verdict::rejected) continue;
    if (cards == kMostCards || !is_worth_a_card(answer, fix)) {
      rest.push_back(i);
      continue;
    }
    if (cards++ == 0) page.heading("Fixes", "best first");
    add_card(page, answer, fix, i + 1);
  }
  if (rest.empty()) return;
  page.blank();
  for (size_t i : rest) {
    const Fix& fix = answer.fixes[i];
    std::string text = fix.title + ": saves ";
    text += fix.saving ? saving_phrase(*fix.saving, fix.basis, answer.base) : "what is not known";
    Text marker;
    marker.right(std::to_string(i + 1), 3).add(" ").add(verdict_mark(fix.verdict));
    add_item(page, 0, marker, text);
  }
}

}  // namespace makespan
