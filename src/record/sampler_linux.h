#pragma once
// Sampler: the machine's state, 20 times a second, from a handful of /proc files that stay open.

#include <array>
#include <string>
#include <vector>

#include "record/log_records.h"
#include "record/proc_files_linux.h"
#include "record/record_event.h"
#include "record/tick_share.h"
#include "record/tree_state.h"

namespace makespan {

class Sampler {
 public:
  // `cores`: the numbers of those that the build may use.
  explicit Sampler(std::vector<uint32_t> cores);
  ~Sampler();
  Sampler(const Sampler&) = delete;
  Sampler& operator=(const Sampler&) = delete;

  // Rates are over the time since the last call; the first call only sets their base.
  Sampled sample(Timestamp now, TreeState& tree);
  RawLockWaits lock_waits(Timestamp now);

 private:
  struct CoreTicks {
    uint64_t busy = 0;
    uint64_t idle = 0;
    uint64_t stolen = 0;
    TickShare share;
  };
  enum File { kStat, kMemory, kVirtualMemory, kCpuPressure, kIoPressure, kMemoryPressure, kFiles };

  std::string_view read(File file);
  std::string_view read_locks();
  void sample_cores(Sampled& sample, double seconds);
  void sample_memory(Sampled& sample);
  std::optional<float> pressure(File file, size_t index, double seconds);
  Duration tree_cpu(TreeState& tree);

  std::vector<uint32_t> cores_;
  std::array<int, kFiles> files_ = {};
  int locks_ = -1;
  std::string buffer_;
  ProcFiles proc_;
  Timestamp last_;
  bool first_ = true;
  std::vector<CoreTicks> last_cores_;
  Duration last_tree_cpu_;
  uint64_t last_read_kib_ = 0;
  uint64_t last_written_kib_ = 0;
  std::array<uint64_t, 3> last_pressure_ = {};
};

}  // namespace makespan
