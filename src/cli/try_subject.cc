#include "cli/try_subject.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/shell_quote.h"
#include "cli/try_words.h"
#include "gather/run_facts.h"
#include "model/chosen_toolchain.h"
#include "system/file_tree.h"

namespace makespan {
namespace {

// How far back a cargo build is looked for.
constexpr size_t kRunsLookedAt = 20;
// Of a build directory about which nothing is known.
constexpr uint64_t kUnknownBuildBytes = uint64_t{1} << 30;

// What was written is there twice for a moment (libraries are linked into programs; incremental
// state).
uint64_t build_bytes_of(const Trace& trace) {
  uint64_t bytes = 0;
  for (const OutputFile& file : trace.output_files)
    bytes += file.bytes;
  return bytes == 0 ? kUnknownBuildBytes : bytes * 2;
}

std::vector<std::string> words_of(const Trace& trace, const Image& image) {
  std::vector<std::string> words;
  for (size_t i = image.arguments.first; i < image.arguments.end(); ++i)
    words.emplace_back(trace.text(trace.arguments[i]));
  return words;
}

// A later image is the toolchain's own program, to which rustup's proxy hands no `+nightly`, or a
// subcommand's, or with `cargo run` the user's.
std::optional<PlacedCommand> first_cargo(const Trace& trace, ProcessId process) {
  const Range images = trace.processes[process.index()].images;
  for (size_t i = images.first; i < images.end(); ++i) {
    std::vector<std::string> words = words_of(trace, trace.images[i]);
    if (!is_cargo(words)) continue;
    words[0] = "cargo";
    return PlacedCommand{.command = std::move(words),
                         .directory = std::string(trace.text(trace.images[i].working_directory))};
  }
  return std::nullopt;
}

Result<TrySubject> last_cargo_build(RunStore& store) {
  size_t looked_at = 0;
  for (const RunSummary& summary : store.list().runs) {
    if (summary.purpose != RunPurpose::build || looked_at++ >= kRunsLookedAt) continue;
    Result<RunFileContent> run = store.load(summary.id);
    if (!run) continue;
    std::optional<PlacedCommand> call = find_cargo_call(run->trace);
    if (!call) continue;
    MAKESPAN_TRY(std::vector<std::string> command, buildable_command(call->command));
    return TrySubject{.command = std::move(command),
                      .directory = call->directory,
                      .run = summary.id,
                      .wall = run->trace.run.wall,
                      .build_bytes = build_bytes_of(run->trace)};
  }
  return failure(ErrorKind::not_found,
                 "there is no recorded cargo build to try: record one with `makespan run -- cargo "
                 "build`, or say what to build: `makespan try … -- cargo build`");
}

// The newest recorded build of what the subject builds. `typed` is its command as it was given: of
// runs of other commands, which may have built the same, only the last are looked into.
std::optional<Trace> recorded_build(const TrySubject& subject,
                                    const std::vector<std::string>& typed, RunStore& store) {
  const PlacedCommand wanted{.command = subject.command, .directory = subject.directory};
  size_t looked_at = 0;
  for (const RunSummary& summary : store.list().runs) {
    if (summary.purpose != RunPurpose::build) continue;
    bool likely = summary.command == shell_quoted(typed);
    if (looked_at++ >= kRunsLookedAt && !likely) continue;
    Result<RunFileContent> run = store.load(summary.id);
    if (!run) continue;
    std::vector<PlacedCommand> tries = tries_of(run->trace);
    if (std::find(tries.begin(), tries.end(), wanted) != tries.end()) return std::move(run->trace);
  }
  return std::nullopt;
}

Status check_build_directory(const TrySubject& subject, World& world) {
  for (const std::string& value : config_values(subject.command)) {
    bool is_file = value.find('=') == std::string::npos;
    std::string text =
        is_file ? world.files.read_file(join_path(subject.directory, value)).value_or("") : value;
    if (text.find("build-dir") == std::string::npos) continue;
    return failure(ErrorKind::invalid,
                   fmt::format("`--config {}` says where to build, and a try builds in its scratch "
                               "copy: leave that out",
                               value));
  }
  return {};
}

}  // namespace

std::optional<PlacedCommand> find_cargo_call(const Trace& trace) {
  const Run& run = trace.run;
  for (const Invocation& invocation : trace.invocations) {
    if (invocation.tool != BuildTool::cargo || invocation.parent.valid()) continue;
    if (is_cargo(run.command))
      return PlacedCommand{.command = run.command, .directory = run.working_directory};
    if (!invocation.process.valid()) continue;
    std::optional<PlacedCommand> call = first_cargo(trace, invocation.process);
    if (!call) continue;
    const std::string toolchain = chosen_toolchain(trace);
    if (!toolchain.empty() && cargo_of(call->command).size() == 1)
      call->command.insert(call->command.begin() + 1, toolchain);
    return call;
  }
  return std::nullopt;
}

std::vector<PlacedCommand> tries_of(const Trace& trace) {
  std::vector<PlacedCommand> recorded;
  if (std::optional<PlacedCommand> call = find_cargo_call(trace)) recorded.push_back(*call);
  recorded.push_back({.command = trace.run.command, .directory = trace.run.working_directory});
  std::vector<PlacedCommand> tries;
  for (PlacedCommand& build : recorded) {
    if (Result<std::vector<std::string>> command = buildable_command(std::move(build.command)))
      tries.push_back({.command = std::move(*command), .directory = std::move(build.directory)});
  }
  return tries;
}

Result<TrySubject> find_subject(const std::vector<std::string>& command, RunStore& store,
                                World& world) {
  TrySubject subject;
  if (command.empty()) {
    MAKESPAN_TRY(subject, last_cargo_build(store));
  } else {
    MAKESPAN_TRY(subject.command, buildable_command(command));
    subject.directory = world.working_directory;
    subject.build_bytes = kUnknownBuildBytes;
    if (std::optional<Trace> trace = recorded_build(subject, command, store)) {
      subject.run = trace->run.id;
      subject.wall = trace->run.wall;
      subject.build_bytes = build_bytes_of(*trace);
    }
  }
  MAKESPAN_CHECKED(check_build_directory(subject, world));
  subject.project_root = find_project_root(world.files, subject.directory);
  if (std::string path = manifest_path(subject.command); !path.empty()) {
    MAKESPAN_TRY(subject.manifest, real_path(join_path(subject.directory, path)));
  }
  return subject;
}

}  // namespace makespan
