#include "advise/task_choice.h"

#include <fmt/format.h>

#include <cmath>

namespace makespan {

std::vector<TaskId> tasks_where(const Trace& trace, const TaskTest& test) {
  std::vector<TaskId> chosen;
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    if (test(trace.tasks[i])) chosen.push_back(TaskId(i));
  }
  return chosen;
}

Duration section_cpu(const Trace& trace, TaskId id, SectionKind kind) {
  const Task& task = trace.tasks[id.index()];
  Duration sum;
  for (uint32_t i = task.sections.first; i < task.sections.end(); ++i) {
    const Section& section = trace.sections[i];
    if (section.kind == kind) sum += section.cpu.value_or(Duration());
  }
  return sum;
}

Duration section_cpu(const Trace& trace, std::span<const TaskId> tasks, SectionKind kind) {
  Duration sum;
  for (TaskId task : tasks)
    sum += section_cpu(trace, task, kind);
  return sum;
}

bool has_section(const Trace& trace, TaskId id, SectionKind kind) {
  const Task& task = trace.tasks[id.index()];
  for (uint32_t i = task.sections.first; i < task.sections.end(); ++i) {
    if (trace.sections[i].kind == kind) return true;
  }
  return false;
}

Duration work_of(const Trace& trace, std::span<const TaskId> tasks) {
  Duration sum;
  for (TaskId id : tasks) {
    const Task& task = trace.tasks[id.index()];
    sum += task.cpu.value_or(task.wall);
  }
  return sum;
}

Duration work_of(const Trace& trace) {
  Duration sum;
  for (const Task& task : trace.tasks)
    sum += task.cpu.value_or(task.wall);
  return sum;
}

std::string seconds_text(Duration duration) {
  double seconds = std::abs(duration.seconds());
  std::string_view sign = duration < Duration() ? "-" : "";
  if (seconds < 0.0995) return fmt::format("{}{:.0f} ms", sign, seconds * 1000);
  if (seconds < 0.995) return fmt::format("{}{:.2f} s", sign, seconds);
  return fmt::format("{}{:.1f} s", sign, seconds);
}

std::string count_text(size_t count, std::string_view one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

}  // namespace makespan
