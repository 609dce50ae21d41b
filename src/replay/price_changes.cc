#include "replay/price_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <utility>

#include "replay/pricing_answers.h"
#include "replay/remake_choice.h"
#include "replay/trial_table.h"

namespace makespan {
namespace {

Duration steady_now() {
  return Duration::nanoseconds(std::chrono::duration_cast<std::chrono::nanoseconds>(
                                   std::chrono::steady_clock::now().time_since_epoch())
                                   .count());
}

UnixTime calendar_now() {
  return UnixTime::at(Duration::nanoseconds(std::chrono::duration_cast<std::chrono::nanoseconds>(
                                                std::chrono::system_clock::now().time_since_epoch())
                                                .count()));
}

// CPU that the answers are held against: how certain is certain enough.
double whole_cpu(const Trace& trace) {
  if (trace.run.cpu) return trace.run.cpu->seconds();
  double seconds = 0;
  for (const Task& task : trace.tasks)
    seconds += task.cpu.value_or(task.wall).seconds();
  return seconds;
}

class Pricer {
 public:
  Pricer(const Trace& trace, const std::vector<PriceWish>& wishes, CallRunner& runner,
         FileSystem& files, ExperimentMemory* memory, const PricingOptions& options)
      : trace_(trace),
        wishes_(wishes),
        runner_(runner),
        files_(files),
        memory_(memory),
        options_(options),
        start_(now()),
        table_(trace, wishes, files, memory, options),
        plan_({}) {}

  Pricing run() {
    double whole = whole_cpu(trace_);
    choose_remakes(trace_, wishes_, whole, table_, options_);
    plan_ = ExperimentPlan(table_.planned);
    for (size_t i = 0; i < table_.remakes.size() && !is_cancelled(); ++i)
      link_anew(i);
    double tight = options_.tight * whole;
    while (!is_cancelled()) {
      double left = (options_.budget - spent()).seconds();
      std::optional<Round> round = plan_.next(left / slowdown(), tight);
      if (!round) break;
      run_round(*round);
    }
    // A call that was killed may have left something.
    if (pricing_.calls > 0) static_cast<void>(files_.remove_tree(options_.scratch));
    pricing_.interrupted = is_cancelled();
    pricing_.spent = spent();
    pricing_.reused = table_.reused();
    add_answers(trace_, wishes_, table_, plan_, pricing_);
    return std::move(pricing_);
  }

 private:
  [[nodiscard]] Duration now() const { return options_.clock ? options_.clock() : steady_now(); }
  [[nodiscard]] Duration spent() const { return now() - start_; }
  [[nodiscard]] bool is_cancelled() const { return options_.cancelled && options_.cancelled(); }

  // On a busy machine calls take longer than they should.
  [[nodiscard]] double slowdown() const {
    return foreseen_ > 0 ? std::max(1.0, taken_ / foreseen_) : 1;
  }

  // Makes one change's libraries, and links them once: what they were made for is run in any case.
  void link_anew(size_t index) {
    const Remake& remake = table_.remakes[index];
    Duration before = spent();
    Result<RemadeLibraries> libraries =
        made(remake, join_path(options_.scratch, fmt::format("libraries-{}", index)));
    if (!libraries) {
      for (uint32_t trial : remake.trials)
        fall_back(trial);
      if (is_cancelled()) return;
      const CallChange& change = table_.answers[plan_.trials()[remake.trials[0]].answer];
      pricing_.notes.push_back(
          fmt::format("Links with {} were not run again with libraries made for it: {}",
                      change.label(), libraries.error().message));
      return;
    }
    foreseen_ += remake.seconds;
    taken_ += (spent() - before).seconds();
    for (uint32_t trial : remake.trials)
      libraries_.emplace(trial, *libraries);
    for (uint32_t trial : remake.trials) {
      const ReplayTrial& planned = plan_.trials()[trial];
      if (!is_cancelled() && spent() < options_.budget)
        run_round({.call = planned.call, .trials = {trial}, .seconds = planned.seconds * 2});
    }
  }

  // To what was measured before, else to the libraries as they were recorded.
  void fall_back(uint32_t index) {
    if (!table_.trials[index].pairs.empty()) return plan_.close(index);
    use_recorded_libraries(table_, index, options_);
    const PricingTrial& trial = table_.trials[index];
    if (!trial.reason.empty()) return close_trial(index, trial.reason);
    for (const CostPair& pair : trial.pairs)
      plan_.add_pair(index, within_reach(pair, trial.change));
  }

  Result<RemadeLibraries> made(const Remake& remake, const std::string& directory) {
    RemadeLibraries libraries(directory);
    Duration end = options_.budget * kMostForLibraries;
    auto too_long = failure(ErrorKind::system, "compiling the libraries takes too long");
    double needed = (remake.seconds + remake.link_seconds) * slowdown();
    if (spent() + Duration::seconds(needed) > end) return too_long;
    MAKESPAN_CHECKED(files_.create_directories(libraries.directory()));
    for (const Remake::Library& library : remake.libraries) {
      if (is_cancelled()) return too_long;  // nobody is told
      if (spent() >= end) return too_long;
      const CompilerCall& call = table_.calls[library.call].call;
      tell(call, library.change);
      MAKESPAN_TRY(CompilerCall ready, changed_call(call, library.change, options_.scratch));
      ++pricing_.calls;
      MAKESPAN_CHECKED(runner_.run(libraries.remade(std::move(ready)), options_.scratch));
    }
    return libraries;
  }

