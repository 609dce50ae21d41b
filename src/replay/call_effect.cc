#include "replay/call_effect.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <vector>

#include "replay/spread.h"

namespace makespan {
namespace {

constexpr std::array kSections = {&CallCost::frontend, &CallCost::codegen, &CallCost::lto,
                                  &CallCost::link, &CallCost::other};
// Below this share of the call a section's own ratio is mostly noise.
constexpr double kSmallSection = 0.02;

template <class Value, class Field>
Value median_of(std::span<const CostPair> pairs, Field field) {
  std::vector<Value> values;
  values.reserve(pairs.size());
  for (const CostPair& pair : pairs)
    values.push_back(field(pair));
  std::sort(values.begin(), values.end());
  size_t middle = values.size() / 2;
  if (values.size() % 2 == 1) return values[middle];
  if constexpr (std::is_same_v<Value, Duration>) {
    return (values[middle - 1] + values[middle]) * 0.5;
  } else {
    return (values[middle - 1] + values[middle]) / 2;
  }
}

CallCost median_cost(std::span<const CostPair> pairs, CallCost CostPair::*side) {
  CallCost cost;
  for (Duration CallCost::*section : kSections) {
    cost.*section =
        median_of<Duration>(pairs, [&](const CostPair& pair) { return (pair.*side).*section; });
  }
  cost.wall = median_of<Duration>(pairs, [&](const CostPair& pair) { return (pair.*side).wall; });
  cost.codegen_threads = median_of<uint32_t>(
      pairs, [&](const CostPair& pair) { return (pair.*side).codegen_threads; });
  cost.output_bytes =
      median_of<uint64_t>(pairs, [&](const CostPair& pair) { return (pair.*side).output_bytes; });
  return cost;
}

double bytes_ratio(const CallCost& unchanged, const CallCost& changed) {
  if (unchanged.output_bytes == 0) return 1;
  return static_cast<double>(changed.output_bytes) / static_cast<double>(unchanged.output_bytes);
}

}  // namespace

double log_ratio(const CostPair& pair) {
  double before = std::max(pair.unchanged.cpu().seconds(), 1e-6);
  double after = std::max(pair.changed.cpu().seconds(), 1e-6);
  return std::log(after / before);
}

CostPair within_reach(CostPair pair, const CallChange& change) {
  if (!change.linker || change != CallChange{.linker = change.linker}) return pair;
  for (Duration CallCost::*section : kSections) {
    if (section != &CallCost::link) pair.changed.*section = pair.unchanged.*section;
  }
  return pair;
}

CallEffect effect_of(std::span<const CostPair> pairs, double noise) {
  CallEffect effect;
  if (pairs.empty()) return effect;
  effect.unchanged = median_cost(pairs, &CostPair::unchanged);
  effect.changed = median_cost(pairs, &CostPair::changed);
  std::vector<double> logs;
  for (const CostPair& pair : pairs)
    logs.push_back(log_ratio(pair));
  effect.cpu = interval_of(spread_of_median(logs, noise));
  double bytes = bytes_ratio(effect.unchanged, effect.changed);
  effect.output_bytes = {.low = bytes, .expected = bytes, .high = bytes};
  effect.pairs = static_cast<uint32_t>(pairs.size());
  return effect;
}

void add(CallCost& sum, const CallCost& cost) {
  for (Duration CallCost::*section : kSections)
    sum.*section += cost.*section;
  sum.wall += cost.wall;
  sum.output_bytes += cost.output_bytes;
  sum.codegen_threads = std::max(sum.codegen_threads, cost.codegen_threads);
}

CallCost by_sections(const CallCost& recorded, const CallCost& unchanged, const CallCost& changed) {
  CallCost cost = recorded;
  Duration whole = unchanged.cpu();
  if (whole == Duration()) return cost;
  for (Duration CallCost::*section : kSections) {
    Duration before = unchanged.*section;
    Duration after = changed.*section;
    if (ratio(before, whole) > kSmallSection) {
      cost.*section = recorded.*section * ratio(after, before);
    } else {
      cost.*section =
          std::max(Duration(), recorded.*section + recorded.cpu() * ratio(after - before, whole));
    }
  }
  return cost;
}

CallPrediction predict(const CallCost& recorded, const CallEffect& effect) {
  CallPrediction prediction{.expected = recorded};
  if (effect.unchanged.cpu() == Duration()) return prediction;
  prediction.expected = by_sections(recorded, effect.unchanged, effect.changed);
  double wanted = recorded.cpu().seconds() * effect.cpu.expected;
  double got = prediction.expected.cpu().seconds();
  for (Duration CallCost::*section : kSections) {
    if (got > 0) prediction.expected.*section = prediction.expected.*section * (wanted / got);
  }
  if (effect.unchanged.wall > Duration())
    prediction.expected.wall = recorded.wall * ratio(effect.changed.wall, effect.unchanged.wall);
  prediction.expected.codegen_threads = effect.changed.codegen_threads;
  prediction.expected.output_bytes = static_cast<uint64_t>(
      static_cast<double>(recorded.output_bytes) * effect.output_bytes.expected);
  prediction.low = effect.cpu.low / effect.cpu.expected;
  prediction.high = effect.cpu.high / effect.cpu.expected;
  return prediction;
}

CallCost cost_of(std::span<const Section> sections) {
  CallCost cost;
  std::set<StringId> units;
  for (const Section& section : sections) {
    Duration cpu = section.cpu.value_or(Duration());
    switch (section.kind) {
      case SectionKind::frontend:
        cost.frontend += cpu;
        break;
      case SectionKind::codegen:
        cost.codegen += cpu;
        units.insert(section.name);
        break;
      case SectionKind::lto:
        cost.lto += cpu;
        break;
      case SectionKind::link:
        cost.link += cpu;
        break;
      case SectionKind::script:
      case SectionKind::compile_c:
      case SectionKind::other:
        cost.other += cpu;
        break;
    }
  }
  cost.codegen_threads = static_cast<uint32_t>(units.size());
  return cost;
}

}  // namespace makespan
