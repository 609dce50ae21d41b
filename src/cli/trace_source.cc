#include "cli/trace_source.h"

#include <fmt/format.h>

#include "gather/recorded_cargo.h"
#include "import/cargo/recognise_cargo.h"
#include "record/decode_recording.h"
#include "store/run_reference.h"

namespace makespan {

namespace {

Result<Trace> decode(const std::string& path, World& world, SelfProfile& profile) {
  auto step = profile.step("read the recording");
  MAKESPAN_TRY(std::string bytes, world.files.read_file(path));
  Result<Trace> trace = decode_recording(bytes);
  if (!trace) {
    return failure(trace.error().kind,
                   fmt::format("cannot read {}: {}", path, trace.error().message), path);
  }
  return trace;
}

}  // namespace

Result<Trace> trace_of_recording(const std::string& path, World& world, SelfProfile& profile) {
  MAKESPAN_TRY(Trace recorded, decode(path, world, profile));
  RecordedCargo cargo = [&] {
    auto step = profile.step("read what cargo left");
    return gather_recorded_cargo(world.files, recorded);
  }();
  auto step = profile.step("recognise tasks");
  return recognise_cargo(std::move(recorded), {.unit_graphs = cargo.unit_graphs,
                                               .lock_file = cargo.lock_file,
                                               .configured_jobs = cargo.configured_jobs});
}

Result<RunFileContent> content_of_run(const std::string& run, RunStore& store, World& world,
                                      SelfProfile& profile) {
  MAKESPAN_TRY(RunReference reference, store.resolve(run));
  if (reference.kind == RunReference::Kind::other_file) {
    MAKESPAN_TRY(Trace trace, trace_of_recording(reference.path, world, profile));
    return RunFileContent{.trace = std::move(trace)};
  }
  auto step = profile.step("read the run");
  return reference.kind == RunReference::Kind::stored ? store.load(reference.id)
                                                      : read_run_file(reference.path);
}

Result<Trace> trace_of_run(const std::string& run, RunStore& store, World& world,
                           SelfProfile& profile) {
  MAKESPAN_TRY(RunFileContent content, content_of_run(run, store, world, profile));
  return std::move(content.trace);
}

std::string run_to_name(const std::string& run) {
  return parse_last(run) == 0U ? std::string() : run;
}

}  // namespace makespan
