#include "store/run_reference.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <tuple>
#include <utility>

#include "base/edit_distance.h"

namespace makespan {
namespace {

constexpr size_t kShownCandidates = 6;  // a line or two of a message
constexpr size_t kShownNearest = 3;

// "a, b or c"; "… " and how many more there are behind `limit`.
std::string join_ids(const std::vector<std::string>& ids, size_t limit,
                     std::string_view last_word) {
  std::string text;
  for (size_t i = 0; i < std::min(ids.size(), limit); ++i) {
    bool last = i + 1 == ids.size();
    if (i > 0) text += last ? fmt::format(" {} ", last_word) : ", ";
    text += ids[i];
  }
  if (ids.size() > limit) text += fmt::format(" and {} more", ids.size() - limit);
  return text;
}

// What `text` was likely meant to be: `last`, then the ids the fewest letters off, then the newest.
std::vector<std::string> nearest(const std::vector<RunSummary>& runs, std::string_view text) {
  std::vector<std::pair<size_t, size_t>> order;  // distance, place in `runs`
  for (size_t i = 0; i < runs.size(); ++i) {
    // Of a prefix only what corresponds to it counts.
    std::string_view id = std::string_view(runs[i].id).substr(0, text.size() + 1);
    order.emplace_back(
        std::min(edit_distance(text, id), edit_distance(text, id.substr(0, text.size()))), i);
  }
  std::sort(order.begin(), order.end());
  std::vector<std::string> ids;
  if (likely_meant(text, "last")) ids.emplace_back("last");
  for (size_t i = 0; i < order.size() && ids.size() < kShownNearest; ++i)
    ids.push_back(runs[order[i].second].id);
  return ids;
}

tl::unexpected<Error> no_runs() {
  return failure(ErrorKind::not_found,
                 "no run is stored here yet: record one with `makespan run -- COMMAND`");
}

Result<std::string> find_last(const std::vector<RunSummary>& runs, std::string_view text,
                              size_t back) {
  std::vector<const RunSummary*> builds;
  for (const RunSummary& run : runs) {
    if (run.purpose == RunPurpose::build) builds.push_back(&run);
  }
  if (builds.empty()) return no_runs();
  if (back < builds.size()) return builds[back]->id;
  return failure(ErrorKind::not_found,
                 fmt::format("there is no `{}`: only {} {} stored, see `makespan list`", text,
                             builds.size(), builds.size() == 1 ? "run is" : "runs are"));
}

}  // namespace

std::optional<size_t> parse_last(std::string_view text) {
  if (text == "last") return 0;
  if (!text.starts_with("last~")) return std::nullopt;
  text.remove_prefix(5);
  size_t back = 0;
  auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), back);
  if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return back;
}

Result<std::string> find_run(const std::vector<RunSummary>& runs, std::string_view text) {
  if (std::optional<size_t> back = parse_last(text)) return find_last(runs, text, *back);
  if (runs.empty()) return no_runs();
  if (text.empty())
    return failure(ErrorKind::invalid, "an empty text names no run: see `makespan list`");

  std::vector<std::string> candidates;
  for (const RunSummary& run : runs) {
    if (run.id == text) return run.id;
    if (run.id.starts_with(text)) candidates.push_back(run.id);
  }
  if (candidates.size() == 1) return candidates[0];
  if (candidates.empty()) {
    return failure(ErrorKind::not_found,
                   fmt::format("there is no run `{}`; close to it: {}; `makespan list` shows all",
                               text, join_ids(nearest(runs, text), kShownNearest, "and")));
  }
  return failure(ErrorKind::invalid,
                 fmt::format("`{}` could be any of {} runs: {}", text, candidates.size(),
                             join_ids(candidates, kShownCandidates, "or")));
}

}  // namespace makespan
