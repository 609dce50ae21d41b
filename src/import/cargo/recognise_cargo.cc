#include "import/cargo/recognise_cargo.h"

#include <fmt/format.h>

#include <utility>

#include "import/cargo/commands.h"
#include "import/cargo/invocations.h"
#include "import/cargo/lint_caps.h"
#include "import/cargo/outcomes.h"
#include "import/cargo/process_walk.h"
#include "import/cargo/sections.h"
#include "import/cargo/unit_description.h"
#include "import/cargo/unit_edges.h"
#include "import/cargo/unit_sides.h"
#include "import/cargo/work_parts.h"
#include "model/trace_builder.h"

namespace makespan {
namespace {

// Compiled by somebody whom the recording does not show: a cache's server, or a hit in it.
bool compiled_elsewhere(const Work& work) {
  return work.wrapped && work.compiler_image == work.image;
}

void note_oddities(TraceBuilder& builder, const ProcessWalk& walk) {
  for (uint32_t i = 0; i < walk.works.size(); ++i) {
    const Work& work = walk.works[i];
    if (compiled_elsewhere(work)) {
      builder.diagnostics().add(
          Severity::note, "cache-daemon-cpu",
          fmt::format("`{}` went through a compiler cache, and no compiler ran beneath it: CPU "
                      "spent in a cache's daemon is unknown",
                      task_label(builder.so_far(), TaskId(i))));
    }
    if (work.arguments_in_file) {
      builder.diagnostics().add(
          Severity::warning, "arguments-in-file",
          fmt::format("`{}` was compiled with its arguments in a file, which is gone: what it "
                      "depends on is unknown",
                      task_label(builder.so_far(), TaskId(i))));
    }
  }
}

// When the `.rmeta` was there, for what cargo pipelines. Without the file's time (it was replaced
// since): when codegen began, just after it.
void set_metadata_moments(TraceBuilder& builder, const ProcessWalk& walk) {
  const Trace& trace = builder.so_far();
  for (const OutputFile& file : trace.output_files) {
    WorkId owner = walk.owner[file.process];
    if (!owner.valid() || !pipelines(walk.works[owner.index()])) continue;
    Task& task = builder.task(TaskId(owner.index()));
    bool within = file.modified >= task.start && file.modified <= task.end();
    if (within && trace.text(file.path).ends_with(".rmeta")) task.metadata_ready = file.modified;
  }
  for (const Section& section : trace.sections) {
    Task& task = builder.task(section.task);
    if (section.kind != SectionKind::frontend || task.metadata_ready) continue;
    if (pipelines(walk.works[section.task.index()])) task.metadata_ready = section.end();
  }
}

void add_tasks(TraceBuilder& builder, const ProcessWalk& walk, const WorkParts& parts) {
  const LintCaps caps(walk.works);
  for (uint32_t i = 0; i < walk.works.size(); ++i) {
    const Work& work = walk.works[i];
    const Account& account = parts.accounts[WorkId(i)];
    Task task = describe_unit(builder, work, caps);
    // What became its program by exec has one account for both: how much was cargo's is unknown.
    if (account.cpu_known && !work.from_exec) {
      task.cpu = account.cpu;
      task.run_queue_wait = account.run_queue_wait;
    }
    if (account.peak_memory_bytes > 0) task.peak_memory_bytes = account.peak_memory_bytes;
    builder.add_task(task);
  }
}

void add_sections(TraceBuilder& builder, const ProcessWalk& walk, const WorkParts& parts) {
  DenseMap<WorkId, std::vector<Section>> sections = find_sections(builder, walk, parts);
  for (uint32_t i = 0; i < walk.works.size(); ++i) {
    for (Section section : sections[WorkId(i)]) {
      section.task = TaskId(i);
      builder.add_section(section);
    }
  }
}

// A program that runs is of the package whose binary it is; cargo does not tell it to the program.
void name_programs(TraceBuilder& builder, const std::vector<Dependency>& edges) {
  for (const Dependency& edge : edges) {
    Task& program = builder.task(edge.task);
    const Task& binary = builder.so_far().tasks[edge.on.index()];
    if (program.kind != TaskKind::test_run && program.kind != TaskKind::run) continue;
    program.name = binary.name;
    program.version = binary.version;
    program.target = binary.target;
    program.platform = binary.platform;
    program.package_directory = binary.package_directory;
    program.local = binary.local;
  }
}

void add_edges(TraceBuilder& builder, const ProcessWalk& walk) {
  std::vector<Dependency> edges = find_unit_edges(builder.so_far(), walk);
  DenseMap<WorkId, TaskSide> sides = find_unit_sides(builder.so_far(), walk, edges);
  for (uint32_t i = 0; i < walk.works.size(); ++i)
    builder.task(TaskId(i)).side = sides[WorkId(i)];
  for (const Dependency& edge : edges)
    builder.add_dependency(edge);
  name_programs(builder, edges);
}

void add_invocations(TraceBuilder& builder, const ProcessWalk& walk, const CargoContext& context) {
  FoundInvocations found = find_invocations(builder.so_far(), walk, context.configured_jobs);
  for (uint32_t i = 0; i < walk.works.size(); ++i) {
    CargoId cargo = walk.works[i].cargo;
    if (cargo.valid()) builder.task(TaskId(i)).invocation = found.of_cargo[cargo];
  }
  tell_outcomes(builder.so_far(), context, found);
  for (Invocation& invocation : found.invocations)
    builder.add_invocation(std::move(invocation));
}

}  // namespace

Result<Trace> recognise_cargo(Trace recorded, const CargoContext& context) {
  ProcessWalk walk = walk_processes(recorded);
  add_commands(recorded, walk);
  WorkParts parts = divide_works(recorded, walk);
  for (uint32_t i = 0; i < walk.works.size(); ++i) {
    if (compiled_elsewhere(walk.works[i])) parts.accounts[WorkId(i)].forget();
  }

  // From here to finish() a work's index is its task's.
  TraceBuilder builder(std::move(recorded));
  add_tasks(builder, walk, parts);
  add_sections(builder, walk, parts);
  set_metadata_moments(builder, walk);
  add_edges(builder, walk);
  add_invocations(builder, walk, context);
  note_oddities(builder, walk);
  return std::move(builder).finish();
}

}  // namespace makespan
