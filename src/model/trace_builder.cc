#include "model/trace_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <tuple>

namespace makespan {
namespace {

// The new place of every element after a stable sort of `items` by `key`; items are sorted too.
template <class Tag, class T, class Key>
std::vector<Id<Tag>> sort_and_renumber(std::vector<T>& items, Key key) {
  std::vector<uint32_t> order(items.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](uint32_t a, uint32_t b) { return key(items[a]) < key(items[b]); });
  std::vector<Id<Tag>> place(items.size());
  std::vector<T> sorted;
  sorted.reserve(items.size());
  for (uint32_t old : order) {
    place[old] = Id<Tag>(sorted.size());
    sorted.push_back(std::move(items[old]));
  }
  items = std::move(sorted);
  return place;
}

template <class Tag>
void renumber(Id<Tag>& id, const std::vector<Id<Tag>>& place) {
  if (id.valid()) id = place[id.index()];
}

template <class Tag, class T>
bool inside(Id<Tag> id, const std::vector<T>& items) {
  return !id.valid() || id.index() < items.size();
}

template <class T>
bool inside(Range range, const std::vector<T>& items) {
  return uint64_t{range.first} + range.count <= items.size();
}

Status corrupt(std::string message) {
  return failure(ErrorKind::corrupt, std::move(message));
}

Status check_ids(const Trace& trace) {
  for (const Process& process : trace.processes) {
    if (!inside(process.parent, trace.processes) || !inside(process.spawner, trace.threads)) {
      return corrupt(
          fmt::format("process {} names a parent or thread that is not in the run", process.pid));
    }
  }
  for (const Thread& thread : trace.threads) {
    if (!thread.process.valid() || !inside(thread.process, trace.processes) ||
        !inside(thread.spawner, trace.threads)) {
      return corrupt("a thread names a process or thread that is not in the run");
    }
  }
  for (const Image& image : trace.images) {
    if (!image.process.valid() || !inside(image.process, trace.processes) ||
        !inside(image.arguments, trace.arguments) ||
        !inside(image.environment, trace.environment)) {
      return corrupt("a program image names a process or arguments that are not in the run");
    }
  }
  for (const Invocation& invocation : trace.invocations) {
    if (!inside(invocation.process, trace.processes) ||
        !inside(invocation.parent, trace.invocations)) {
      return corrupt(
          fmt::format("the invocation `{}` names a process or parent that is not in the run",
                      invocation.command));
    }
  }
  for (const Task& task : trace.tasks) {
    if (!inside(task.process, trace.processes) || !inside(task.invocation, trace.invocations) ||
        !inside(task.features, trace.lists) || !inside(task.flags, trace.lists)) {
      return corrupt(
          fmt::format("the task `{}` names a process or invocation that is not in the run",
                      trace.text(task.name)));
    }
  }
  for (const Section& section : trace.sections) {
    if (!section.task.valid() || !inside(section.task, trace.tasks)) {
      return corrupt("a section names a task that is not in the run");
    }
  }
  for (const Dependency& dependency : trace.dependencies) {
    if (!dependency.task.valid() || !dependency.on.valid() ||
        !inside(dependency.task, trace.tasks) || !inside(dependency.on, trace.tasks)) {
      return corrupt("a dependency names a task that is not in the run");
    }
  }
  for (const OutputFile& file : trace.output_files) {
    if (!file.process.valid() || !inside(file.process, trace.processes)) {
      return corrupt(
          fmt::format("the file {} names a process that is not in the run", trace.text(file.path)));
    }
  }
  for (const LockWait& wait : trace.lock_waits) {
    if (!wait.process.valid() || !inside(wait.process, trace.processes)) {
      return corrupt("a wait for a lock names a process that is not in the run");
    }
  }
  for (const Sample& sample : trace.samples) {
    if (!inside(sample.core_busy, trace.core_busy))
      return corrupt("a sample names cores that are not in the run");
  }
  return {};
}

void sort_processes(Trace& trace) {
  auto place = sort_and_renumber<ProcessTag>(trace.processes, [](const Process& p) {
    return std::tuple(p.start, p.parent.valid() ? 1 : 0);
  });
  for (Process& process : trace.processes)
    renumber(process.parent, place);
  for (Thread& thread : trace.threads)
    renumber(thread.process, place);
  for (Image& image : trace.images)
    renumber(image.process, place);
  for (Invocation& invocation : trace.invocations)
    renumber(invocation.process, place);
  for (Task& task : trace.tasks)
    renumber(task.process, place);
  for (OutputFile& file : trace.output_files)
    renumber(file.process, place);
  for (LockWait& wait : trace.lock_waits)
    renumber(wait.process, place);
}

void sort_threads(Trace& trace) {
  auto place = sort_and_renumber<ThreadTag>(
      trace.threads, [](const Thread& t) { return std::tuple(t.start, t.process); });
  for (Thread& thread : trace.threads)
    renumber(thread.spawner, place);
  for (Process& process : trace.processes)
    renumber(process.spawner, place);
}

void sort_images(Trace& trace) {
  std::stable_sort(trace.images.begin(), trace.images.end(), [](const Image& a, const Image& b) {
    return std::tuple(a.process, a.start) < std::tuple(b.process, b.start);
  });
  for (Process& process : trace.processes)
    process.images = {};
  for (uint32_t i = 0; i < trace.images.size(); ++i) {
    Range& range = trace.processes[trace.images[i].process.index()].images;
    if (range.count == 0) range.first = i;
    ++range.count;
  }
}

void sort_invocations(Trace& trace) {
  auto place = sort_and_renumber<InvocationTag>(trace.invocations,
                                                [](const Invocation& i) { return i.start; });
  for (Invocation& invocation : trace.invocations)
    renumber(invocation.parent, place);
  for (Task& task : trace.tasks)
    renumber(task.invocation, place);
}

void sort_tasks(Trace& trace) {
  auto key = [&](const Task& t) {
    return std::tuple(t.start, t.kind, trace.text(t.name), trace.text(t.target),
                      trace.text(t.unit_hash));
  };
  auto place = sort_and_renumber<TaskTag>(trace.tasks, key);
  for (Section& section : trace.sections)
    renumber(section.task, place);
  for (Dependency& dependency : trace.dependencies) {
    renumber(dependency.task, place);
    renumber(dependency.on, place);
  }
}

void sort_sections(Trace& trace) {
  std::stable_sort(trace.sections.begin(), trace.sections.end(),
                   [&](const Section& a, const Section& b) {
                     return std::tuple(a.task, a.start, a.kind, trace.text(a.name)) <
                            std::tuple(b.task, b.start, b.kind, trace.text(b.name));
                   });
  for (Task& task : trace.tasks)
    task.sections = {};
  for (uint32_t i = 0; i < trace.sections.size(); ++i) {
    Range& range = trace.tasks[trace.sections[i].task.index()].sections;
    if (range.count == 0) range.first = i;
    ++range.count;
  }
}

// `all` sorts behind `metadata`, so that the last of each pair is the stronger.
void sort_and_merge_dependencies(std::vector<Dependency>& dependencies) {
  std::sort(dependencies.begin(), dependencies.end(), [](const Dependency& a, const Dependency& b) {
    return std::tuple(a.task, a.on, a.waits_for) < std::tuple(b.task, b.on, b.waits_for);
  });
  size_t kept = 0;
  for (const Dependency& dependency : dependencies) {
    bool same = kept > 0 && dependencies[kept - 1].task == dependency.task &&
                dependencies[kept - 1].on == dependency.on;
    dependencies[same ? kept - 1 : kept++] = dependency;
  }
  dependencies.resize(kept);
}

Status check_times(const Trace& trace) {
  for (const Process& process : trace.processes) {
    if (process.end < process.start)
      return corrupt(fmt::format("process {} ends before it starts", process.pid));
    // Sorted by start, and a child cannot start before its parent: so no process is its own
    // ancestor.
    if (process.parent.valid() && trace.processes[process.parent.index()].start > process.start) {
      return corrupt(fmt::format("process {} starts before its parent", process.pid));
    }
  }
  for (const Thread& thread : trace.threads) {
    if (thread.end < thread.start) {
      return corrupt(fmt::format("the thread `{}` ends before it starts", trace.text(thread.name)));
    }
  }
  for (const Task& task : trace.tasks) {
    if (task.wall < Duration()) {
      return corrupt(fmt::format("the task `{}` ends before it starts", trace.text(task.name)));
    }
  }
  for (const Section& section : trace.sections) {
    if (section.wall < Duration()) return corrupt("a section ends before it starts");
  }
  return {};
}

// No process is its own ancestor: equal starts could hide a loop from check_times.
Status check_ancestry(const Trace& trace) {
  std::vector<uint8_t> known_good(trace.processes.size());
  std::vector<uint32_t> path;
  for (uint32_t i = 0; i < trace.processes.size(); ++i) {
    path.clear();
    uint32_t at = i;
    while (known_good[at] == 0) {
      known_good[at] = 2;  // on this path
      path.push_back(at);
      ProcessId parent = trace.processes[at].parent;
      if (!parent.valid()) break;
      at = parent.index();
      if (known_good[at] == 2) {
        return corrupt(fmt::format("process {} is its own ancestor", trace.processes[at].pid));
      }
    }
    for (uint32_t seen : path)
      known_good[seen] = 1;
  }
  return {};
}

// Kahn's order; what is left over is on a cycle or behind one. Walking dependencies among the rest
// must come back to where it was: that walk is the evidence.
Status check_acyclic(const Trace& trace) {
  std::vector<uint32_t> open(trace.tasks.size());
  std::vector<std::vector<uint32_t>> dependents(trace.tasks.size());
  for (const Dependency& d : trace.dependencies) {
    ++open[d.task.index()];
    dependents[d.on.index()].push_back(d.task.index());
  }
  std::vector<uint32_t> ready;
  for (uint32_t i = 0; i < open.size(); ++i) {
    if (open[i] == 0) ready.push_back(i);
  }
  size_t done = 0;
  while (!ready.empty()) {
    uint32_t task = ready.back();
    ready.pop_back();
    ++done;
    for (uint32_t dependent : dependents[task]) {
      if (--open[dependent] == 0) ready.push_back(dependent);
    }
  }
  if (done == trace.tasks.size()) return {};

  std::vector<uint32_t> next(trace.tasks.size(), UINT32_MAX);
  for (const Dependency& d : trace.dependencies) {
    if (open[d.task.index()] > 0 && open[d.on.index()] > 0) next[d.task.index()] = d.on.index();
  }
  uint32_t at = static_cast<uint32_t>(
      std::find_if(open.begin(), open.end(), [](uint32_t n) { return n > 0; }) - open.begin());
  for (size_t i = 0; i < trace.tasks.size(); ++i)
    at = next[at];
  std::string cycle = task_label(trace, TaskId(at));
  for (uint32_t step = next[at]; step != at; step = next[step]) {
    cycle += " → " + task_label(trace, TaskId(step));
  }
  return corrupt(
      fmt::format("the dependencies have a cycle: {} → {}", cycle, task_label(trace, TaskId(at))));
}

}  // namespace

