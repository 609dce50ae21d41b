#pragma once
// Id<Tag>: an index into one particular vector, so that a task's number cannot be used where a
// process's is meant.
//
//   using TaskId = Id<struct TaskTag>;
//   trace.tasks[id.index()]
//
// 32 bits: a run holds fewer than 2^32 - 1 of anything. none() is "no such thing".

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace makespan {

template <class Tag>
class Id {
 public:
  constexpr Id() = default;
  constexpr explicit Id(size_t index) : index_(static_cast<uint32_t>(index)) {}

  static constexpr Id none() { return Id(); }
  [[nodiscard]] constexpr bool valid() const { return index_ != kNone; }
  [[nodiscard]] constexpr uint32_t index() const { return index_; }

  friend constexpr auto operator<=>(Id, Id) = default;

 private:
  static constexpr uint32_t kNone = UINT32_MAX;
  uint32_t index_ = kNone;
};

// A run of consecutive elements of some flat vector: [first, first + count).
struct Range {
  uint32_t first = 0;
  uint32_t count = 0;

  [[nodiscard]] constexpr uint32_t end() const { return first + count; }
  friend constexpr bool operator==(Range, Range) = default;
};

}  // namespace makespan

template <class Tag>
struct std::hash<makespan::Id<Tag>> {
  size_t operator()(makespan::Id<Tag> id) const noexcept { return id.index(); }
};
