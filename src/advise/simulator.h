#pragma once
// Simulator: the recorded build, with and without a change, on the cores that are asked for.
//
// A saving is the difference of two simulated builds, averaged over tie orders that are the same
// before and after. Its interval comes from four sources, as far from `expected` as each of them
// takes it, added as independent errors are (root of the sum of squares):
//
//   how sure the change itself is   the change simulated at both ends of its interval
//   contention between cores        none, and the most that is assumed
//   tie orders                      the standard deviation of the difference over them
//   the replay's error              in proportion to the saving

#include <optional>
#include <string>
#include <vector>

#include "advise/fix.h"
#include "simulate/contention.h"
#include "simulate/edit.h"
#include "simulate/policy.h"
#include "simulate/replay.h"
#include "simulate/simulate.h"
#include "simulate/workload.h"

namespace makespan {

// A change of the build as it is simulated. `low` and `high` are what there is instead of
// `expected` at the ends of the interval: less work, and more. Empty: the same.
struct Change {
  std::vector<Edit> expected;
  std::vector<Edit> low;
  std::vector<Edit> high;
  std::optional<uint32_t> jobs;
  std::optional<double> cores;
  bool longest_path_first = false;
};

struct Estimate {
  Duration build;  // the changed build
  Saving saving;
  Duration cpu;  // of the changed build
};

// The interval `scale` times as far from what is expected.
Saving stretched(Saving saving, double scale);

class Simulator {
 public:
  // `trace` must outlive it. `cores` 0: as recorded; else so many, with as many slots.
  Simulator(const Trace& trace, double cores = 0,
            ContentionRange contention = assumed_contention());

  [[nodiscard]] Duration base() const { return base_; }
  [[nodiscard]] Duration base_cpu() const { return total_cpu(workload_); }
  [[nodiscard]] double cores() const { return cores_; }
  [[nodiscard]] bool extrapolated() const { return cores_ > workload_.cores; }
  [[nodiscard]] double replay_error() const { return replay_error_; }
  [[nodiscard]] bool reliable() const { return reliable_; }
  // What does not stand out from chance: half of the standard deviation over tie orders, and at
  // least 0.5% of the build.
  [[nodiscard]] Duration noise() const { return noise_; }
  [[nodiscard]] const Workload& workload() const { return workload_; }

  [[nodiscard]] Estimate estimate(const Change& change) const;
  // `expected` alone and in few tie orders: for choosing among many.
  [[nodiscard]] Duration quick_saving(const Change& change) const;
  // Two schedules of one tie order, with the tasks that ended the build marked.
  [[nodiscard]] SchedulePair schedules(const Change& change) const;

 private:
  struct Setting {
    Policy policy = Policy::cargo;
    SimulationOptions options;
    double slowdown = 0;
  };
  [[nodiscard]] Setting setting(const Change& change, double slowdown) const;
  [[nodiscard]] std::vector<Duration> build_times(const std::vector<Edit>& edits,
                                                  const Setting& setting, uint32_t orders) const;
  [[nodiscard]] Workload prepared(const std::vector<Edit>& edits, double slowdown) const;
  [[nodiscard]] Duration mean_saving(const std::vector<Edit>& edits, const Change& change,
                                     double slowdown, uint32_t orders) const;

  const Trace& trace_;
  Workload workload_;
  TaskGraph graph_;
  ContentionRange contention_;
  double cores_ = 1;
  std::optional<uint32_t> jobs_;
  double recorded_busy_ = 1;
  Policy policy_ = Policy::cargo;
  Duration reaction_;
  double replay_error_ = 0;
  bool reliable_ = true;
  std::vector<Duration> base_times_;       // by tie order, at the middle of the contention
  std::vector<Duration> base_times_low_;   // without
  std::vector<Duration> base_times_high_;  // with the most
  Duration base_;
  Duration noise_;
};

}  // namespace makespan
