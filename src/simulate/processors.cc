#include "simulate/processors.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace makespan {
namespace {

// However much others take, a little is left: a build that never ends is no answer.
constexpr double kLeastCores = 0.05;

// Later than any moment of a run.
constexpr double kNever = std::numeric_limits<double>::max();

}  // namespace

Processors::Processors(double cores, Contention contention, std::span<const TakenCores> taken,
                       size_t part_count)
    : cores_(cores),
      contention_(contention),
      taken_(taken),
      cpu_(part_count),
      part_count_(part_count) {}

// Keys below part_count_ are parts; timers are numbered from there.
void Processors::add_timer(uint32_t index, Duration after) {
  auto key = static_cast<uint32_t>(part_count_ + index);
  sleeping_.push_back({.at = now_ + static_cast<double>(after.nanoseconds()), .key = key});
  std::push_heap(sleeping_.begin(), sleeping_.end());
}

void Processors::add(uint32_t part, Duration blocked, Duration cpu) {
  auto work = static_cast<double>(cpu.nanoseconds());
  if (blocked > Duration() || cpu <= Duration()) {
    cpu_[part] = work;
    sleeping_.push_back({.at = now_ + static_cast<double>(blocked.nanoseconds()), .key = part});
    std::push_heap(sleeping_.begin(), sleeping_.end());
  } else {
    working_.push_back({.at = done_ + work, .key = part});
    std::push_heap(working_.begin(), working_.end());
  }
}

std::optional<Processors::Event> Processors::next() {
  while (!working_.empty() || !sleeping_.empty()) {
    double wakes = sleeping_.empty() ? kNever : sleeping_.front().at;
    if (working_.size() != counted_) count();
    double ends = working_.empty() ? kNever : now_ + (working_.front().at - done_) / rate_;
    double changes = next_taken_ < taken_.size()
                         ? static_cast<double>(taken_[next_taken_].from.since_epoch().nanoseconds())
                         : kNever;
    if (changes <= std::min(wakes, ends)) {
      advance(std::max(changes, now_));
      taken_now_ = taken_[next_taken_++].cores;
      count();
      continue;
    }
    if (ends <= wakes) {
      Entry entry = working_.front();
      advance(ends);
      done_ = std::max(done_, entry.at);
      std::pop_heap(working_.begin(), working_.end());
      working_.pop_back();
      return Event{.index = entry.key};
    }
    Entry entry = sleeping_.front();
    advance(wakes);
    std::pop_heap(sleeping_.begin(), sleeping_.end());
    sleeping_.pop_back();
    if (entry.key >= part_count_)
      return Event{.timer = true, .index = static_cast<uint32_t>(entry.key - part_count_)};
    if (cpu_[entry.key] <= 0) return Event{.index = entry.key};
    working_.push_back({.at = done_ + cpu_[entry.key], .key = entry.key});
    std::push_heap(working_.begin(), working_.end());
  }
  return std::nullopt;
}

bool Processors::would_fill_all() const {
  return !working_.empty() && static_cast<double>(working_.size()) + 1 >= cores_ - taken_now_;
}

Timestamp Processors::now() const {
  return Timestamp::at(Duration::nanoseconds(std::llround(now_)));
}

Duration Processors::busy() const {
  return Duration::nanoseconds(std::llround(busy_));
}

// Asked for twice an event otherwise, with three divisions each.
void Processors::count() {
  counted_ = working_.size();
  double available = std::max(cores_ - taken_now_, kLeastCores);
  active_ = std::min(static_cast<double>(counted_), available);
  rate_ = active_ / static_cast<double>(counted_) / contention_.factor(active_);
}

void Processors::advance(double to) {
  double passed = to - now_;
  now_ = to;
  if (passed <= 0 || working_.empty()) return;
  done_ += passed * rate_;
  busy_ += passed * active_;
}

}  // namespace makespan
