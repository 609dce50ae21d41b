#pragma once
// Experiment: one pair of replays as it is kept, so that the next pricing need not run them again.

#include <string>
#include <string_view>
#include <vector>

#include "base/duration.h"
#include "base/result.h"
#include "model/call_cost.h"

namespace makespan {

struct Experiment {
  // 32 hex digits: of the call, the change and the inputs as they were. Equal keys: the pairs
  // measure the same thing.
  std::string key;
  std::string unit;    // "syn 2.0.1"
  std::string change;  // "codegen-units=16"
  UnixTime at;
  CallCost unchanged;
  CallCost changed;
  bool operator==(const Experiment&) const = default;
};

// Where pairs are kept. Neither verb may make a pricing fail.
class ExperimentMemory {
 public:
  virtual ~ExperimentMemory() = default;
  // Of this key, oldest first; empty where there are none or they cannot be read.
  virtual std::vector<Experiment> recall(std::string_view key) = 0;
  virtual Status keep(const Experiment& experiment) = 0;
};

}  // namespace makespan
