#include "simulate/selection.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <set>
#include <utility>

#include "base/edit_distance.h"
#include "graph/task_graph.h"

namespace makespan {
namespace {

std::string quoted(std::string_view text) {
  return "`" + std::string(text) + "`";
}

std::optional<SectionKind> section_of(std::string_view text) {
  for (SectionKind kind :
       {SectionKind::frontend, SectionKind::codegen, SectionKind::lto, SectionKind::link,
        SectionKind::script, SectionKind::compile_c, SectionKind::other}) {
    if (word(kind) == text) return kind;
  }
  return std::nullopt;
}

// A group of tasks that has a name of its own; false where it is none.
bool is_group(std::string_view text) {
  return text == "build-scripts" || text == "proc-macros" || text == "tests";
}

bool in_group(const Task& task, std::string_view group) {
  if (group == "build-scripts")
    return task.kind == TaskKind::build_script || task.kind == TaskKind::build_script_run;
  if (group == "proc-macros") return task.kind == TaskKind::proc_macro;
  return task.kind == TaskKind::test || task.kind == TaskKind::test_run ||
         task.kind == TaskKind::doctest;
}

struct PackageName {
  std::string_view name;
  std::string_view version;
};

PackageName split_package(std::string_view text) {
  size_t at = text.find('@');
  if (at == std::string_view::npos) return {.name = text};
  return {.name = text.substr(0, at), .version = text.substr(at + 1)};
}

bool has_section(const Trace& trace, const Task& task, SectionKind kind) {
  for (uint32_t i = task.sections.first; i < task.sections.end(); ++i) {
    if (trace.sections[i].kind == kind) return true;
  }
  return false;
}

// What takes a thousand times as long is no change of a build any more; and without an end, times
// of the simulation would pass all bounds.
constexpr double kLargestFactor = 1000;

// Reads all of `text` as a factor.
std::optional<double> parse_factor(std::string_view text) {
  std::string copy(text);
  char* end = nullptr;
  double value = std::strtod(copy.c_str(), &end);
  if (copy.empty() || *end != '\0' || !(value >= 0 && value <= kLargestFactor)) return std::nullopt;
  return value;
}

// "; did you mean `dashmap`?": a package or a group of sections that is nearly called so.
std::string meant_by(const Trace& trace, std::string_view text) {
  std::string_view nearest;
  size_t least = SIZE_MAX;
  auto look = [&](std::string_view word) {
    if (!likely_meant(text, word) || edit_distance(text, word) >= least) return;
    least = edit_distance(text, word);
    nearest = word;
  };
  for (SectionKind kind :
       {SectionKind::frontend, SectionKind::codegen, SectionKind::lto, SectionKind::link,
        SectionKind::script, SectionKind::compile_c, SectionKind::other})
    look(word(kind));
  for (const Task& task : trace.tasks)
    look(trace.text(task.name));
  return nearest.empty() ? "" : "; did you mean " + quoted(nearest) + "?";
}

tl::unexpected<Error> nothing_named(const Trace& trace, std::string_view text) {
  return failure(ErrorKind::invalid,
                 "nothing in this run is named " + quoted(text) + meant_by(trace, text));
}

// Of any version, whatever else the name stands for.
std::vector<TaskId> tasks_of_package(const Trace& trace, std::string_view name) {
  std::vector<TaskId> tasks;
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    if (trace.text(trace.tasks[i].name) == name) tasks.push_back(TaskId(i));
  }
  return tasks;
}

}  // namespace

bool version_fits(std::string_view version, std::string_view wanted) {
  if (!version.starts_with(wanted)) return false;
  if (wanted.empty() || version.size() == wanted.size()) return true;
  char next = version[wanted.size()];
  return next == '.' || next == '-' || next == '+';
}

Result<Selection> select_tasks(const Trace& trace, std::string_view text) {
  Selection selection;
  std::string_view package = text;
  size_t colon = text.find(':');
  if (std::optional<SectionKind> section = section_of(text.substr(0, colon))) {
    selection.section = section;
    package = colon == std::string_view::npos ? "" : text.substr(colon + 1);
  }
  PackageName wanted = split_package(package);
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    const Task& task = trace.tasks[i];
    if (is_group(package)
            ? !in_group(task, package)
            : !wanted.name.empty() && (trace.text(task.name) != wanted.name ||
                                       !version_fits(trace.text(task.version), wanted.version)))
      continue;
    if (selection.section && !has_section(trace, task, *selection.section)) continue;
    selection.tasks.push_back(TaskId(i));
  }
  if (text.empty() || selection.tasks.empty()) return nothing_named(trace, text);
  return selection;
}

Result<Edit> parse_without(const Trace& trace, std::string_view text) {
  MAKESPAN_TRY(Selection selection, select_tasks(trace, text));
  if (selection.section) {
    // Sections do not go, so that the word can only be a package's name.
    std::vector<TaskId> package = tasks_of_package(trace, text);
    if (!package.empty()) return Without{.tasks = std::move(package)};
    return failure(ErrorKind::invalid, quoted(text) +
                                           " names sections; --without takes packages, "
                                           "--zero takes sections");
  }
  return Without{.tasks = std::move(selection.tasks)};
}

