#pragma once
// Task, Section, Dependency: the build tool's own view, rebuilt.

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/duration.h"
#include "model/ids.h"

namespace makespan {

// The names are those of report.json (docs/formats/report.md).
enum class TaskKind {
  library,
  binary,
  test,  // a test harness being compiled
  example,
  bench,
  proc_macro,
  build_script,  // build.rs being compiled
  build_script_run,
  doc,
  test_run,
  doctest,
  run,      // `cargo run`
  process,  // any other command
};

// Runs something that was built, rather than building: a test, a doctest, `cargo run`.
constexpr bool is_executed(TaskKind kind) {
  return kind == TaskKind::test_run || kind == TaskKind::doctest || kind == TaskKind::run;
}

// What was asked of the compiler.
enum class TaskMode { build, check, clippy, doc, execute };

// Which machine the unit is for. Without `--target` one unit may serve both.
enum class TaskSide { unknown, target, host, both };

enum class TaskOutcome { succeeded, failed, interrupted };

struct Task {
  TaskKind kind = TaskKind::process;
  TaskMode mode = TaskMode::build;
  TaskSide side = TaskSide::unknown;
  TaskOutcome outcome = TaskOutcome::succeeded;
  StringId name;     // package ("syn"), or the program's name for a process
  StringId version;  // package version; empty for a process
  // Crate or target name ("syn", "app", "build-script-build"); of a process the file that it was
  // about ("alpha.c"), if its command line shows one.
  StringId target;
  StringId platform;           // `--target` triple; empty for the host
  StringId package_directory;  // CARGO_MANIFEST_DIR
  StringId unit_hash;  // 16 hex digits of cargo's -C extra-filename; empty where there is none
  Range features;      // of Trace::lists, sorted
  Range flags;  // of Trace::lists: "opt-level=3", "codegen-units=1", "debuginfo=2", "lto=thin", …
  bool local = false;       // a path package (workspace member), not from a registry or git
  InvocationId invocation;  // none where no build tool was seen
  ProcessId process;        // the compiler, script or command; none for imports
  Timestamp start;
  Duration wall;
  // Of its process and everything beneath that is no task of its own. none: unknown.
  std::optional<Duration> cpu;
  std::optional<Duration> run_queue_wait;
  std::optional<uint64_t> peak_memory_bytes;
  // When `metadata` dependents could start; none where the task makes no metadata of its own.
  std::optional<Timestamp> metadata_ready;
  Range sections;  // of Trace::sections, by start

  [[nodiscard]] Timestamp end() const { return start + wall; }
};

enum class SectionKind {
  frontend,   // parsing to MIR, and metadata: serial
  codegen,    // one entry per codegen unit
  lto,        // thin-local, thin or fat
  link,       // the linker driver and everything beneath it
  script,     // a build script's own work
  compile_c,  // a C, C++ or assembler compiler that a build script runs: one entry per call
  other,      // CPU of the task that no other section holds (IR generation, waiting for threads)
};

struct Section {
  TaskId task;
  SectionKind kind = SectionKind::other;
  StringId name;  // "cgu.03", "ring_core.c"; empty where the kind says it all
  Timestamp start;
  Duration wall;
  std::optional<Duration> cpu;
  std::optional<Duration> run_queue_wait;

  [[nodiscard]] Timestamp end() const { return start + wall; }
};

enum class WaitsFor {
  metadata,  // the dependency's `.rmeta` is enough
  all,       // its very end
};

// `task` could not start before `on` had got as far as `waits_for` says.
struct Dependency {
  TaskId task;
  TaskId on;
  WaitsFor waits_for = WaitsFor::all;

  bool operator==(const Dependency&) const = default;
};

// The words of report.json and of the store for each enumerator ("proc-macro", "metadata", …).
std::string_view word(TaskKind kind);
std::string_view word(TaskMode mode);
std::string_view word(TaskSide side);
std::string_view word(TaskOutcome outcome);
std::string_view word(SectionKind kind);
std::string_view word(WaitsFor waits_for);

}  // namespace makespan
