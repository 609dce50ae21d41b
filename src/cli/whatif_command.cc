// `makespan whatif`: the recorded build, simulated.

#include <fmt/format.h>

#include "analysis/parallelism.h"
#include "cli/commands.h"
#include "cli/fitted_contention.h"
#include "cli/fix_choice.h"
#include "cli/trace_source.h"
#include "cli/whatif_check.h"
#include "report/whatif/whatif_json.h"
#include "report/whatif/whatif_text.h"
#include "simulate/selection.h"
#include "simulate/whatif.h"

namespace makespan {
namespace {

Result<Edit> parse_edit(const Trace& trace, const WhatIfArguments::EditText& edit) {
  switch (edit.kind) {
    case WhatIfArguments::EditKind::without:
      return parse_without(trace, edit.text);
    case WhatIfArguments::EditKind::align:
      return parse_align(trace, edit.text);
    case WhatIfArguments::EditKind::zero:
      return parse_zero(trace, edit.text);
    case WhatIfArguments::EditKind::scale:
      return parse_scale(trace, edit.text);
    case WhatIfArguments::EditKind::codegen_units:
      return parse_codegen_units(trace, edit.text);
  }
  return failure(ErrorKind::invalid, "unknown edit");
}

std::string edit_label(const WhatIfArguments::EditText& edit) {
  switch (edit.kind) {
    case WhatIfArguments::EditKind::without:
      return "without " + edit.text;
    case WhatIfArguments::EditKind::align:
      return "aligned to " + edit.text;
    case WhatIfArguments::EditKind::zero:
      return edit.text + " free";
    case WhatIfArguments::EditKind::scale:
      return edit.text;
    case WhatIfArguments::EditKind::codegen_units:
      return "codegen-units " + edit.text;
  }
  return {};
}

// --jobs alone: as many cores as slots. --cores alone: as many slots as cores. Both: one number of
// cores for every number of slots.
Result<std::vector<WhatIfPoint>> points_of(const WhatIfArguments& arguments) {
  std::vector<WhatIfPoint> points;
  if (!arguments.jobs.empty() && arguments.cores.size() > 1) {
    return failure(ErrorKind::invalid,
                   "with --jobs, --cores takes one number (see `makespan help whatif`)");
  }
  for (uint32_t jobs : arguments.jobs) {
    points.push_back(
        {.jobs = jobs, .cores = double(arguments.cores.empty() ? jobs : arguments.cores[0])});
  }
  if (!arguments.jobs.empty()) return points;
  for (uint32_t cores : arguments.cores)
    points.push_back({.jobs = cores, .cores = double(cores)});
  return points;
}

void name(const std::string& label, WhatIfEdits& change) {
  change.label += (change.label.empty() ? "" : ", ") + label;
}

std::vector<Edit> joined(std::vector<Edit> edits, const std::vector<Edit>& more) {
  edits.insert(edits.end(), more.begin(), more.end());
  return edits;
}

Result<WhatIfQuestion> question_of(const WhatIfArguments& arguments, const Trace& trace) {
  WhatIfQuestion question{.every_task = true};
  MAKESPAN_TRY(question.points, points_of(arguments));
  for (const WhatIfArguments::EditText& text : arguments.edits) {
    MAKESPAN_TRY(Edit edit, parse_edit(trace, text));
    question.change.edits.push_back(std::move(edit));
    name(edit_label(text), question.change);
  }
  return question;
}

// Fixes are edits too, behind the others.
Status add_fixes(const WhatIfArguments& arguments, RunStore& store, World& world,
                 SelfProfile& profile, WhatIfQuestion& question) {
  if (arguments.fixes.empty()) return {};
  MAKESPAN_TRY(ChosenFixes chosen,
               fixes_for(arguments.run, arguments.fixes, {}, store, world, profile));
  WhatIfEdits& edited = question.change;
  for (const Candidate& candidate : chosen.candidates()) {
    const Fix& fix = candidate.fix;
    if (candidate.named_only)
      return failure(ErrorKind::invalid, fmt::format("{} has no price that could be simulated: {}",
                                                     fix.id, fix.reason));
    name(fix.id + (fix.method.empty() ? "" : " (" + fix.method + ")"), edited);
  }
  const Change& change = chosen.change;
  if (!change.low.empty())
    edited.ends = {joined(edited.edits, change.low), joined(edited.edits, change.high)};
  edited.edits = joined(edited.edits, change.expected);
  edited.jobs = change.jobs;
  edited.cores = change.cores;
  if (change.longest_path_first) edited.policy = Policy::longest_path_first;
  return {};
}

}  // namespace

Result<int> answer_whatif_question(const WhatIfArguments& arguments, World& world,
                                   SelfProfile& profile) {
  RunStore store = open_store(world);
  MAKESPAN_TRY(Trace trace, trace_of_run(arguments.run, store, world, profile));
  MAKESPAN_CHECKED(check_can_be_asked(trace));
  MAKESPAN_TRY(WhatIfQuestion question, question_of(arguments, trace));
  question.contention = contention_of(store, trace);
  MAKESPAN_CHECKED(add_fixes(arguments, store, world, profile, question));
  WhatIfAnswer answer = [&] {
    auto step = profile.step("simulate");
    return answer_whatif(trace, question);
  }();
  WhatIfReport report =
      build_whatif_report(trace, std::move(answer), !question.change.label.empty());
  report.parallelism = find_parallelism(trace);
  MAKESPAN_CHECKED(world.print(arguments.json
                                   ? whatif_json(report)
                                   : whatif_text(report, {.width = world.output.columns,
                                                          .colour = world.output.colour,
                                                          .unicode = world.output.unicode})));
  return kExitFine;
}

}  // namespace makespan
