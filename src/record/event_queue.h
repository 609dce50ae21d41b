#pragma once
// EventQueue: from the threads that observe to the one that writes. Pushing never waits for the
// disk: the build stands still while its observer does.
//
// Bounded: where the writer cannot keep up (a hanging network disk), the queue overflows once and
// for all, and the recording is then over. Pushing does not wake the writer, which comes by itself
// every kFlushPeriod: a futex call an event would be a tenth of what an event costs.

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <vector>

#include "record/record_event.h"

namespace makespan {

class EventQueue {
 public:
  // What a killed recorder loses at most, beside what the kernel has.
  static constexpr std::chrono::milliseconds kFlushPeriod{100};
  static constexpr size_t kDefaultLimitBytes = 256U << 20;

  explicit EventQueue(size_t limit_bytes = kDefaultLimitBytes) : limit_bytes_(limit_bytes) {}

  void push(RecordEvent event);
  // No more events come: the writer is woken and told.
  void close();

  struct Batch {
    std::vector<RecordEvent> events;
    bool last = false;        // closed, and this is all
    bool overflowed = false;  // events were lost behind these
  };
  // Waits for kFlushPeriod, for much to be there or for the end, whichever comes first.
  Batch take();

 private:
  const size_t limit_bytes_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<RecordEvent> events_;
  size_t bytes_ = 0;
  bool closed_ = false;
  bool overflowed_ = false;
};

}  // namespace makespan
