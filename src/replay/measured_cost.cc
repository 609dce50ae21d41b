#include "replay/measured_cost.h"

#include <fmt/format.h>

#include <span>
#include <utility>

#include "import/cargo/recorded_image.h"
#include "import/cargo/sections.h"
#include "replay/call_effect.h"

namespace makespan {
namespace {

// A walk in which everything works for one unit, the first process's.
ProcessWalk walk_of_call(const Trace& trace, const Image& image, WorkKind kind) {
  ProcessWalk walk;
  Work work{.kind = kind,
            .process = ProcessId(0),
            .image = static_cast<uint32_t>(&image - trace.images.data()),
            .compiler = ProcessId(0)};
  work.compiler_image = work.image;
  std::vector<std::string_view> words = arguments_of(trace, image);
  if (kind == WorkKind::compile && !words.empty()) {
    work.call = parse_rustc_call(std::span(words).subspan(1)).value_or(RustcCall{});
  }
  walk.works.push_back(std::move(work));
  walk.owner = DenseMap<ProcessId, WorkId>(trace.processes.size(), WorkId(0));
  walk.cargo = DenseMap<ProcessId, CargoId>(trace.processes.size());
  walk.is_daemon = DenseMap<ProcessId, bool>(trace.processes.size());
  return walk;
}

CallCost cost_of_rustc(Trace trace, const ProcessWalk& walk, const WorkParts& parts) {
  TraceBuilder builder(std::move(trace));
  DenseMap<WorkId, std::vector<Section>> sections = find_sections(builder, walk, parts);
  return cost_of(sections[WorkId(0)]);
}

}  // namespace

Result<CallCost> measured_cost(Trace observed, const CompilerCall& call) {
  const Image* image = observed.processes.empty() ? nullptr : last_image(observed, ProcessId(0));
  if (image == nullptr)
    return failure(ErrorKind::system, fmt::format("{} was not seen to run", call.label));
  ProcessWalk walk = walk_of_call(
      observed, *image, call.kind == CallKind::rustc ? WorkKind::compile : WorkKind::command);
  WorkParts parts = divide_works(observed, walk);
  const Account& account = parts.accounts[WorkId(0)];
  if (!account.cpu_known)
    return failure(ErrorKind::unsupported,
                   fmt::format("the CPU of {} is not known: a process of it could not be observed",
                               call.label));
  Duration wall = observed.processes[0].end - observed.processes[0].start;
  uint64_t bytes = 0;
  for (const OutputFile& file : observed.output_files)
    bytes += file.bytes;
  CallCost cost{.other = account.cpu};
  if (call.kind == CallKind::rustc) cost = cost_of_rustc(std::move(observed), walk, parts);
  cost.wall = wall;
  cost.output_bytes = bytes;
  return cost;
}

}  // namespace makespan
