#include "replay/remake_choice.h"

#include <algorithm>

namespace makespan {
namespace {

// A debug build's link reads all of its libraries' debug information, and takes 1 to 5% of the CPU;
// a release build's with LTO a third and more.
constexpr double kLeastLinkShare = 0.03;
// With so many pairs from earlier pricings there is nothing to be compiled for another.
constexpr size_t kEnoughPairs = 2;

class Choice {
 public:
  Choice(const Trace& trace, const std::vector<PriceWish>& wishes, double build_seconds,
         TrialTable& table, const PricingOptions& options)
      : trace_(trace),
        wishes_(wishes),
        build_seconds_(build_seconds),
        table_(table),
        options_(options),
        left_(options.budget.seconds() * kMostForLibraries) {}

  // First where there is no link at all without new libraries: else it can only be modelled.
  void run() {
    for (uint32_t answer = 0; answer < table_.answers.size(); ++answer)
      look_at(answer);
    std::stable_partition(possible_.begin(), possible_.end(), [&](const Remake& remake) {
      return std::any_of(remake.trials.begin(), remake.trials.end(),
                         [&](uint32_t trial) { return !can_link(trial, Libraries::recorded); });
    });
    for (Remake& remake : possible_)
      decide(std::move(remake));
  }

 private:
  void look_at(uint32_t answer) {
    std::set<TaskId> changed;
    std::vector<TaskId> linking;
    Remake remake;
    for (uint32_t wish = 0; wish < wishes_.size(); ++wish) {
      if (table_.answer_of[wish] != answer) continue;
      TaskId task = wishes_[wish].task;
      for (uint32_t trial : table_.wishes[wish].trials) {
        const CompilerCall& call = call_of(trial);
        if (call.kind != CallKind::rustc || call.arguments.empty()) continue;
        if (trace_.tasks[task.index()].kind == TaskKind::library) changed.insert(task);
        if (call.lto_place != LtoPlace::links) continue;
        linking.push_back(task);
        remake.trials.push_back(trial);
        remake.link_seconds += 2 * table_.planned[trial].seconds;
      }
    }
    std::vector<TaskId> libraries = libraries_to_remake(trace_, linking, changed);
    if (libraries.empty() || !weighs(linking)) return;
    bool can = add_libraries(libraries, changed, table_.answers[answer], remake);
    can = can && std::all_of(remake.trials.begin(), remake.trials.end(),
                             [&](uint32_t trial) { return can_link(trial, Libraries::remade); });
    for (uint32_t trial : remake.trials)
      table_.trials[trial].libraries = LinkedLibraries::recorded;
    if (can) possible_.push_back(std::move(remake));
  }

  [[nodiscard]] const CompilerCall& call_of(uint32_t trial) const {
    return table_.calls[table_.planned[trial].call].call;
  }

  // Link and LTO of those tasks, of all CPU.
  [[nodiscard]] bool weighs(const std::vector<TaskId>& linking) const {
    double links = 0;
    for (TaskId id : linking) {
      const Task& task = trace_.tasks[id.index()];
      for (uint32_t i = task.sections.first; i < task.sections.end(); ++i) {
        const Section& section = trace_.sections[i];
        if (section.kind == SectionKind::link || section.kind == SectionKind::lto)
          links += section.cpu.value_or(section.wall).seconds();
      }
    }
    return links >= kLeastLinkShare * build_seconds_;
  }

  bool add_libraries(const std::vector<TaskId>& libraries, const std::set<TaskId>& changed,
                     const CallChange& change, Remake& remake) {
    for (TaskId task : libraries) {
      for (uint32_t call : table_.calls_of(task)) {
        const PricingCall& entry = table_.calls[call];
        if (!entry.reason.empty()) return false;
        Remake::Library library{.call = call};
        if (changed.contains(task)) library.change = relevant_part(entry.call, change);
        if (!changed_call(entry.call, library.change, options_.scratch)) return false;
        remake.libraries.push_back(std::move(library));
        remake.seconds += entry.seconds;
      }
    }
    return true;
  }

  [[nodiscard]] bool can_link(uint32_t trial, Libraries libraries) const {
    return table_.calls[table_.planned[trial].call].reason.empty() &&
           changed_call(call_of(trial), table_.trials[trial].change, options_.scratch, libraries)
               .has_value();
  }

  void decide(Remake remake) {
    size_t fewest = kEnoughPairs;
    for (uint32_t trial : remake.trials) {
      table_.recall(trial, Libraries::remade);
      fewest = std::min(fewest, table_.trials[trial].pairs.size());
    }
    double seconds = remake.seconds + remake.link_seconds;
    bool fits = seconds <= left_;
    if (fewest == 0 && !fits) {
      for (uint32_t trial : remake.trials)
        use_recorded_libraries(table_, trial, options_);
      return;
    }
    bool anew = fewest < kEnoughPairs && fits;
    for (uint32_t trial : remake.trials) {
      table_.trials[trial].libraries = LinkedLibraries::remade;
      table_.trials[trial].reason.clear();
      // What was measured before counts; no further round without libraries to link.
      table_.planned[trial].closed = !anew;
    }
    if (!anew) return;
    left_ -= seconds;
    table_.remakes.push_back(std::move(remake));
  }

  const Trace& trace_;
  const std::vector<PriceWish>& wishes_;
  double build_seconds_;
  TrialTable& table_;
  const PricingOptions& options_;
  std::vector<Remake> possible_;
  double left_;  // seconds for libraries
};

}  // namespace

void choose_remakes(const Trace& trace, const std::vector<PriceWish>& wishes, double build_seconds,
                    TrialTable& table, const PricingOptions& options) {
  Choice(trace, wishes, build_seconds, table, options).run();
}

void use_recorded_libraries(TrialTable& table, uint32_t index, const PricingOptions& options) {
  PricingTrial& trial = table.trials[index];
  ReplayTrial& planned = table.planned[index];
  trial.libraries = LinkedLibraries::recorded;
  const CompilerCall& call = table.calls[planned.call].call;
  Result<CompilerCall> changed = changed_call(call, trial.change, options.scratch);
  trial.reason = changed ? "" : changed.error().message;
  planned.closed = !changed;
  table.recall(index, Libraries::recorded);
}

}  // namespace makespan
