#pragma once
// DenseMap<TaskId, T>: one T for every id below a known size. Side data of an algorithm lives here,
// never in a field bolted onto the model.

#include <cstddef>
#include <utility>
#include <vector>

#include "base/check.h"

namespace makespan {

template <class Key, class Value>
class DenseMap {
 public:
  DenseMap() = default;
  explicit DenseMap(size_t size, Value initial = Value{}) : values_(size, std::move(initial)) {}

  // Unchecked in release like vector: ids come from the same trace as the size did.
  typename std::vector<Value>::reference operator[](Key key) { return values_[key.index()]; }
  typename std::vector<Value>::const_reference operator[](Key key) const {
    return values_[key.index()];
  }

  [[nodiscard]] size_t size() const { return values_.size(); }
  [[nodiscard]] const std::vector<Value>& values() const { return values_; }
  auto begin() const { return values_.begin(); }
  auto end() const { return values_.end(); }
  friend bool operator==(const DenseMap&, const DenseMap&) = default;

 private:
  std::vector<Value> values_;
};

}  // namespace makespan
