// The words that enumerators have in report.json, in the store and in messages. A `switch` without
// `default` each, so that the compiler names the one that a new enumerator is missing from.

#include "model/run.h"
#include "model/task.h"
#include "model/trace.h"

namespace makespan {

std::string_view word(RunSource source) {
  switch (source) {
    case RunSource::recorded:
      return "recorded";
    case RunSource::coarse:
      return "coarse";
    case RunSource::target_directory:
      return "target-directory";
    case RunSource::imported:
      return "imported";
  }
  return "";
}

std::string_view word(BuildTool tool) {
  switch (tool) {
    case BuildTool::cargo:
      return "cargo";
    case BuildTool::ninja:
      return "ninja";
    case BuildTool::make:
      return "make";
    case BuildTool::other:
      return "other";
  }
  return "";
}

std::string_view word(TaskKind kind) {
  switch (kind) {
    case TaskKind::library:
      return "library";
    case TaskKind::binary:
      return "binary";
    case TaskKind::test:
      return "test";
    case TaskKind::example:
      return "example";
    case TaskKind::bench:
      return "bench";
    case TaskKind::proc_macro:
      return "proc-macro";
    case TaskKind::build_script:
      return "build-script";
    case TaskKind::build_script_run:
      return "build-script-run";
    case TaskKind::doc:
      return "doc";
    case TaskKind::test_run:
      return "test-run";
    case TaskKind::doctest:
      return "doctest";
    case TaskKind::run:
      return "run";
    case TaskKind::process:
      return "process";
  }
  return "";
}

std::string_view word(TaskMode mode) {
  switch (mode) {
    case TaskMode::build:
      return "build";
    case TaskMode::check:
      return "check";
    case TaskMode::clippy:
      return "clippy";
    case TaskMode::doc:
      return "doc";
    case TaskMode::execute:
      return "execute";
  }
  return "";
}

std::string_view word(TaskSide side) {
  switch (side) {
    case TaskSide::unknown:
      return "unknown";
    case TaskSide::target:
      return "target";
    case TaskSide::host:
      return "host";
    case TaskSide::both:
      return "both";
  }
  return "";
}

std::string_view word(TaskOutcome outcome) {
  switch (outcome) {
    case TaskOutcome::succeeded:
      return "succeeded";
    case TaskOutcome::failed:
      return "failed";
    case TaskOutcome::interrupted:
      return "interrupted";
  }
  return "";
}

std::string_view word(SectionKind kind) {
  switch (kind) {
    case SectionKind::frontend:
      return "frontend";
    case SectionKind::codegen:
      return "codegen";
    case SectionKind::lto:
      return "lto";
    case SectionKind::link:
      return "link";
    case SectionKind::script:
      return "script";
    case SectionKind::compile_c:
      return "compile-c";
    case SectionKind::other:
      return "other";
  }
  return "";
}

std::string_view word(WaitsFor waits_for) {
  switch (waits_for) {
    case WaitsFor::metadata:
      return "metadata";
    case WaitsFor::all:
      return "all";
  }
  return "";
}

}  // namespace makespan
