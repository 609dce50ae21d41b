#include "replay/trial_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

#include "replay/call_inputs.h"

namespace makespan {
namespace {

// Calls of C compilers below it are not worth an experiment, and there may be hundreds.
constexpr Duration kSmallestCCall = Duration::milliseconds(30);
// What a call takes beside its work: processes, decoding, making and removing its directories.
constexpr double kSecondsBeside = 0.05;

// How long the call should take alone on these cores: codegen beside itself, the rest not.
double foreseen_seconds(const CallCost& cost, double cores) {
  Duration serial = cost.frontend + cost.link + cost.other;
  Duration parallel = cost.codegen + cost.lto;
  double threads = std::clamp(cores, 1.0, std::max(1.0, double(cost.codegen_threads)));
  return serial.seconds() + parallel.seconds() / threads + kSecondsBeside;
}

// Calls that may stand for each other: of one kind, compiled alike.
std::string kind_of(const Trace& trace, const CompilerCall& call) {
  if (call.kind == CallKind::c) return "c";
  const Task& task = trace.tasks[call.task.index()];
  std::string kind = task.kind == TaskKind::library        ? "library"
                     : task.kind == TaskKind::proc_macro   ? "proc-macro"
                     : task.kind == TaskKind::build_script ? "build-script"
                                                           : "links";
  for (uint32_t i = task.flags.first; i < task.flags.end(); ++i) {
    std::string_view flag = trace.text(trace.lists[i]);
    if (flag.starts_with("opt-level=") || flag == "incremental") kind += " " + std::string(flag);
  }
  return kind;
}

// Most build scripts do not.
bool calls_c(const Trace& trace, TaskId id) {
  const Task& task = trace.tasks[id.index()];
  for (uint32_t i = task.sections.first; i < task.sections.end(); ++i) {
    const Section& section = trace.sections[i];
    if (section.kind == SectionKind::compile_c &&
        section.cpu.value_or(section.wall) >= kSmallestCCall)
      return true;
  }
  return false;
}

}  // namespace

TrialTable::TrialTable(const Trace& trace, const std::vector<PriceWish>& wanted, FileSystem& files,
                       ExperimentMemory* memory, const PricingOptions& options)
    : trace_(trace), recorded_(trace), files_(files), memory_(memory), options_(options) {
  for (const PriceWish& wish : wanted)
    add_wish(wish);
}

const std::vector<uint32_t>& TrialTable::calls_of(TaskId task) {
  auto [place, is_new] = calls_of_.try_emplace(task);
  if (!is_new) return place->second;
  if (trace_.tasks[task.index()].kind == TaskKind::build_script_run) {
    for (CompilerCall& call : recorded_.c_calls(task)) {
      if (call.recorded.cpu() < kSmallestCCall) continue;
      place->second.push_back(add_call(task, std::move(call)));
    }
  } else {
    place->second.push_back(add_call(task, recorded_.of(task)));
  }
  return place->second;
}

uint32_t TrialTable::add_call(TaskId task, Result<CompilerCall> call) {
  if (call) call = with_response_files(*call, files_);
  PricingCall entry;
  if (call) {
    if (Status status = check_inputs(files_, *call); !status) entry.reason = status.error().message;
    entry.call = *std::move(call);
  } else {
    entry.reason = call.error().message;
    const Task& unit = trace_.tasks[task.index()];
    entry.call.task = task;
    entry.call.label = task_label(trace_, task);
    entry.call.recorded =
        cost_of(std::span(trace_.sections).subspan(unit.sections.first, unit.sections.count));
  }
  entry.seconds = foreseen_seconds(entry.call.recorded, options_.cores);
  calls.push_back(std::move(entry));
  return static_cast<uint32_t>(calls.size() - 1);
}

void TrialTable::add_wish(const PriceWish& wish) {
  auto known = std::find(answers.begin(), answers.end(), wish.change);
  if (known == answers.end()) known = answers.insert(answers.end(), wish.change);
  auto answer = static_cast<uint32_t>(known - answers.begin());
  answer_of.push_back(answer);
  WishTrials out;
  const std::vector<uint32_t>& ids = calls_of(wish.task);
  if (ids.empty() && calls_c(trace_, wish.task)) {
    out.none = true;
    out.reason =
        fmt::format("{} called no C compiler that can be run again", task_label(trace_, wish.task));
  }
  for (uint32_t call : ids)
    add_trial(wish, call, answer, out);
  wishes.push_back(std::move(out));
}

uint32_t TrialTable::population_of(uint32_t call, uint32_t answer) {
  std::string name = fmt::format("{} {}", answer, kind_of(trace_, calls[call].call));
  auto [place, is_new] =
      populations_.try_emplace(name, static_cast<uint32_t>(answer_of_population.size()));
  if (is_new) {
    answer_of_population.push_back(answer);
    is_c.push_back(calls[call].call.kind == CallKind::c);
  }
  return place->second;
}

void TrialTable::add_trial(const PriceWish& wish, uint32_t index, uint32_t answer,
                           WishTrials& out) {
  const PricingCall& entry = calls[index];
  PricingTrial trial{.change = wish.change, .reason = entry.reason};
  if (!entry.call.arguments.empty()) {
    trial.change = relevant_part(entry.call, wish.change);
    Result<CompilerCall> same = changed_call(entry.call, {}, options_.scratch);
    Result<CompilerCall> changed = changed_call(entry.call, trial.change, options_.scratch);
    if (changed && same && same->arguments == changed->arguments) {
      out.unaffected += entry.call.recorded.cpu();
      return;
    }
    if (!changed && trial.reason.empty()) trial.reason = changed.error().message;
  }
  ReplayTrial plan{.call = index,
                   .population = population_of(index, answer),
                   .answer = answer,
                   .recorded = entry.call.recorded,
                   .seconds = entry.seconds,
                   .closed = !trial.reason.empty()};
  out.trials.push_back(static_cast<uint32_t>(trials.size()));
  trials.push_back(std::move(trial));
  planned.push_back(std::move(plan));
  if (trials.back().reason.empty()) recall(out.trials.back(), Libraries::recorded);
}

void TrialTable::recall(uint32_t index, Libraries libraries) {
  if (memory_ == nullptr) return;
  PricingTrial& trial = trials[index];
  trial.pairs.clear();
  trial.key = experiment_key(files_, calls[planned[index].call].call, trial.change, libraries);
  for (const Experiment& known : memory_->recall(trial.key))
    trial.pairs.push_back(
        within_reach({.unchanged = known.unchanged, .changed = known.changed}, trial.change));
  planned[index].pairs = trial.pairs;
}

uint32_t TrialTable::reused() const {
  size_t pairs = 0;
  for (const PricingTrial& trial : trials)
    pairs += trial.pairs.size();
  return static_cast<uint32_t>(pairs);
}

}  // namespace makespan
