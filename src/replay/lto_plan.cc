#include "replay/lto_plan.h"

#include <algorithm>

namespace makespan {
namespace {

// What the units that use a library need of it; cargo's OnlyObject, OnlyBitcode and both.
constexpr uint8_t kObject = 1;
constexpr uint8_t kBitcode = 2;
constexpr uint8_t kForTarget = 4;  // not all of them are of the host's side

bool is_host(TaskKind kind) {
  return kind == TaskKind::proc_macro || kind == TaskKind::build_script ||
         kind == TaskKind::build_script_run;
}

bool can_run_lto(std::string_view type) {
  return type == "bin" || type == "cdylib" || type == "staticlib";
}

// LTO works where every type of the crate can do it; a test is a binary.
bool runs_lto(const RustcCall& call) {
  return call.test || call.crate_types.empty() ||
         std::all_of(call.crate_types.begin(), call.crate_types.end(), can_run_lto);
}

bool needs_object(const RustcCall& call) {
  return std::any_of(call.crate_types.begin(), call.crate_types.end(), [](std::string_view type) {
    return can_run_lto(type) || type == "dylib" || type == "proc-macro";
  });
}

// A library with a type that links too. rustc has no LTO for dylibs.
uint8_t object_needs(const RustcCall& call) {
  bool dylibs = std::all_of(call.crate_types.begin(), call.crate_types.end(),
                            [](std::string_view type) { return type == "dylib"; });
  return dylibs ? kObject : kObject | kBitcode;
}

class LtoPlaces {
 public:
  LtoPlaces(const Trace& trace, const std::vector<const RustcCall*>& calls)
      : trace_(trace), calls_(calls), needs_(trace.tasks.size()), wanted_(trace.tasks.size()) {}

  std::vector<LtoPlace> run() {
    std::vector<std::vector<uint32_t>> needed_by_task(trace_.tasks.size());
    for (const Dependency& edge : trace_.dependencies) {
      needed_by_task[edge.task.index()].push_back(edge.on.index());
      if (calls_[edge.task.index()] != nullptr) wanted_[edge.on.index()] = true;
    }
    std::vector<uint32_t> open;
    for (uint32_t task = 0; task < trace_.tasks.size(); ++task) {
      if (!wanted_[task]) take(task, kBitcode | kForTarget, open);
    }
    while (!open.empty()) {
      uint32_t task = open.back();
      open.pop_back();
      for (uint32_t on : needed_by_task[task])
        take(on, given_by(task), open);
    }
    std::vector<LtoPlace> places;
    for (uint32_t task = 0; task < trace_.tasks.size(); ++task)
      places.push_back(place(task));
    return places;
  }

 private:
  // Needs only grow, so that every task is looked at a few times at most.
  void take(uint32_t task, uint8_t needs, std::vector<uint32_t>& open) {
    const RustcCall* call = calls_[task];
    bool library = call != nullptr && !is_host(trace_.tasks[task].kind) && !runs_lto(*call);
    if (library && needs_object(*call) && (needs & kBitcode) != 0)
      needs = static_cast<uint8_t>((needs & kForTarget) | object_needs(*call));
    uint8_t all = needs_[task] | needs | kSeen;
    if (all == needs_[task]) return;
    needs_[task] = all;
    open.push_back(task);
  }

  // What a task asks of those it depends on.
  [[nodiscard]] uint8_t given_by(uint32_t task) const {
    const RustcCall* call = calls_[task];
    if (is_host(trace_.tasks[task].kind)) return kObject;
    if (call == nullptr || runs_lto(*call)) return kBitcode | kForTarget;
    return static_cast<uint8_t>(needs_[task] & ~kSeen);
  }

  [[nodiscard]] LtoPlace place(uint32_t task) const {
    const RustcCall* call = calls_[task];
    uint8_t needs = needs_[task];
    if (call == nullptr || is_host(trace_.tasks[task].kind)) return LtoPlace::host;
    if (runs_lto(*call)) return LtoPlace::links;
    if ((needs & kForTarget) == 0) return LtoPlace::host;
    if ((needs & kBitcode) == 0) return LtoPlace::object;
    return (needs & kObject) == 0 ? LtoPlace::bitcode : LtoPlace::object_and_bitcode;
  }

  static constexpr uint8_t kSeen = 8;

  const Trace& trace_;
  const std::vector<const RustcCall*>& calls_;
  std::vector<uint8_t> needs_;
  std::vector<bool> wanted_;  // some compiler call depends on it
};

}  // namespace

std::vector<std::string> lto_options(LtoPlace place, std::string_view lto) {
  const std::vector<std::string> no_bitcode = {"embed-bitcode=no"};
  if (place == LtoPlace::host || lto == "thin-local" || lto == "false") return no_bitcode;
  if (lto == "off" || lto == "n" || lto == "no") return {"lto=off", "embed-bitcode=no"};
  switch (place) {
    case LtoPlace::links:
      return {lto == "true" ? std::string("lto") : "lto=" + std::string(lto)};
    case LtoPlace::bitcode:
      return {"linker-plugin-lto"};
    case LtoPlace::object_and_bitcode:
      return {};
    case LtoPlace::host:
    case LtoPlace::object:
      return no_bitcode;
  }
  return no_bitcode;
}

std::vector<LtoPlace> find_lto_places(const Trace& trace,
                                      const std::vector<const RustcCall*>& calls) {
  return LtoPlaces(trace, calls).run();
}

}  // namespace makespan
