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

  uint32_t pop() {
    std::pop_heap(heap_.begin(), heap_.end(), goes_later);
    uint32_t task = heap_.back().task;
    heap_.pop_back();
    return task;
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

  std::vector<Entry> heap_;
};

}  // namespace makespan
