#include "cli/trace_source.h"

#include "record/decode_recording.h"

namespace makespan {

Result<Trace> trace_of_recording(const std::string& path, World& world, SelfProfile& profile) {
  Result<Trace> trace = [&]() -> Result<Trace> {
    auto step = profile.step("read the recording");
    MAKESPAN_TRY(std::string bytes, world.files.read_file(path));
    return decode_recording(bytes);
  }();
  return trace;
}

Result<Trace> trace_of_run(const std::string& run, RunStore& store, World& world,
                           SelfProfile& profile) {
  MAKESPAN_TRY(RunReference reference, store.resolve(run));
  if (reference.kind == RunReference::Kind::other_file) {
    return trace_of_recording(reference.path, world, profile);
  }
  auto step = profile.step("read the run");
  MAKESPAN_TRY(RunFileContent content, reference.kind == RunReference::Kind::stored
                                           ? store.load(reference.id)
                                           : read_run_file(reference.path));
  return std::move(content.trace);
}

}  // namespace makespan
