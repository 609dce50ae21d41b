#pragma once
// ReadyQueue: the tasks of one invocation that could start, in the order of a QueueOrder.

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <vector>

#include "simulate/policy.h"

namespace makespan {

class ReadyQueue {
 public:
  // `batch` counts the moments at which tasks became ready.
  void push(const QueueOrder& order, uint32_t task, uint64_t batch) {
    uint64_t age = 0;
    switch (order.among_equals) {
      case AmongEquals::newest_first:
        age = UINT64_MAX - batch;
        break;
      case AmongEquals::oldest_first:
        age = batch;
        break;
      case AmongEquals::by_tie:
        break;
    }
    TaskId id(task);
    heap_.push_back(
        {.priority = order.priority[id], .age = age, .tie = order.tie[id], .task = task});
    std::push_heap(heap_.begin(), heap_.end(), goes_later);
  }

  [[nodiscard]] bool empty() const { return heap_.empty(); }

  uint32_t pop(const QueueOrder& order) {
    Entry first = pop_first();
    if (order.recorded.size() > 0) first = swap_for_recorded(order, first);
    return first.task;
  }

 private:
  struct Entry {
    int64_t priority;
    uint64_t age;
    uint32_t tie;
    uint32_t task;
  };
  static bool goes_later(const Entry& a, const Entry& b) {
    return std::tuple(b.priority, a.age, a.tie, a.task) >
           std::tuple(a.priority, b.age, b.tie, b.task);
  }

  Entry pop_first() {
    std::pop_heap(heap_.begin(), heap_.end(), goes_later);
    Entry entry = heap_.back();
    heap_.pop_back();
    return entry;
  }
  void push_back(Entry entry) {
    heap_.push_back(entry);
    std::push_heap(heap_.begin(), heap_.end(), goes_later);
  }

  // From the one that the rule would take to an equal that the recorded build took before it while
  // both were ready, and from there on; each step goes back in recorded time, so this ends.
  // O(equals log equals) where the recorded ones are in order, which replays can afford.
  Entry swap_for_recorded(const QueueOrder& order, Entry chosen) {
    std::vector<Entry> equals;
    while (!heap_.empty() && heap_.front().priority == chosen.priority)
      equals.push_back(pop_first());
    std::sort(equals.begin(), equals.end(),
              [](const Entry& a, const Entry& b) { return a.tie > b.tie; });
    for (Entry& other : equals) {  // the latest recorded start first
      const QueueOrder::Recorded& mine = order.recorded[TaskId(chosen.task)];
      Timestamp start = order.recorded[TaskId(other.task)].start;
      if (other.tie < chosen.tie && mine.ready <= start) std::swap(other, chosen);
    }
    for (const Entry& entry : equals)
      push_back(entry);
    return chosen;
  }

  std::vector<Entry> heap_;
};

}  // namespace makespan
