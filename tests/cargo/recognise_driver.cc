// recognise_driver RECORDING [CARGO-LOCK]: the tasks of a recording as JSON, for the tests that
// hold them against cargo itself. Times in seconds from the run's start.

#include <cstdio>
#include <string>

#include "base/json_writer.h"
#include "import/cargo/recognise_cargo.h"
#include "record/decode_recording.h"
#include "system/file_system.h"

namespace makespan {
namespace {

template <class Tag>
std::optional<uint32_t> index_of(Id<Tag> id) {
  return id.valid() ? std::optional(id.index()) : std::nullopt;
}

void write_list(JsonWriter& json, std::string_view key, const Trace& trace, Range range) {
  json.key(key).begin_array();
  for (uint32_t i = range.first; i < range.end(); ++i)
    json.value(trace.text(trace.lists[i]));
  json.end_array();
}

void write_texts(JsonWriter& json, std::string_view key, const std::vector<std::string>& texts) {
  json.key(key).begin_array();
  for (const std::string& text : texts)
    json.value(text);
  json.end_array();
}

void write_invocation(JsonWriter& json, const Invocation& invocation) {
  json.begin_object();
  json.key("command").value(invocation.command);
  json.key("subcommand").value(invocation.subcommand);
  json.key("profile").value(invocation.profile);
  json.key("target_directory").value(invocation.target_directory);
  json.key("start").value(invocation.start.since_epoch());
  json.key("wall").value(invocation.wall);
  json.key("exit_code").value(invocation.exit_code);
  json.key("jobs").value(invocation.jobs);
  json.key("fresh").value(invocation.fresh);
  json.key("parent").value(index_of(invocation.parent));
  write_texts(json, "failed", invocation.failed);
  write_texts(json, "not_reached", invocation.not_reached);
  json.end_object();
}

// The crate's source file, which names a unit better than any name: absolute.
std::string source_of(const Trace& trace, const Task& task) {
  if (!task.process.valid()) return {};
  const Process& process = trace.processes[task.process.index()];
  for (uint32_t i = process.images.first; i < process.images.end(); ++i) {
    const Image& image = trace.images[i];
    for (uint32_t a = image.arguments.first; a < image.arguments.end(); ++a) {
      std::string_view word = trace.text(trace.arguments[a]);
      if (!word.ends_with(".rs") || word.starts_with('-')) continue;
      if (word.starts_with('/')) return std::string(word);
      return join_path(trace.text(image.working_directory), word);
    }
  }
  return {};
}

void write_sections(JsonWriter& json, const Trace& trace, const Task& task) {
  json.key("sections").begin_array();
  for (uint32_t i = task.sections.first; i < task.sections.end(); ++i) {
    const Section& section = trace.sections[i];
    json.begin_object();
    json.key("kind").value(word(section.kind));
    json.key("name").value(trace.text(section.name));
    json.key("start").value(section.start.since_epoch());
    json.key("wall").value(section.wall);
    json.key("cpu").value(section.cpu);
    json.end_object();
  }
  json.end_array();
}

void write_task(JsonWriter& json, const Trace& trace, TaskId id) {
  const Task& task = trace.tasks[id.index()];
  std::optional<Duration> metadata;
  if (task.metadata_ready) metadata = task.metadata_ready->since_epoch();
  json.begin_object();
  json.key("kind").value(word(task.kind));
  json.key("mode").value(word(task.mode));
  json.key("side").value(word(task.side));
  json.key("outcome").value(word(task.outcome));
  json.key("label").value(task_label(trace, id));
  json.key("name").value(trace.text(task.name));
  json.key("version").value(trace.text(task.version));
  json.key("target").value(trace.text(task.target));
  json.key("platform").value(trace.text(task.platform));
  json.key("source").value(source_of(trace, task));
  json.key("directory").value(trace.text(task.package_directory));
  json.key("hash").value(trace.text(task.unit_hash));
  write_list(json, "features", trace, task.features);
  write_list(json, "flags", trace, task.flags);
  json.key("local").value(task.local);
  json.key("invocation").value(index_of(task.invocation));
  json.key("start").value(task.start.since_epoch());
  json.key("wall").value(task.wall);
  json.key("cpu").value(task.cpu);
  json.key("metadata").value(metadata);
  write_sections(json, trace, task);
  json.end_object();
}

void write_trace(JsonWriter& json, const Trace& trace) {
  json.begin_object();
  json.key("started").value(trace.run.started.seconds());
  json.key("wall").value(trace.run.wall);
  json.key("cpu").value(trace.run.cpu);
  json.key("invocations").begin_array();
  for (const Invocation& invocation : trace.invocations)
    write_invocation(json, invocation);
  json.end_array();
  json.key("tasks").begin_array();
  for (uint32_t i = 0; i < trace.tasks.size(); ++i)
    write_task(json, trace, TaskId(i));
  json.end_array();
  json.key("dependencies").begin_array();
  for (const Dependency& edge : trace.dependencies) {
    json.begin_object();
    json.key("task").value(edge.task.index());
    json.key("on").value(edge.on.index());
    json.key("waits_for").value(word(edge.waits_for));
    json.end_object();
  }
  json.end_array();
  json.key("diagnostics").begin_array();
  for (const Diagnostic& diagnostic : trace.diagnostics.sorted()) {
    json.begin_object();
    json.key("code").value(diagnostic.code);
    json.key("message").value(diagnostic.message);
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

int fail(const Error& error) {
  std::fprintf(stderr, "recognise_driver: %s\n", error.message.c_str());
  return 1;
}

int run(const std::vector<std::string>& arguments) {
  if (arguments.empty()) return fail({.message = "which recording?"});
  FileSystem& files = real_file_system();
  Result<std::string> bytes = files.read_file(arguments[0]);
  if (!bytes) return fail(bytes.error());
  Result<Trace> recorded = decode_recording(*bytes);
  if (!recorded) return fail(recorded.error());
  std::string lock;
  if (arguments.size() > 1) {
    Result<std::string> text = files.read_file(arguments[1]);
    if (!text) return fail(text.error());
    lock = *text;
  }
  Result<Trace> trace = recognise_cargo(std::move(*recorded), {.lock_file = lock});
  if (!trace) return fail(trace.error());
  JsonWriter json;
  write_trace(json, *trace);
  std::fputs(json.take().c_str(), stdout);
  return 0;
}

}  // namespace
}  // namespace makespan

int main(int count, char** arguments) {
  return makespan::run({arguments + 1, arguments + count});
}
