#pragma once
// Choosing tasks of a trace and adding up what they cost.

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "model/trace.h"

namespace makespan {

using TaskTest = std::function<bool(const Task&)>;

// Ascending.
std::vector<TaskId> tasks_where(const Trace& trace, const TaskTest& test);

Duration section_cpu(const Trace& trace, TaskId task, SectionKind kind);
Duration section_cpu(const Trace& trace, std::span<const TaskId> tasks, SectionKind kind);
bool has_section(const Trace& trace, TaskId task, SectionKind kind);
// CPU of the tasks, wall time where that is not known.
Duration work_of(const Trace& trace, std::span<const TaskId> tasks);
Duration work_of(const Trace& trace);

// "12.3 s", "0.41 s", "35 ms": as many digits as the length deserves.
std::string seconds_text(Duration duration);
// "3 units", "1 unit".
std::string count_text(size_t count, std::string_view one);

}  // namespace makespan
