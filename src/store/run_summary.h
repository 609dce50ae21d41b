#pragma once
// RunSummary: a run as a list shows it, without its trace.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/duration.h"
#include "model/run.h"

namespace makespan {

// What a run was recorded for. `last` means the last build: runs of `makespan try` are passed over.
enum class RunPurpose { build, trial };

std::string_view word(RunPurpose purpose);  // "build", "try"

struct RunSummary {
  std::string id;
  RunPurpose purpose = RunPurpose::build;
  std::string command;  // quoted for a shell
  std::string project_root;
  RunSource source = RunSource::recorded;
  UnixTime started;
  Duration wall;
  std::optional<Duration> cpu;
  std::optional<int> exit_code;
  bool complete = true;
  uint64_t task_count = 0;

  bool operator==(const RunSummary&) const = default;
};

// What list() of a database would say of a trace.
RunSummary summarize(const struct Trace& trace, RunPurpose purpose);

// Letters, digits, '-', '_' and '.', the first none of these three: an id is also a file's name.
bool is_run_id(std::string_view id);

// Newest first; runs that started at the same moment by id, the larger first.
bool newer(const RunSummary& a, const RunSummary& b);

}  // namespace makespan
