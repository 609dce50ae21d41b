#pragma once
// Sample: the machine at a moment of the run, 20 times a second or more.

#include <cstdint>
#include <optional>

#include "base/duration.h"
#include "model/ids.h"

namespace makespan {

// Rates are over the time since the previous sample; "cores" are in units of one whole core.
struct Sample {
  Timestamp time;
  float busy_cores = 0;               // of the cores that the build could use
  std::optional<float> own_cores;     // of these, busy with the run's own processes
  std::optional<float> stolen_cores;  // taken by the hypervisor
  uint64_t memory_used_bytes = 0;     // of the machine
  uint64_t read_bytes = 0;            // from storage since the previous sample, whole machine
  uint64_t written_bytes = 0;
  // Share of the time in which some task waited (PSI "some", 0 to 1); none where the kernel has
  // none.
  std::optional<float> cpu_pressure;
  std::optional<float> io_pressure;
  std::optional<float> memory_pressure;
  Range core_busy;  // of Trace::core_busy: each usable core's busy share, 0 to 1
};

}  // namespace makespan