InvocationId TraceBuilder::add_invocation(Invocation invocation) {
  trace_.invocations.push_back(std::move(invocation));
  return InvocationId(trace_.invocations.size() - 1);
}

ProcessId TraceBuilder::add_process(Process process) {
  trace_.processes.push_back(process);
  return ProcessId(trace_.processes.size() - 1);
}

void TraceBuilder::add_image(Image image, std::span<const StringId> arguments,
                             std::span<const EnvironmentEntry> environment) {
  image.arguments = {.first = static_cast<uint32_t>(trace_.arguments.size()),
                     .count = static_cast<uint32_t>(arguments.size())};
  image.environment = {.first = static_cast<uint32_t>(trace_.environment.size()),
                       .count = static_cast<uint32_t>(environment.size())};
  trace_.arguments.insert(trace_.arguments.end(), arguments.begin(), arguments.end());
  trace_.environment.insert(trace_.environment.end(), environment.begin(), environment.end());
  trace_.images.push_back(image);
}

ThreadId TraceBuilder::add_thread(Thread thread) {
  trace_.threads.push_back(thread);
  return ThreadId(trace_.threads.size() - 1);
}

TaskId TraceBuilder::add_task(Task task) {
  trace_.tasks.push_back(task);
  return TaskId(trace_.tasks.size() - 1);
}

