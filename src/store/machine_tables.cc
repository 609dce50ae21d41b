// What the run ran on and what was odd: samples, tools, diagnostics.

#include <utility>

#include "store/table_io.h"

namespace makespan {
namespace {

constexpr Table kSamples = {
    .name = "samples",
    .number = "sample",
    .columns =
        "time_ns, busy_cores, own_cores, stolen_cores, memory_used_bytes, read_bytes, "
        "written_bytes, cpu_pressure, io_pressure, memory_pressure, core_busy"};

constexpr auto kSampleFields = [](auto& io, auto& sample) {
  io(sample.time, sample.busy_cores, sample.own_cores, sample.stolen_cores,
     sample.memory_used_bytes, sample.read_bytes, sample.written_bytes, sample.cpu_pressure,
     sample.io_pressure, sample.memory_pressure);
  io.core_busy(sample.core_busy);
};

constexpr Table kTools = {.name = "tools", .number = "tool", .columns = "name, version"};

constexpr auto kToolFields = [](auto& io, auto& tool) { io(tool.name, tool.version); };

constexpr Table kDiagnostics = {
    .name = "diagnostics", .number = "diagnostic", .columns = "severity, code, message, count"};

constexpr auto kDiagnosticFields = [](auto& io, auto& diagnostic) {
  io(diagnostic.severity, diagnostic.code, diagnostic.message, diagnostic.count);
};

}  // namespace

Status write_machine(RunOutput& output) {
  const Trace& trace = output.trace;
  MAKESPAN_CHECKED(write_rows(output, kSamples, trace.samples, kSampleFields));
  MAKESPAN_CHECKED(write_rows(output, kTools, trace.run.toolchain, kToolFields));
  return write_rows(output, kDiagnostics, trace.diagnostics.sorted(), kDiagnosticFields);
}

Status read_machine(RunInput& input) {
  TraceBuilder& builder = input.builder;
  MAKESPAN_CHECKED(read_rows<Sample>(
      input, kSamples, kSampleFields,
      [&](RowReader& row, Sample sample) { builder.add_sample(sample, row.taken_core_busy); }));
  MAKESPAN_CHECKED(read_rows<ToolVersion>(
      input, kTools, kToolFields,
      [&](RowReader&, ToolVersion tool) { builder.run().toolchain.push_back(std::move(tool)); }));
  return read_rows<Diagnostic>(input, kDiagnostics, kDiagnosticFields,
                               [&](RowReader&, const Diagnostic& diagnostic) {
                                 builder.diagnostics().add(diagnostic.severity, diagnostic.code,
                                                           diagnostic.message, diagnostic.count);
                               });
}

}  // namespace makespan
