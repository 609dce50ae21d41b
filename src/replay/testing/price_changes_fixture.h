#pragma once
// Libraries to be compiled again by a compiler in name only, for the tests of pricing.

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "import/cargo/testing/recorded_build.h"
#include "replay/price_changes.h"
#include "replay/testing/fake_call_runner.h"
#include "replay/testing/words.h"
#include "system/testing/memory_file_system.h"

namespace makespan {

inline constexpr const char* kRustc = "/toolchains/stable/bin/rustc";
inline constexpr CallChange k16{.codegen_units = 16};

// An ExperimentMemory in memory.
class FakeMemory final : public ExperimentMemory {
 public:
  std::vector<Experiment> kept;
  bool full = false;
  std::function<void()> at_recall = [] {};
  std::vector<Experiment> recall(std::string_view key) override {
    at_recall();
    std::vector<Experiment> found;
    for (const Experiment& experiment : kept) {
      if (experiment.key == key) found.push_back(experiment);
    }
    return found;
  }
  Status keep(const Experiment& experiment) override {
    if (full) return failure(ErrorKind::no_space, "the disk is full");
    kept.push_back(experiment);
    return {};
  }
};

// Libraries of the given CPU, released with one codegen unit, and a compiler in name only: with
// more codegen units the call takes what `ratio` says of it.
struct PriceChanges : testing::Test {
  PriceChanges() {
    files.add(kRustc, "rustc");
    files.add("/w/Cargo.toml", "");
    options.scratch = "/s";
    options.clock = [this] { return now; };
    options.tight = 0;
  }

  void unit(const std::string& name, int cpu, std::vector<std::string> withheld = {},
            const std::string& more = "") {
    if (!cargo.valid()) cargo = build.start({.command = "cargo build", .to = 100'000});
    build.start({.parent = cargo,
                 .command = "rustc --crate-name " + name +
                            " src/lib.rs --crate-type lib --emit=metadata,link -C opt-level=3 -C "
                            "codegen-units=1 -C extra-filename=-dd8a8c82cd584d02 --out-dir /t "
                            "--cap-lints allow" +
                            more,
                 .executable = kRustc,
                 .from = ++start,
                 .to = start + cpu,
                 .cpu = cpu,
                 .environment = {{"PATH", "/bin"}, {"CARGO_PKG_NAME", name}},
                 .withheld = std::move(withheld)});
  }

  Pricing price(const std::vector<CallChange>& changes = {k16}) {
    if (!trace) trace = std::move(build).recognised();
    std::vector<PriceWish> wishes;
    for (const CallChange& change : changes) {
      for (uint32_t i = 0; i < trace->tasks.size(); ++i)
        wishes.push_back({.task = TaskId(i), .change = change});
    }
    return price_changes(*trace, wishes, runner, files, &memory, options);
  }

  Result<CallRun> answer(const CompilerCall& call) {
    std::string line = joined(call.arguments);
    std::string name = call.label.substr(0, call.label.find(' '));
    asked.push_back(name + (line.find("codegen-units=1 ") != std::string::npos ? "" : "+"));
    double cpu = call.recorded.cpu().seconds();
    if (asked.back().ends_with('+')) {
      if (fails.contains(name + "+")) return failure(ErrorKind::system, name + "+ failed");
      cpu *= ratio.contains(name) ? ratio[name] : 0.5;
    } else if (fails.contains(name)) {
      return failure(ErrorKind::system, name + " failed");
    }
    now += Duration::seconds(cpu);
    return CallRun{.cost = {.frontend = Duration::seconds(cpu), .wall = Duration::seconds(cpu)}};
  }

  const PricedChange& of(const Pricing& pricing, const std::string& name) {
    for (const PricedChange& price : pricing.prices) {
      if (task_label(*trace, price.task).starts_with(name)) return price;
    }
    ADD_FAILURE() << name;
    return pricing.prices[0];
  }

  RecordedBuild build;
  ProcessId cargo;
  int start = 0;
  std::optional<Trace> trace;
  MemoryFileSystem files;
  FakeMemory memory;
  Duration now;
  std::vector<std::string> asked;
  std::map<std::string, double> ratio;
  std::set<std::string> fails;
  PricingOptions options;
  FakeCallRunner runner{[this](const CompilerCall& call) { return answer(call); }};
};

}  // namespace makespan
