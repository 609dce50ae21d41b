#include "replay/call_runner.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/json_value.h"
#include "record/environment_list.h"
#include "record/observed_call.h"
#include "replay/changed_call.h"
#include "replay/measured_cost.h"
#include "replay/scratch_paths.h"
#include "system/file_system.h"
#include "system/file_tree.h"
#include "system/own_process.h"

namespace makespan {
namespace {

constexpr std::chrono::milliseconds kShortestLimit = std::chrono::minutes(1);
constexpr int kTimesAsRecorded = 10;
// A call writes its outputs, then rlib from objects, and incremental state beside them.
constexpr uint64_t kTimesItsOutput = 4;
constexpr uint64_t kRoomBeside = 256U << 20;

std::chrono::milliseconds limit_of(const CompilerCall& call) {
  std::chrono::milliseconds recorded(call.recorded.wall.nanoseconds() / 1'000'000);
  return std::max(kShortestLimit, recorded * kTimesAsRecorded);
}

// Ours, less what the recorder keeps, and with what it kept.
std::vector<std::string> environment_of(const CompilerCall& call,
                                        const std::vector<std::string>& ours) {
  std::vector<std::string> environment;
  for (const std::string& entry : ours) {
    std::string_view name = std::string_view(entry).substr(0, entry.find('='));
    bool recorded =
        std::any_of(call.environment.begin(), call.environment.end(),
                    [&](const CallVariable& variable) { return variable.name == name; });
    if (!recorded && !is_kept_variable(name)) environment.push_back(entry);
  }
  for (const CallVariable& variable : call.environment)
    environment.push_back(variable.name + "=" + variable.value);
  return environment;
}

// The first message of level `error`, else the first line: what a person wants to know.
std::string first_error(std::string_view messages) {
  std::string first;
  while (!messages.empty()) {
    size_t end = std::min(messages.find('\n'), messages.size());
    std::string_view line = messages.substr(0, end);
    messages.remove_prefix(std::min(end + 1, messages.size()));
    if (first.empty() && !line.starts_with('{')) first = line;
    if (!line.starts_with('{')) continue;
    Result<JsonValue> message = parse_json(line, "a message");
    if (message && (*message)["level"].text() == "error")
      return std::string((*message)["message"].text());
  }
  return first.empty() ? "it said nothing" : first;
}

class ObservingRunner final : public CallRunner {
 public:
  explicit ObservingRunner(CallRunnerOptions options) : options_(std::move(options)) {}

  Result<CallRun> run(const CompilerCall& call, const std::string& scratch) override {
    for (const std::string& directory : scratch_directories(scratch))
      MAKESPAN_CHECKED(files_.create_directories(directory));
    Result<CallRun> run = check_space(call, scratch);
    if (run) run = observe(call);
    for (const std::string& directory : scratch_directories(scratch)) {
      Status removed = files_.remove_tree(directory);
      if (!removed && run) run = tl::unexpected(std::move(removed).error());
    }
    return run;
  }

 private:
  static Result<CallRun> check_space(const CompilerCall& call, const std::string& scratch) {
    MAKESPAN_TRY(uint64_t available, available_bytes(scratch));
    uint64_t wanted = call.recorded.output_bytes * kTimesItsOutput + kRoomBeside;
    if (available >= wanted) return CallRun();
    return failure(ErrorKind::no_space,
                   fmt::format("{} needs {} MB beside the store to be run again, and the disk has "
                               "{} MB left",
                               call.label, wanted >> 20, available >> 20),
                   scratch);
  }

  Result<CallRun> observe(const CompilerCall& call) {
    CallOrder order{.executable = call.executable,
                    .arguments = call.arguments,
                    .working_directory = call.working_directory,
                    .environment = environment_of(call, own_environment()),
                    .jobserver_tokens = std::max(options_.cores, 1U) - 1,
                    .limit = limit_of(call),
                    .cancelled = options_.cancelled};
    MAKESPAN_TRY(ObservedCall observed, observe_call(order));
    switch (observed.ending) {
      case CallEnding::cancelled:
        return failure(ErrorKind::system, "stopped");
      case CallEnding::too_long:
        return failure(
            ErrorKind::system,
            fmt::format("{} did not end within {} s, and took {:.1f} s in the recording",
                        call.label, order.limit.count() / 1000, call.recorded.wall.seconds()));
      case CallEnding::ended:
        break;
    }
    if (observed.exit_code != 0) {
      return failure(ErrorKind::system,
                     fmt::format("{} failed when it was run again: {}", call.label,
                                 first_error(observed.standard_error)));
    }
    MAKESPAN_TRY(CallCost cost, measured_cost(std::move(observed.trace), call));
    return CallRun{.cost = cost, .standard_error = std::move(observed.standard_error)};
  }

  FileSystem& files_ = real_file_system();
  CallRunnerOptions options_;
};

}  // namespace

std::unique_ptr<CallRunner> make_call_runner(CallRunnerOptions options) {
  return std::make_unique<ObservingRunner>(std::move(options));
}

}  // namespace makespan
