#pragma once
// A small seeded generator (splitmix64) whose numbers are the same on every platform and in the
// page, which std::shuffle does not promise.

#include <cstdint>

namespace makespan {

class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  uint64_t next() {
    uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
  }
  // 0 … n-1. The bias for any n that fits memory is below what matters.
  uint64_t below(uint64_t n) { return next() % n; }

 private:
  uint64_t state_;
};

}  // namespace makespan
