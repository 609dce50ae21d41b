#pragma once
// Tale: builds a small Trace in a few words. All times are milliseconds; codegen units and links
// follow from a unit's parts:
//
//   Tale tale("cargo build");
//   TaskId syn = tale.unit("syn", "2.0.106", 0, {.frontend = 400, .codegen = {300, 200}});
//   tale.unit("app", "0.1.0", 700, {.kind = TaskKind::binary, .frontend = 200, .link = 90}, {syn});

#include <string>
#include <string_view>
#include <vector>

#include "model/trace.h"
#include "model/trace_builder.h"

namespace makespan {

struct Parts {
  TaskKind kind = TaskKind::library;
  TaskMode mode = TaskMode::build;
  TaskSide side = TaskSide::unknown;
  TaskOutcome outcome = TaskOutcome::succeeded;
  bool local = false;
  int frontend = 0;
  std::vector<int> codegen;  // one codegen unit each, on two threads
  int lto = 0;
  int link = 0;
  int script = 0;
  std::vector<int> compile_c;
  int rest = 0;  // time without a section: a program that runs
  std::vector<std::string> features;
  std::vector<std::string> flags;
  std::string target;
};

class Tale {
 public:
  explicit Tale(std::string_view command, RunSource source = RunSource::recorded);

  // Later units belong to it.
  InvocationId invocation(std::string_view command, int start, int end, Invocation more = {});
  // A dependency is on metadata where both are libraries, else on all.
  TaskId unit(std::string_view name, std::string_view version, int start, const Parts& parts,
              const std::vector<TaskId>& dependencies = {});
  // The command of a run that is not cargo itself: invocations are its children.
  ProcessId process(std::string_view program, int start, int end, int cpu, ProcessId parent = {});
  // Samples every 50 ms from what the units did so far; `other` cores are somebody else's.
  void sample(double other = 0);

  TraceBuilder& builder() { return builder_; }
  Run& run() { return builder_.run(); }
  // The run lasts `wall`; its CPU is that of its units and `extra`.
  Trace end(int wall, int extra_cpu = 20, int exit_code = 0);

 private:
  // Adds a section and returns its end.
  Timestamp section(TaskId task, SectionKind kind, Timestamp start, int wall,
                    std::string_view name = {});
  [[nodiscard]] bool knows_cpu() const;

  TraceBuilder builder_;
  RunSource source_;
  InvocationId invocation_;
  ProcessId command_;
  Duration cpu_;
};

}  // namespace makespan
