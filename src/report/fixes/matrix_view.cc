// Impact over effort: a row for each size of saving, a column for each kind of effort.
//
//              a setting             the manifests         the source
//            ╭─────────────────────┬─────────────────────┬──────────────────────╮
//     ≥ 20%  │                     │ 1 unused            │                      │
//            ├─────────────────────┼─────────────────────┼──────────────────────┤
//    5–20%   │ 3 dev.debug=0 !     │                     │ …

#include <algorithm>
#include <array>

#include "report/fixes/fix_views.h"
#include "report/fixes/layout.h"

namespace makespan {
namespace {

constexpr size_t kMostEntries = 6;  // in a cell
constexpr std::array<EffortClass, 3> kEfforts = {EffortClass::setting, EffortClass::manifest,
                                                 EffortClass::source};

struct Band {
  std::string_view name;
  double least;  // share of the build
};
constexpr std::array kBands = {Band{"≥ 20%", 0.20}, Band{"5–20%", 0.05}, Band{"1–5%", 0.01},
                               Band{"< 1%", 0.0}};

std::string_view effort_heading(EffortClass effort) {
  switch (effort) {
    case EffortClass::setting:
      return "a setting";
    case EffortClass::manifest:
      return "the manifests";
    case EffortClass::source:
      return "the source";
  }
  return "";
}

using Cell = std::vector<size_t>;  // indices of fixes
using Matrix = std::array<std::array<Cell, kEfforts.size()>, kBands.size()>;

bool belongs(const Fix& fix) {
  return fix.verdict != Verdict::rejected && fix.saving && fix.saving->expected > Duration();
}

Matrix fill(const FixAnswer& answer) {
  Matrix matrix;
  for (size_t i = 0; i < answer.fixes.size(); ++i) {
    const Fix& fix = answer.fixes[i];
    if (!belongs(fix)) continue;
    double share = ratio(fix.saving->expected, answer.base);
    size_t band = 0;
    while (band + 1 < kBands.size() && share < kBands[band].least)
      ++band;
    matrix[band][static_cast<size_t>(fix.effort.effort)].push_back(i);
  }
  return matrix;
}

class Grid {
 public:
  Grid(Page& page, size_t gutter) : page_(page), gutter_(gutter) {
    size_t width = std::min<size_t>(page.width(), 140);
    size_t lines = kEfforts.size() + 1;
    cell_ = std::max<size_t>(8, (width - gutter - lines) / kEfforts.size());
  }

  [[nodiscard]] size_t cell() const { return cell_; }

  void rule(std::string_view left, std::string_view cross, std::string_view right) {
    Text line(std::string(gutter_, ' '));
    for (size_t i = 0; i < kEfforts.size(); ++i) {
      line.add(i == 0 ? left : cross, Style::faint);
      for (size_t k = 0; k < cell_; ++k)
        line.add("─", Style::faint);
    }
    page_.line(line.add(right, Style::faint));
  }

  void row(std::string_view label, const std::array<Text, kEfforts.size()>& cells) {
    Text line;
    line.right(label, gutter_ - 1).add(" ");
    for (size_t i = 0; i < kEfforts.size(); ++i) {
      line.add("│", Style::faint).add(cells[i]);
      line.pad_to(gutter_ + (i + 1) * (cell_ + 1));
    }
    page_.line(line.add("│", Style::faint));
  }

 private:
  Page& page_;
  size_t gutter_;
  size_t cell_ = 0;
};

Text entry(const FixAnswer& answer, size_t index, size_t columns) {
  const Fix& fix = answer.fixes[index];
  Text text;
  text.right(std::to_string(index + 1), 3).add(" ").add(verdict_mark(fix.verdict)).add(" ");
  std::string name = (fix.basis == Basis::bounded ? "≤ " : "") + fix.id;
  bool risky = fix.risk != Risk::none;
  size_t room = columns > 9 ? columns - 7 - (risky ? 2 : 0) : 1;
  text.add(cut_in_the_middle(name, room));
  if (risky) text.add(" !", Style::warning);
  return text;
}

void add_band(Grid& grid, const FixAnswer& answer, const Band& band,
              const std::array<Cell, kEfforts.size()>& cells) {
  size_t height = 1;
  for (const Cell& cell : cells)
    height = std::max(height, std::min(cell.size(), kMostEntries));
  for (size_t line = 0; line < height; ++line) {
    std::array<Text, kEfforts.size()> texts;
    for (size_t i = 0; i < cells.size(); ++i) {
      bool last = line + 1 == kMostEntries && cells[i].size() > kMostEntries;
      if (last) {
        texts[i].add("    … " + std::to_string(cells[i].size() - line) + " more", Style::faint);
      } else if (line < cells[i].size()) {
        texts[i] = entry(answer, cells[i][line], grid.cell());
      }
    }
    grid.row(line == 0 ? band.name : "", texts);
  }
}

}  // namespace

void add_effort_matrix(Page& page, const FixAnswer& answer) {
  auto count = std::count_if(answer.fixes.begin(), answer.fixes.end(), belongs);
  if (count < 2 || page.width() < 60) return;
  Matrix matrix = fill(answer);
  page.heading("Impact over effort", "share of the build saved; do what stands top left first");
  Grid grid(page, 9);
  Text head(std::string(9, ' '));
  for (size_t i = 0; i < kEfforts.size(); ++i) {
    head.pad_to(9 + i * (grid.cell() + 1) + 2);
    head.add(effort_heading(kEfforts[i]), Style::faint);
  }
  page.line(head);
  grid.rule("╭", "┬", "╮");
  for (size_t i = 0; i < kBands.size(); ++i) {
    if (i > 0) grid.rule("├", "┼", "┤");
    add_band(grid, answer, kBands[i], matrix[i]);
  }
  grid.rule("╰", "┴", "╯");
  std::vector<Text> legend;
  bool bounded = std::any_of(answer.fixes.begin(), answer.fixes.end(), [](const Fix& fix) {
    return belongs(fix) && fix.basis == Basis::bounded;
  });
  if (bounded) legend.push_back(Text("≤").add(" at the very most", Style::faint));
  bool risky = std::any_of(answer.fixes.begin(), answer.fixes.end(),
                           [](const Fix& fix) { return belongs(fix) && fix.risk != Risk::none; });
  if (risky) legend.push_back(Text("!", Style::warning).add(" has a risk", Style::faint));
  add_legend(page, legend, 9);
}

}  // namespace makespan
