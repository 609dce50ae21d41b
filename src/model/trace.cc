#include "model/trace.h"

#include <algorithm>
#include <string>

namespace makespan {
namespace {

std::string_view label_suffix(TaskKind kind) {
  switch (kind) {
    case TaskKind::binary:
      return " (bin)";
    case TaskKind::test:
      return " (test)";
    case TaskKind::example:
      return " (example)";
    case TaskKind::bench:
      return " (bench)";
    case TaskKind::build_script:
      return " build.rs";
    case TaskKind::build_script_run:
      return " build.rs (run)";
    case TaskKind::doc:
      return " (doc)";
    case TaskKind::test_run:
      return " (tests run)";
    case TaskKind::doctest:
      return " (doctests)";
    case TaskKind::run:
      return " (run)";
    case TaskKind::library:
    case TaskKind::proc_macro:
    case TaskKind::process:
      return "";
  }
  return "";
}

// Whether a package's target must be named too: a package has one library and one build script, but
// may have many binaries and tests.
bool names_target(TaskKind kind) {
  switch (kind) {
    case TaskKind::binary:
    case TaskKind::test:
    case TaskKind::example:
    case TaskKind::bench:
    case TaskKind::test_run:
      return true;
    default:
      return false;
  }
}

// A crate is called as its package is, with `_` for `-`.
bool same_name(std::string_view target, std::string_view package) {
  auto dashed = [](char c) { return c == '_' ? '-' : c; };
  return std::equal(target.begin(), target.end(), package.begin(), package.end(),
                    [&](char a, char b) { return dashed(a) == dashed(b); });
}

}  // namespace

std::string task_label(const Trace& trace, TaskId id) {
  const Task& task = trace.tasks[id.index()];
  std::string label(trace.text(task.name));
  if (names_target(task.kind) && task.target.valid() &&
      !same_name(trace.text(task.target), trace.text(task.name))) {
    label += "/";
    label += trace.text(task.target);
  }
  if (std::string_view version = trace.text(task.version); !version.empty()) {
    label += " ";
    label += version;
  }
  if (std::string_view subject = trace.text(task.target);
      task.kind == TaskKind::process && !subject.empty()) {
    label += " ";
    label += subject;
  }
  label += label_suffix(task.kind);
  return label;
}

std::string chosen_toolchain(const Run& run) {
  // Only there does rustup look: `cargo run -- +1` chooses none.
  const std::vector<std::string>& command = run.command;
  return command.size() > 1 && command[1].starts_with('+') ? command[1] : "";
}

const Image* last_image(const Trace& trace, ProcessId process) {
  Range images = trace.processes[process.index()].images;
  return images.count == 0 ? nullptr : &trace.images[images.end() - 1];
}

}  // namespace makespan
