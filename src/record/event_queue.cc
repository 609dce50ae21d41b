#include "record/event_queue.h"

#include <utility>

namespace makespan {
namespace {

// So much that waiting for the period would only grow the peak.
constexpr size_t kManyEvents = 20'000;

size_t bytes_of(const RecordEvent& event) {
  size_t bytes = sizeof(RecordEvent);
  if (const auto* image = std::get_if<RawImage>(&event)) {
    bytes += image->arguments.size() + image->environment.size() + image->executable.size();
  }
  return bytes;
}

}  // namespace

void EventQueue::push(RecordEvent event) {
  std::unique_lock lock(mutex_);
  if (overflowed_ || closed_) return;
  bytes_ += bytes_of(event);
  if (bytes_ > limit_bytes_) {
    overflowed_ = true;
    return;
  }
  events_.push_back(std::move(event));
  bool many = events_.size() == kManyEvents;
  lock.unlock();
  if (many) wake_.notify_one();
}

void EventQueue::close() {
  std::unique_lock lock(mutex_);
  closed_ = true;
  lock.unlock();
  wake_.notify_one();
}

EventQueue::Batch EventQueue::take() {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, kFlushPeriod, [&] { return closed_ || events_.size() >= kManyEvents; });
  Batch batch{.events = std::exchange(events_, {}), .last = closed_, .overflowed = overflowed_};
  bytes_ = 0;
  return batch;
}

}  // namespace makespan
