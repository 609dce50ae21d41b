#pragma once
// Report: everything that is said about one run, as plain values. Every face (terminal, JSON, …)
// renders this struct and computes nothing of its own, so that they cannot disagree.
//
// It owns all it shows: the Trace that it was built from may be gone. Task `i` has TaskId(i), and
// the results of the analyses refer to tasks by that. An optional that is empty is "not known".

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/analyses.h"
#include "model/diagnostics.h"
#include "model/run.h"
#include "report/whatif/whatif_report.h"

namespace makespan {

// How a figure was come by; each group of figures has one (`basis`).
enum class Source {
  measured,   // seen in this run, or added up from what was
  replayed,   // one compiler call was run again with a change
  simulated,  // a schedule was computed
  verified,   // the whole build was run both ways
  assumed,    // the user's own input
};

struct ReportSection {
  SectionKind kind = SectionKind::other;
  std::string detail;  // "cgu.03", "ring_core.c"; empty where the kind says it all
  Timestamp start;
  Duration wall;
  std::optional<Duration> cpu;
  std::optional<Duration> run_queue_wait;
  [[nodiscard]] Timestamp end() const { return start + wall; }
};

struct ReportDependency {
  TaskId on;
  WaitsFor waits_for = WaitsFor::all;
};

struct ReportTask {
  std::string name;      // package, or the program of a process
  std::string version;   // empty for a process
  std::string target;    // crate or target name
  std::string platform;  // `--target` triple; empty for the host
  std::string label;     // as people call it: "ring 0.17.8 build.rs (run)"
  TaskKind kind = TaskKind::process;
  ProcessRole role = ProcessRole::other;  // of a process
  TaskMode mode = TaskMode::build;
  TaskSide side = TaskSide::unknown;
  TaskOutcome outcome = TaskOutcome::succeeded;
  bool local = false;  // of the workspace
  std::vector<std::string> features;
  std::vector<std::string> flags;
  InvocationId invocation;
  Timestamp start;
  Duration wall;
  std::optional<Duration> cpu;
  std::optional<Duration> run_queue_wait;
  std::optional<uint64_t> peak_memory_bytes;
  std::optional<Timestamp> metadata_ready;
  std::vector<ReportSection> sections;
  std::vector<ReportDependency> dependencies;
  bool critical = false;  // on the critical path
  [[nodiscard]] Timestamp end() const { return start + wall; }
};

struct ReportInvocation {
  BuildTool tool = BuildTool::cargo;
  InvocationId parent;
  std::string command;
  std::string subcommand;  // build, check, …; of a target directory what makes such units
  std::string profile;
  Timestamp start;
  Duration wall;
  std::optional<int> exit_code;
  std::optional<uint32_t> jobs;
  uint32_t built = 0;     // units that it compiled; failed ones are not counted
  uint32_t executed = 0;  // tests and programs that it ran
  std::optional<uint32_t> fresh;
  std::vector<std::string> failed;
  std::vector<std::string> not_reached;
};

// A command worth running next, and what it would tell.
struct NextStep {
  std::string command;
  std::string why;
};

struct Report {
  Source basis = Source::measured;  // of every figure below, but for those of `simulation`
  Run run;
  std::string command;                 // run.command, quoted for a shell
  std::vector<std::string> paragraph;  // the headline in words, a sentence each
  std::vector<ReportInvocation> invocations;
  std::vector<ReportTask> tasks;
  Analyses analyses;
  // Simulated, not measured; none where a simulation would not be honest.
  std::optional<WhatIfReport> simulation;
  std::vector<Diagnostic> diagnostics;
  std::vector<NextStep> next_steps;

  [[nodiscard]] const ReportTask& task(TaskId id) const { return tasks[id.index()]; }
};

}  // namespace makespan