  // The unchanged call and its changed ones in turn; every other time the other way round, and of
  // every other call at first: what comes first finds cold caches, and most calls have one round.
  void run_round(const Round& round) {
    PricingCall& entry = table_.calls[round.call];
    if (entry.rounds == 0) entry.changed_first = calls_begun_++ % 2 == 1;
    bool reversed = (entry.rounds++ % 2 == 1) != entry.changed_first;
    std::vector<std::optional<uint32_t>> order = {std::nullopt};
    order.insert(order.end(), round.trials.begin(), round.trials.end());
    if (reversed) std::reverse(order.begin(), order.end());
    std::optional<CallCost> unchanged;
    std::map<uint32_t, CallCost> changed;
    Duration before = spent();
    for (const std::optional<uint32_t>& trial : order) {
      Result<CallCost> cost = run_once(entry.call, trial);
      // One that was stopped because the time is over says nothing about the call.
      if (is_cancelled() || (!cost && spent() >= options_.budget)) break;
      if (!cost && !trial) return close_call(round.call, cost.error().message);
      if (!cost) {
        close_trial(*trial, cost.error().message);
      } else if (trial) {
        changed[*trial] = *cost;
      } else {
        unchanged = *cost;
      }
    }
    if (!unchanged) return;
    foreseen_ += round.seconds;
    taken_ += (spent() - before).seconds();
    double calls_run = static_cast<double>(1 + changed.size());
    plan_.set_seconds(round.call, (spent() - before).seconds() / calls_run / slowdown());
    for (const auto& [trial, cost] : changed)
      keep(trial, {.unchanged = *unchanged, .changed = cost});
  }

  void tell(const CompilerCall& call, const CallChange& change) const {
    if (!options_.progress) return;
    std::string label = call.label;
    if (change != CallChange()) label += " with " + change.label();
    options_.progress({.label = std::move(label),
                       .calls = pricing_.calls,
                       .spent = spent(),
                       .budget = options_.budget});
  }

  Result<CallCost> run_once(const CompilerCall& call, std::optional<uint32_t> trial) {
    CallChange change = trial ? table_.trials[*trial].change : CallChange();
    tell(call, change);
    auto libraries = trial ? libraries_.find(*trial) : libraries_.end();
    bool remade = libraries != libraries_.end();
    MAKESPAN_TRY(CompilerCall ready,
                 changed_call(call, change, options_.scratch,
                              remade ? Libraries::remade : Libraries::recorded));
    if (remade) ready = libraries->second.linked(std::move(ready));
    ++pricing_.calls;
    MAKESPAN_TRY(CallRun run, runner_.run(ready, options_.scratch));
    return run.cost;
  }

  void keep(uint32_t index, const CostPair& pair) {
    PricingTrial& trial = table_.trials[index];
    plan_.add_pair(index, within_reach(pair, trial.change));
    if (memory_ == nullptr || memory_is_broken_) return;
    Status kept = memory_->keep({.key = trial.key,
                                 .unit = table_.calls[plan_.trials()[index].call].call.label,
                                 .change = trial.change.label(),
                                 .at = calendar_now(),
                                 .unchanged = pair.unchanged,
                                 .changed = pair.changed});
    if (kept) return;
    memory_is_broken_ = true;
    pricing_.notes.push_back(
        fmt::format("what was measured could not be kept: {}", kept.error().message));
  }

  void close_trial(uint32_t trial, const std::string& reason) {
    table_.trials[trial].reason = reason;
    plan_.close(trial);
  }

  void close_call(uint32_t call, const std::string& reason) {
    table_.calls[call].reason = reason;
    for (uint32_t trial = 0; trial < table_.trials.size(); ++trial) {
      if (plan_.trials()[trial].call == call) close_trial(trial, reason);
    }
  }

  const Trace& trace_;
  const std::vector<PriceWish>& wishes_;
  CallRunner& runner_;
  FileSystem& files_;
  ExperimentMemory* memory_;
  const PricingOptions& options_;
  // Before the table is filled, which reads what every call reads: the budget is over when the
  // caller, whose clock runs already, thinks so.
  Duration start_;
  TrialTable table_;
  ExperimentPlan plan_;
  std::map<uint32_t, RemadeLibraries> libraries_;  // by trial
  Pricing pricing_;
  uint32_t calls_begun_ = 0;
  double foreseen_ = 0;  // seconds that the rounds should have taken
  double taken_ = 0;     // … and did
  bool memory_is_broken_ = false;
};

}  // namespace

Pricing price_changes(const Trace& trace, const std::vector<PriceWish>& wishes, CallRunner& runner,
                      FileSystem& files, ExperimentMemory* memory, const PricingOptions& options) {
  return Pricer(trace, wishes, runner, files, memory, options).run();
}

}  // namespace makespan
