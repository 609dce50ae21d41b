#include "record/process_table.h"

#include <algorithm>

namespace makespan {

LiveTask* ProcessTable::find(int32_t id) {
  auto place = tasks_.find(id);
  return place == tasks_.end() ? nullptr : &place->second;
}

LiveProcess* ProcessTable::find_process(int32_t pid) {
  auto place = processes_.find(pid);
  return place == processes_.end() ? nullptr : place->second.get();
}

LiveTask& ProcessTable::add_process(int32_t pid) {
  auto process = std::make_unique<LiveProcess>();
  process->number = next_process_++;
  process->pid = pid;
  LiveTask& task = tasks_[pid];
  task = {.process = process.get()};
  processes_[pid] = std::move(process);
  return task;
}

LiveTask& ProcessTable::add_thread(int32_t id, LiveProcess& process) {
  LiveTask& task = tasks_[id];
  task = {.process = &process, .thread = next_thread_++};
  ++process.threads;
  return task;
}

void ProcessTable::remove_thread(int32_t id) {
  auto place = tasks_.find(id);
  if (place == tasks_.end()) return;
  --place->second.process->threads;
  tasks_.erase(place);
}

void ProcessTable::remove_process(int32_t pid) {
  auto place = processes_.find(pid);
  if (place == processes_.end()) return;
  tasks_.erase(pid);
  // Threads whose end was not told (killed by another thread's exec) must not point to nothing.
  if (place->second->threads > 0) {
    std::erase_if(tasks_,
                  [&](const auto& entry) { return entry.second.process == place->second.get(); });
  }
  processes_.erase(place);
}

std::vector<const LiveProcess*> ProcessTable::all() const {
  std::vector<const LiveProcess*> list;
  for (const auto& [pid, process] : processes_)
    list.push_back(process.get());
  std::sort(list.begin(), list.end(),
            [](const LiveProcess* a, const LiveProcess* b) { return a->number < b->number; });
  return list;
}

}  // namespace makespan
