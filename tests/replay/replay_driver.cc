// replay/ without the program around it, for tests and for figures:
//
//   replay_driver FILE largest N            the N largest units: recorded CPU by section, and of
//   the
//                                           unchanged call run again
//   replay_driver FILE list -               each task: its label, and `ok` or why it cannot be run
//                                           again; each C compiler call likewise
//   replay_driver FILE outputs NAME DIR     the files that NAME's unchanged call writes, into DIR
//   replay_driver FILE change NAME CHANGE…  runs NAME's call with each change, and says what it
//   cost;
//                                           of a build script, its C compiler calls
//   replay_driver FILE price SECONDS CHANGE…   prices each change ("codegen-units=16") for all
//   units replay_driver FILE unused NAME          what rustc's lint says of NAME's dependencies
//
// FILE is a run file. Scratch is ./scratch, left empty.

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "record/observed_call.h"
#include "replay/changed_call.h"
#include "replay/price_changes.h"
#include "replay/unused_externs.h"
#include "store/run_file.h"
#include "system/interruption.h"

namespace makespan {
namespace {

const std::string& scratch() {
  static const std::string path = std::filesystem::absolute("scratch").string();
  return path;
}

std::vector<TaskId> by_cpu(const Trace& trace) {
  std::vector<TaskId> tasks;
  for (uint32_t i = 0; i < trace.tasks.size(); ++i)
    tasks.push_back(TaskId(i));
  std::stable_sort(tasks.begin(), tasks.end(), [&](TaskId a, TaskId b) {
    return trace.tasks[a.index()].cpu.value_or(Duration()) >
           trace.tasks[b.index()].cpu.value_or(Duration());
  });
  return tasks;
}

TaskId named(const Trace& trace, std::string_view name) {
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    if (task_label(trace, TaskId(i)) == name) return TaskId(i);
  }
  fmt::print(stderr, "no task is called {}\n", name);
  std::exit(2);
}

std::unique_ptr<CallRunner> runner(std::function<bool()> cancelled = {}) {
  return make_call_runner({.cores = std::max(1U, std::thread::hardware_concurrency()),
                           .cancelled = std::move(cancelled)});
}

std::string sections(const CallCost& cost) {
  return fmt::format("{:7.2f} {:7.2f} {:7.2f} {:7.2f} {:7.2f} {:8.2f} {:4} {:9}",
                     cost.frontend.seconds(), cost.codegen.seconds(), cost.lto.seconds(),
                     cost.link.seconds(), cost.other.seconds(), cost.cpu().seconds(),
                     cost.codegen_threads, cost.output_bytes);
}

int largest(const Trace& trace, size_t count) {
  RecordedCalls calls(trace);
  auto run = runner();
  fmt::print("{:32} {:9} frontend codegen     lto    link   other      CPU CGUs     bytes\n",
             "unit", "");
  size_t shown = 0;
  for (TaskId task : by_cpu(trace)) {
    Result<CompilerCall> call = calls.of(task);
    if (!call) continue;
    fmt::print("{:32} recorded {}\n", call->label, sections(call->recorded));
    Result<CompilerCall> same = changed_call(*call, {}, scratch());
    Result<CallRun> again = same ? run->run(*same, scratch()) : tl::unexpected(same.error());
    if (again) fmt::print("{:32} replayed {}\n", "", sections(again->cost));
    if (!again) fmt::print("{:32} {}\n", "", again.error().message);
    if (++shown == count) break;
  }
  return 0;
}

int list(const Trace& trace) {
  RecordedCalls calls(trace);
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    Result<CompilerCall> call = calls.of(TaskId(i));
    fmt::print("{}\t{}\n", task_label(trace, TaskId(i)), call ? "ok" : call.error().message);
    for (const CompilerCall& c : calls.c_calls(TaskId(i)))
      fmt::print("{}\tok\n", c.label);
  }
  return 0;
}

int outputs(const Trace& trace, std::string_view name, const std::string& directory) {
  Result<CompilerCall> call = replayable_call(trace, named(trace, name));
  Result<CompilerCall> same = call ? changed_call(*call, {}, directory) : call;
  if (!same) {
    fmt::print("{}\n", same.error().message);
    return 1;
  }
  for (const std::string& folder : scratch_directories(directory))
    std::filesystem::create_directories(folder);
  CallOrder order{.executable = same->executable,
                  .arguments = same->arguments,
                  .working_directory = same->working_directory};
  for (const CallVariable& variable : same->environment)
    order.environment.push_back(variable.name + "=" + variable.value);
  Result<ObservedCall> done = observe_call(order);
  if (!done) fmt::print("{}\n", done.error().message);
  return done ? done->exit_code : 1;
}

CallChange parse_change(const std::string& text) {
  CallChange change;
  size_t equals = std::min(text.find('='), text.size() - 1);
  std::string name = text.substr(0, equals);
  std::string value = text.substr(equals + 1);
  if (name == "codegen-units") change.codegen_units = static_cast<uint32_t>(std::stoul(value));
  if (name == "lto") change.lto = value;
  if (name == "debuginfo") change.debuginfo = value;
  if (name == "split-debuginfo") change.split_debuginfo = value;
  if (name == "opt-level") change.opt_level = value;
  if (name == "strip") change.strip = value;
  if (name == "linker") change.linker = value;
  return change;
}