Range TraceBuilder::add_list(std::span<const StringId> items) {
  Range range{.first = static_cast<uint32_t>(trace_.lists.size()),
              .count = static_cast<uint32_t>(items.size())};
  trace_.lists.insert(trace_.lists.end(), items.begin(), items.end());
  return range;
}

void TraceBuilder::add_section(Section section) {
  trace_.sections.push_back(section);
}
void TraceBuilder::add_dependency(Dependency dependency) {
  trace_.dependencies.push_back(dependency);
}
void TraceBuilder::add_output_file(OutputFile file) {
  trace_.output_files.push_back(file);
}
void TraceBuilder::add_lock_wait(LockWait wait) {
  trace_.lock_waits.push_back(wait);
}

void TraceBuilder::add_sample(Sample sample, std::span<const float> core_busy) {
  sample.core_busy = {.first = static_cast<uint32_t>(trace_.core_busy.size()),
                      .count = static_cast<uint32_t>(core_busy.size())};
  trace_.core_busy.insert(trace_.core_busy.end(), core_busy.begin(), core_busy.end());
  trace_.samples.push_back(sample);
}

Result<Trace> TraceBuilder::finish() && {
  MAKESPAN_CHECKED(check_ids(trace_));
  sort_processes(trace_);
  sort_threads(trace_);
  sort_images(trace_);
  sort_invocations(trace_);
  sort_tasks(trace_);
  sort_sections(trace_);
  sort_and_merge_dependencies(trace_.dependencies);
  std::stable_sort(trace_.samples.begin(), trace_.samples.end(),
                   [](const Sample& a, const Sample& b) { return a.time < b.time; });
  MAKESPAN_CHECKED(check_times(trace_));
  MAKESPAN_CHECKED(check_ancestry(trace_));
  MAKESPAN_CHECKED(check_acyclic(trace_));
  return std::move(trace_);
}

}  // namespace makespan
