// Why the builds differ, and why from the prediction: by task, the largest first.

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"
#include "report/fixes/fix_format.h"
#include "report/fixes/layout.h"
#include "report/fixes/try_views.h"

namespace makespan {
namespace {

constexpr size_t kFigure = 10;

// What is to be said of a task: how far it is from the prediction, else from the base.
Text remark(const TaskChange& task) {
  bool was_to_stay = task.predicted && *task.predicted > Duration();
  if (!task.variant) return Text("not built", was_to_stay ? Style::warning : Style::good);
  if (!task.base) return Text("new", Style::warning);
  Duration reference = task.predicted ? *task.predicted : *task.base;
  Duration off = *task.variant - reference;
  Style style = task.predicted ? Style::warning : off < Duration() ? Style::good : Style::bad;
  return Text(format_change(off), style);
}

void add_task_table(Page& page, const TryVariant& variant) {
  bool predicted = std::any_of(variant.tasks.begin(), variant.tasks.end(),
                               [](const TaskChange& task) { return task.predicted.has_value(); });
  page.heading("By unit", variant.title + (predicted ? ": CPU, farthest from the prediction first"
                                                     : ": CPU, the largest change first"));
  // Where there is little room, what the build takes now and how far that is off.
  bool wide = page.width() >= 60;
  size_t others = 2 + kFigure * (!wide ? 2 : predicted ? 4 : 3) + 2;
  size_t name = 12;
  for (const TaskChange& task : variant.tasks)
    name = std::max(name, display_width(task.task) + 1);
  name = std::min(name, page.width() > others + 12 ? page.width() - others : 12);
  Text head("  ");
  head.fit("", name);
  if (wide) head.right("base", kFigure, Style::faint);
  head.right("variant", kFigure, Style::faint);
  if (predicted && wide) head.right("predicted", kFigure, Style::faint);
  page.line(head.right(predicted ? "off by" : "change", kFigure + 2, Style::faint));
  for (const TaskChange& task : variant.tasks) {
    Text line("  ");
    line.fit(task.task, name);
    if (wide) line.right(page.time(task.base), kFigure);
    line.right(page.time(task.variant), kFigure);
    if (predicted && wide) line.right(page.time(task.predicted), kFigure);
    Text text = remark(task);
    line.pad_to(line.width() + kFigure + 2 - std::min(kFigure + 2, text.width())).add(text);
    page.line(line);
  }
}

}  // namespace

void add_task_changes(Page& page, const TryAnswer& answer) {
  for (const TryVariant& variant : answer.variants)
    if (!variant.tasks.empty()) add_task_table(page, variant);
}

}  // namespace makespan