std::vector<CompilerCall> calls_of(const Trace& trace, std::string_view name) {
  RecordedCalls recorded(trace);
  TaskId task = named(trace, name);
  std::vector<CompilerCall> calls = recorded.c_calls(task);
  if (Result<CompilerCall> call = recorded.of(task)) calls.push_back(*std::move(call));
  return calls;
}

int change(const Trace& trace, std::string_view name, const std::vector<std::string>& changes) {
  auto run = runner();
  for (const CompilerCall& call : calls_of(trace, name)) {
    for (const std::string& text : changes) {
      CallChange wanted = parse_change(text);
      Result<CompilerCall> ready = changed_call(call, wanted, scratch());
      Result<CallRun> done = ready ? run->run(*ready, scratch()) : tl::unexpected(ready.error());
      fmt::print("{} with {}: {}\n", call.label, wanted.label(),
                 done ? sections(done->cost) : done.error().message);
    }
  }
  return 0;
}

std::string_view word(PriceBasis basis) {
  switch (basis) {
    case PriceBasis::unaffected:
      return "unaffected";
    case PriceBasis::replayed:
      return "replayed";
    case PriceBasis::modelled:
      return "modelled";
    case PriceBasis::unknown:
      return "unknown";
  }
  return "";
}

int price(const Trace& trace, double seconds, const std::vector<std::string>& changes) {
  std::vector<PriceWish> wishes;
  for (const std::string& text : changes) {
    for (TaskId task : by_cpu(trace)) {
      TaskKind kind = trace.tasks[task.index()].kind;
      if (kind == TaskKind::process || kind == TaskKind::run || kind == TaskKind::test_run)
        continue;
      wishes.push_back({.task = task, .change = parse_change(text)});
    }
  }
  Interruption interruption;
  auto cancelled = [&] { return interruption.requested(); };
  auto run = runner(cancelled);
  PricingOptions options{.budget = Duration::seconds(seconds),
                         .scratch = scratch(),
                         .cores = double(std::thread::hardware_concurrency())};
  options.cancelled = cancelled;
  options.progress = [](const PricingProgress& at) {
    fmt::print(stderr, "{:5.1f} {}\n", at.spent.seconds(), at.label);
  };
  Pricing pricing = price_changes(trace, wishes, *run, real_file_system(), nullptr, options);
  for (const PricedChange& price : pricing.prices) {
    if (price.basis == PriceBasis::unaffected) continue;
    bool remade = price.libraries == LinkedLibraries::remade;
    fmt::print("{:34} {:20} {:10} {:5.3f} [{:5.3f} {:5.3f}] {} {}{}\n",
               task_label(trace, price.task), price.change.label(), word(price.basis),
               price.effect.cpu.expected, price.effect.cpu.low, price.effect.cpu.high,
               price.effect.pairs, price.basis == PriceBasis::replayed ? "" : price.reason,
               remade ? "with libraries made for it" : "");
  }
  for (const PricedTotal& total : pricing.totals) {
    fmt::print(
        "TOTAL {:20} {:.1f} s CPU x {:.3f} [{:.3f} {:.3f}] measured {:.0f}% {} of {} units\n",
        total.change.label(), total.recorded.seconds(), total.cpu.expected, total.cpu.low,
        total.cpu.high, total.measured * 100, total.replayed, total.units);
  }
  for (const std::string& note : pricing.notes)
    fmt::print("{}\n", note);
  fmt::print("{} calls in {:.1f} s{}\n", pricing.calls, pricing.spent.seconds(),
             pricing.interrupted ? ", interrupted" : "");
  return 0;
}

int unused(const Trace& trace, std::string_view name) {
  Result<CompilerCall> call = replayable_call(trace, named(trace, name));
  Result<std::vector<std::string>> names =
      call ? unused_externs(*runner(), *call, scratch()) : tl::unexpected(call.error());
  if (!names) {
    fmt::print("{}\n", names.error().message);
    return 1;
  }
  for (const std::string& unused_name : *names)
    fmt::print("{}\n", unused_name);
  return 0;
}

int run(const std::vector<std::string>& words) {
  if (words.size() < 3) return 2;
  Result<RunFileContent> content = read_run_file(words[0]);
  if (!content) {
    fmt::print(stderr, "{}\n", content.error().message);
    return 1;
  }
  const Trace& trace = content->trace;
  if (words[1] == "largest") return largest(trace, std::stoul(words[2]));
  if (words[1] == "list") return list(trace);
  if (words[1] == "outputs" && words.size() > 3) return outputs(trace, words[2], words[3]);
  if (words[1] == "unused") return unused(trace, words[2]);
  if (words[1] == "change") return change(trace, words[2], {words.begin() + 3, words.end()});
  if (words[1] == "price")
    return price(trace, std::stod(words[2]), {words.begin() + 3, words.end()});
  return 2;
}

}  // namespace
}  // namespace makespan

int main(int count, char** words) {
  return makespan::run({words + 1, words + count});
}
