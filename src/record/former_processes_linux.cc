#include "record/former_processes_linux.h"

#include <fmt/format.h>

#include <algorithm>

namespace makespan {

FormerProcess former_process(const LiveProcess& process, ProcFiles& files) {
  auto status = files.status(process.pid);
  return {.number = process.number,
          .pid = process.pid,
          .start_ticks = status ? status->start_ticks : 0,
          .name = process.executable.substr(process.executable.find_last_of('/') + 1)};
}

bool lives(const FormerProcess& process, ProcFiles& files) {
  auto status = files.status(process.pid);
  return status && status->start_ticks == process.start_ticks;
}

std::string not_observed_sentence(std::string_view name, bool leak_checker) {
  std::string_view what = leak_checker ? "is built with a leak checker, which needs" : "needs";
  return fmt::format("{} {} ptrace for itself: it and what it starts are not observed", name, what);
}

std::string left_behind_sentence(const std::vector<FormerProcess>& left) {
  constexpr size_t kNamed = 5;
  std::string names;
  for (size_t i = 0; i < std::min(left.size(), kNamed); ++i)
    names += fmt::format("{}{} (pid {})", i == 0 ? "" : ", ", left[i].name, left[i].pid);
  if (left.size() > kNamed) names += fmt::format(" and {} more", left.size() - kNamed);
  return fmt::format("still running when the command ended, and not followed further: {}", names);
}

}  // namespace makespan
