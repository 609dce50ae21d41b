#include "model/testing/trace_difference.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace makespan {
namespace {

// One value of the model as "name=value …".
class Dump {
 public:
  explicit Dump(const Trace& trace) : trace_(trace) {}

  Dump& field(const char* name, int64_t value) { return add(name, fmt::format("{}", value)); }
  Dump& field(const char* name, double value) { return add(name, fmt::format("{:a}", value)); }
  Dump& field(const char* name, Duration value) { return field(name, value.nanoseconds()); }
  Dump& field(const char* name, const std::string& value) { return add(name, "`" + value + "`"); }
  Dump& field(const char* name, StringId id) {
    return add(name, id.valid() ? fmt::format("`{}`", trace_.text(id)) : "none");
  }
  template <class Epoch>
  Dump& field(const char* name, Moment<Epoch> value) {
    return field(name, value.since_epoch());
  }
  template <class Tag>
  Dump& field(const char* name, Id<Tag> id) {
    return add(name, id.valid() ? fmt::format("{}", id.index()) : "none");
  }
  template <class T>
    requires std::is_enum_v<T>
  Dump& field(const char* name, T value) {
    return field(name, static_cast<int64_t>(value));
  }
  template <class T>
    requires std::is_integral_v<T>
  Dump& field(const char* name, T value) {
    return field(name, static_cast<int64_t>(value));
  }
  template <class T>
  Dump& field(const char* name, const std::optional<T>& value) {
    return value ? field(name, *value) : add(name, "none");
  }
  template <class T>
  Dump& field(const char* name, const std::vector<T>& values) {
    return elements(name, values.begin(), values.end());
  }
  template <class T>
  Dump& field(const char* name, const std::vector<T>& values, Range range) {
    return elements(name, values.begin() + range.first, values.begin() + range.end());
  }
  Dump& field(const char* name, const EnvironmentEntry& entry) {
    return field(name, entry.name).field("to", entry.value);
  }
  Dump& field(const char* name, const Usage& usage) {
    return field(name, usage.cpu).field("run_queue_wait", usage.run_queue_wait);
  }
  Dump& field(const char* name, const ToolVersion& tool) {
    return field(name, tool.name).field("version", tool.version);
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  Dump& add(const char* name, const std::string& value) {
    text_ += fmt::format("{}{}={}", text_.empty() ? "" : " ", name, value);
    return *this;
  }
  template <class Iterator>
  Dump& elements(const char* name, Iterator from, Iterator to) {
    add(name, fmt::format("{} of", std::distance(from, to)));
    for (; from != to; ++from)
      field("", *from);
    return *this;
  }

  const Trace& trace_;
  std::string text_;
};

std::string dump(const Trace& trace, const Run& run) {
  return Dump(trace)
      .field("id", run.id)
      .field("command", run.command)
      .field("working_directory", run.working_directory)
      .field("project_root", run.project_root)
      .field("source", run.source)
      .field("cpu_model", run.host.cpu_model)
      .field("kernel", run.host.kernel)
      .field("online_cores", run.host.online_cores)
      .field("cores", run.host.cores)
      .field("memory_bytes", run.host.memory_bytes)
      .field("toolchain", run.toolchain)
      .field("git_revision", run.git_revision)
      .field("git_dirty", run.git_dirty)
      .field("started", run.started)
      .field("wall", run.wall)
      .field("cpu", run.cpu)
      .field("exit_code", run.exit_code)
      .field("cold", run.cold)
      .field("complete", run.complete)
      .field("makespan_version", run.makespan_version)
      .text();
}

std::string dump(const Trace& trace, const Invocation& invocation) {
  return Dump(trace)
      .field("tool", invocation.tool)
      .field("process", invocation.process)
      .field("parent", invocation.parent)
      .field("command", invocation.command)
      .field("subcommand", invocation.subcommand)
      .field("profile", invocation.profile)
      .field("target_directory", invocation.target_directory)
      .field("start", invocation.start)
      .field("wall", invocation.wall)
      .field("exit_code", invocation.exit_code)
      .field("jobs", invocation.jobs)
      .field("fresh", invocation.fresh)
      .field("failed", invocation.failed)
      .field("not_reached", invocation.not_reached)
      .text();
}

std::string dump(const Trace& trace, const Process& process) {
  return Dump(trace)
      .field("parent", process.parent)
      .field("pid", process.pid)
      .field("start", process.start)
      .field("end", process.end)
      .field("first_image", process.images.first)
      .field("image_count", process.images.count)
      .field("exit_code", process.exit_code)
      .field("signal", process.signal)
      .field("usage", process.usage)
      .field("user", process.user)
      .field("system", process.system)
      .field("peak_memory_bytes", process.peak_memory_bytes)
      .field("read_bytes", process.read_bytes)
      .field("written_bytes", process.written_bytes)
      .field("spawner", process.spawner)
      .field("spawner_cpu", process.spawner_cpu)
      .field("left_behind", process.left_behind)
      .field("unobserved", process.unobserved)
      .text();
}

std::string dump(const Trace& trace, const Image& image) {
  return Dump(trace)
      .field("process", image.process)
      .field("start", image.start)
      .field("executable", image.executable)
      .field("working_directory", image.working_directory)
      .field("arguments", trace.arguments, image.arguments)
      .field("environment", trace.environment, image.environment)
      .text();
}

std::string dump(const Trace& trace, const Thread& thread) {
  return Dump(trace)
      .field("process", thread.process)
      .field("name", thread.name)
      .field("start", thread.start)
      .field("end", thread.end)
      .field("usage", thread.usage)
      .field("spawner", thread.spawner)
      .field("spawner_cpu", thread.spawner_cpu)
      .text();
}

std::string dump(const Trace& trace, const OutputFile& file) {
  return Dump(trace)
      .field("process", file.process)
      .field("path", file.path)
      .field("modified", file.modified)
      .field("bytes", file.bytes)
      .text();
}

std::string dump(const Trace& trace, const LockWait& wait) {
  return Dump(trace)
      .field("process", wait.process)
      .field("start", wait.start)
      .field("end", wait.end)
      .field("holder", wait.holder)
      .text();
}

std::string dump(const Trace& trace, const Task& task) {
  return Dump(trace)
      .field("kind", task.kind)
      .field("mode", task.mode)
      .field("side", task.side)
      .field("outcome", task.outcome)
      .field("name", task.name)
      .field("version", task.version)
      .field("target", task.target)
      .field("platform", task.platform)
      .field("package_directory", task.package_directory)
      .field("unit_hash", task.unit_hash)
      .field("features", trace.lists, task.features)
      .field("flags", trace.lists, task.flags)
      .field("local", task.local)
      .field("invocation", task.invocation)
      .field("process", task.process)
      .field("start", task.start)
      .field("wall", task.wall)
      .field("cpu", task.cpu)
      .field("run_queue_wait", task.run_queue_wait)
      .field("peak_memory_bytes", task.peak_memory_bytes)
      .field("metadata_ready", task.metadata_ready)
      .field("first_section", task.sections.first)
      .field("section_count", task.sections.count)
      .text();
}

std::string dump(const Trace& trace, const Section& section) {
  return Dump(trace)
      .field("task", section.task)
      .field("kind", section.kind)
      .field("name", section.name)
      .field("start", section.start)
      .field("wall", section.wall)
      .field("cpu", section.cpu)
      .field("run_queue_wait", section.run_queue_wait)
      .text();
}

std::string dump(const Trace& trace, const Dependency& dependency) {
  return Dump(trace)
      .field("task", dependency.task)
      .field("on", dependency.on)
      .field("waits_for", dependency.waits_for)
      .text();
}

std::string dump(const Trace& trace, const Sample& sample) {
  return Dump(trace)
      .field("time", sample.time)
      .field("busy_cores", sample.busy_cores)
      .field("own_cores", sample.own_cores)
      .field("stolen_cores", sample.stolen_cores)
      .field("memory_used_bytes", sample.memory_used_bytes)
      .field("read_bytes", sample.read_bytes)
      .field("written_bytes", sample.written_bytes)
      .field("cpu_pressure", sample.cpu_pressure)
      .field("io_pressure", sample.io_pressure)
      .field("memory_pressure", sample.memory_pressure)
      .field("core_busy", trace.core_busy, sample.core_busy)
      .text();
}

std::string dump(const Trace& trace, const Diagnostic& diagnostic) {
  return Dump(trace)
      .field("severity", diagnostic.severity)
      .field("code", diagnostic.code)
      .field("message", diagnostic.message)
      .field("count", diagnostic.count)
      .text();
}

template <class T>
std::string difference(const char* name, const Trace& a, const std::vector<T>& of_a, const Trace& b,
                       const std::vector<T>& of_b) {
  if (of_a.size() != of_b.size())
    return fmt::format("{}: {} of them but {}", name, of_a.size(), of_b.size());
  for (size_t i = 0; i < of_a.size(); ++i) {
    std::string in_a = dump(a, of_a[i]);
    std::string in_b = dump(b, of_b[i]);
    if (in_a != in_b) return fmt::format("{}[{}]: {}\nbut {}", name, i, in_a, in_b);
  }
  return "";
}

}  // namespace

std::string trace_difference(const Trace& a, const Trace& b) {
  for (const std::string& found : {
           difference("run", a, std::vector{a.run}, b, std::vector{b.run}),
           difference("invocations", a, a.invocations, b, b.invocations),
           difference("processes", a, a.processes, b, b.processes),
           difference("images", a, a.images, b, b.images),
           difference("threads", a, a.threads, b, b.threads),
           difference("output_files", a, a.output_files, b, b.output_files),
           difference("lock_waits", a, a.lock_waits, b, b.lock_waits),
           difference("tasks", a, a.tasks, b, b.tasks),
           difference("sections", a, a.sections, b, b.sections),
           difference("dependencies", a, a.dependencies, b, b.dependencies),
           difference("samples", a, a.samples, b, b.samples),
           difference("diagnostics", a, a.diagnostics.sorted(), b, b.diagnostics.sorted()),
       }) {
    if (!found.empty()) return found;
  }
  return "";
}

}  // namespace makespan
