#pragma once
// Processors: the cores, and the clock of a simulation. Parts of work are put in and come out, one
// event at a time, when their blocked time has passed and their CPU work is done.
//
// All threads that want to run progress at the same rate, so one number, the work that a thread
// would have done since the beginning, is enough to know when each is done: a part that enters at W
// with work w leaves when that number reaches W + w. A heap of those makes every event O(log n).

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/duration.h"
#include "simulate/contention.h"

namespace makespan {

// Cores that others took (outside load, the hypervisor), from this moment on.
struct TakenCores {
  Timestamp from;
  double cores = 0;
};

class Processors {
 public:
  struct Event {
    bool timer = false;
    uint32_t index = 0;  // of the timer or the part
  };

  Processors(double cores, Contention contention, std::span<const TakenCores> taken,
             size_t part_count);

  void add(uint32_t part, Duration blocked, Duration cpu);
  void add_timer(uint32_t index, Duration after);

  // Moves the clock to what happens next; none where nothing is left. Of things that happen
  // together finished work comes first, in ascending order of parts, then timers.
  std::optional<Event> next();

  // Would one thread more run beside others and leave no core idle?
  [[nodiscard]] bool would_fill_all() const;
  [[nodiscard]] Timestamp now() const;
  [[nodiscard]] Duration busy() const;

 private:
  struct Entry {
    double at;
    uint32_t key;  // the part, or part_count_ + the timer
    friend bool operator<(const Entry& a, const Entry& b) {
      return a.at != b.at ? a.at > b.at : a.key > b.key;  // for heaps with the first on top
    }
  };
  void count();
  void advance(double to);

  double cores_;
  Contention contention_;
  std::span<const TakenCores> taken_;
  size_t next_taken_ = 0;
  double taken_now_ = 0;
  size_t counted_ = 0;  // threads that want to run, when these were reckoned:
  double active_ = 0;   // cores that work
  double rate_ = 0;     // work that each thread does in a nanosecond
  double now_ = 0;      // nanoseconds
  double done_ = 0;     // work of a thread that always ran, nanoseconds
  double busy_ = 0;
  std::vector<Entry> working_;   // at: the value of done_ at which the part is done
  std::vector<Entry> sleeping_;  // at: time
  std::vector<double> cpu_;      // of parts that are blocked first
  size_t part_count_;
};

}  // namespace makespan