// What the kept version needs and what needs another one: "a 1.0.0 needs c 1.0.0, which needs a
// 2.0.0". Empty where there is no such thing.
std::string circle_of(const Trace& trace, const Align& align) {
  TaskGraph graph(trace);
  for (const Align::Move& move : align.moves) {
    std::vector<bool> needed = led_to(graph, move.to);
    for (Arc arc : graph.dag().after(move.from.index())) {
      bool goes =
          std::any_of(align.moves.begin(), align.moves.end(),
                      [&](const Align::Move& other) { return other.from == TaskId(arc.node); });
      if (!needed[arc.node] || goes) continue;
      return task_label(trace, move.to) + " needs " + task_label(trace, TaskId(arc.node)) +
             ", which needs " + task_label(trace, move.from);
    }
  }
  return {};
}

// For which platforms an invocation has a unit that serves host and target both.
using SharedPlatforms = std::set<std::pair<InvocationId, StringId>>;

SharedPlatforms shared_platforms(const Trace& trace) {
  SharedPlatforms shared;
  for (const Task& task : trace.tasks) {
    if (task.side == TaskSide::both) shared.emplace(task.invocation, task.platform);
  }
  return shared;
}

// Whether a unit can do what one of another version did. Cargo builds one for host and target only
// where profile and features agree; where it shares nothing, host and target differ (a release
// build optimises the target's alone), and the kept version would be built once more.
bool can_stand_for(const Task& kept, const Task& task, const SharedPlatforms& shared) {
  if (kept.side == task.side || kept.side == TaskSide::both) return true;
  if (kept.side == TaskSide::unknown || task.side == TaskSide::unknown) return true;
  return kept.platform == task.platform && shared.contains({task.invocation, task.platform});
}

// Each task of another version moves to the task of the wanted version that is most like it: of the
// same call of the build tool and kind, of the same side where there is one. Where that would still
// have to be built for its side, it stays and stands for what that takes.
Result<Edit> parse_align(const Trace& trace, std::string_view text) {
  PackageName wanted = split_package(text);
  if (wanted.version.empty())
    return failure(ErrorKind::invalid, "--align takes PACKAGE@VERSION, not " + quoted(text));
  std::vector<TaskId> all = tasks_of_package(trace, wanted.name);
  if (all.empty()) return nothing_named(trace, wanted.name);
  MAKESPAN_TRY(Selection kept, select_tasks(trace, text));
  std::set<TaskId> stays(kept.tasks.begin(), kept.tasks.end());
  const SharedPlatforms shared = shared_platforms(trace);
  bool built_once_more = false;
  Align align;
  for (TaskId from : all) {
    if (stays.contains(from)) continue;
    const Task& task = trace.tasks[from.index()];
    TaskId best;
    int best_likeness = -1;
    for (TaskId to : kept.tasks) {
      const Task& other = trace.tasks[to.index()];
      if (other.kind != task.kind || other.mode != task.mode) continue;
      if (other.invocation != task.invocation) continue;
      if (!can_stand_for(other, task, shared)) {
        built_once_more = true;
        continue;
      }
      int likeness = (other.side == task.side) + (other.platform == task.platform);
      if (likeness > best_likeness) {
        best = to;
        best_likeness = likeness;
      }
    }
    if (best.valid()) align.moves.push_back({.from = from, .to = best});
  }
  if (align.moves.empty() && built_once_more) {
    return failure(ErrorKind::invalid,
                   quoted(text) +
                       " saves nothing: it would be built once more for the side (host "
                       "or target) that the other versions are for");
  }
  if (align.moves.empty()) {
    return failure(ErrorKind::invalid,
                   all.size() == kept.tasks.size()
                       ? "there is no version of " + quoted(wanted.name) + " in this run but " +
                             quoted(wanted.version)
                       : "no other version of " + quoted(wanted.name) +
                             " is built in the same call of the build tool as " +
                             quoted(wanted.version));
  }
  if (std::string circle = circle_of(trace, align); !circle.empty())
    return failure(ErrorKind::invalid, quoted(text) + " cannot stand for all: " + circle);
  return align;
}

Result<Edit> parse_zero(const Trace& trace, std::string_view text) {
  MAKESPAN_TRY(Selection selection, select_tasks(trace, text));
  return Scale{.tasks = std::move(selection.tasks), .section = selection.section, .factor = 0};
}

Result<Edit> parse_scale(const Trace& trace, std::string_view text) {
  size_t equals = text.rfind('=');
  std::optional<double> factor;
  if (equals != std::string_view::npos) factor = parse_factor(text.substr(equals + 1));
  if (!factor) {
    return failure(ErrorKind::invalid,
                   "--scale takes WHAT=FACTOR, a factor from 0 to 1000, not " + quoted(text));
  }
  MAKESPAN_TRY(Selection selection, select_tasks(trace, text.substr(0, equals)));
  return Scale{
      .tasks = std::move(selection.tasks), .section = selection.section, .factor = *factor};
}

Result<Edit> parse_codegen_units(const Trace& trace, std::string_view text) {
  uint32_t units = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), units);
  if (error != std::errc() || end != text.data() + text.size() || units == 0 || units > 4096) {
    return failure(ErrorKind::invalid,
                   "--codegen-units takes a number from 1 to 4096, not " + quoted(text));
  }
  CodegenUnits edit{.units = units};
  for (uint32_t i = 0; i < trace.tasks.size(); ++i)
    edit.tasks.push_back(TaskId(i));
  return edit;
}

}  // namespace makespan
