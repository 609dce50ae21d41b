#include "advise/trade_offs.h"

#include <algorithm>
#include <array>

namespace makespan {
namespace {

// The last linked product of the workspace, whose size people look at.
TaskId product_of(const Trace& trace) {
  TaskId product;
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    const Task& task = trace.tasks[i];
    if (task.local && task.kind == TaskKind::binary && task.mode == TaskMode::build)
      product = TaskId(i);
  }
  return product;
}

std::optional<int64_t> bytes_of_task(const Trace& trace, TaskId task) {
  if (!task.valid()) return std::nullopt;
  uint64_t most = 0;
  for (const OutputFile& file : trace.output_files) {
    if (file.process == trace.tasks[task.index()].process) most = std::max(most, file.bytes);
  }
  return most > 0 ? std::optional(static_cast<int64_t>(most)) : std::nullopt;
}

// "unset" is no number: rustc then takes 256 for units that it compiles incrementally and 16 for
// others, which no value of the setting does.
std::string value_now(const Situation& situation, std::string_view setting) {
  const ProfileUse& profile = situation.profile;
  if (setting == "codegen-units") {
    bool is_set = profile_value(situation, profile.name, setting).has_value();
    return is_set ? std::to_string(profile.codegen_units) : "unset";
  }
  return profile.lto == "thin-local" ? "false" : profile.lto;
}

class Rows {
 public:
  Rows(const Situation& situation, const CallPrices& prices, const Simulator& simulator)
      : situation_(situation), prices_(prices), simulator_(simulator) {
    product_ = product_of(situation.trace);
    bytes_ = bytes_of_task(situation.trace, product_);
  }

  std::vector<TradeOffRow> of(std::string_view setting, std::span<const Candidate> candidates) {
    std::vector<TradeOffRow> rows;
    std::string prefix = situation_.profile.name + "." + std::string(setting) + "=";
    for (const Candidate& candidate : candidates) {
      if (!candidate.fix.id.starts_with(prefix) || candidate.calls.size() != 1) continue;
      CallPrices::Origin origin = prices_.origin_of(candidate);
      if (origin.assumed) continue;
      rows.push_back(row_of(setting, candidate, origin));
    }
    if (rows.empty()) return rows;
    rows.push_back({.setting = std::string(setting),
                    .value = value_now(situation_, setting),
                    .current = true,
                    .build = simulator_.base(),
                    .cpu = simulator_.base_cpu(),
                    .bytes = bytes_});
    std::stable_sort(rows.begin(), rows.end(), [](const TradeOffRow& a, const TradeOffRow& b) {
      return a.value.size() != b.value.size() ? a.value.size() < b.value.size() : a.value < b.value;
    });
    return rows;
  }

 private:
  TradeOffRow row_of(std::string_view setting, const Candidate& candidate,
                     const CallPrices::Origin& origin) {
    Estimate estimate = simulator_.estimate(prices_.change_of(candidate));
    TradeOffRow row{.setting = std::string(setting),
                    .value = candidate.fix.id.substr(candidate.fix.id.find('=') + 1),
                    .build = estimate.build,
                    .cpu = estimate.cpu,
                    .basis = origin.basis};
    if (!bytes_) return row;
    std::optional<double> ratio = prices_.output_ratio(product_, candidate.calls[0].change);
    if (ratio) row.bytes = static_cast<int64_t>(static_cast<double>(*bytes_) * *ratio);
    return row;
  }

  const Situation& situation_;
  const CallPrices& prices_;
  const Simulator& simulator_;
  TaskId product_;
  std::optional<int64_t> bytes_;
};

}  // namespace

std::vector<TradeOffRow> find_trade_offs(const Situation& situation,
                                         std::span<const Candidate> candidates,
                                         const CallPrices& prices, const Simulator& simulator) {
  Rows rows(situation, prices, simulator);
  std::vector<TradeOffRow> all;
  for (std::string_view setting : {"codegen-units", "lto"}) {
    std::vector<TradeOffRow> some = rows.of(setting, candidates);
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

}  // namespace makespan
