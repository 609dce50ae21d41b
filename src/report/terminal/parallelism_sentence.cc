#include "report/terminal/parallelism_sentence.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/format.h"

namespace makespan {
namespace {

constexpr double kShareWorthSaying = 0.005;
constexpr size_t kSinglesAtMost = 6;

// From more than `from` up to `to` at once.
struct Group {
  size_t from = 0;
  size_t to = 0;
};

// 1, 2, 3, … where they are few; else 1, 2, 3–4, 5–8, 9–16, …
std::vector<Group> groups_up_to(size_t most) {
  std::vector<Group> groups;
  for (size_t from = 0; from < most;) {
    size_t to = most <= kSinglesAtMost ? from + 1 : std::max<size_t>(from * 2, 1);
    groups.push_back({.from = from, .to = std::min(to, most)});
    from = groups.back().to;
  }
  return groups;
}

std::string name_of(const Group& group) {
  return group.to == group.from + 1 ? fmt::format("{}", group.to)
                                    : fmt::format("{}–{}", group.from + 1, group.to);
}

}  // namespace

std::string parallelism_sentence(const std::vector<Duration>& durations, std::string_view what,
                                 std::optional<uint32_t> jobs) {
  if (durations.size() < 2) return {};
  Duration whole;
  for (Duration duration : durations)
    whole += duration;
  std::string text;
  auto say = [&](std::string_view name, Duration time) {
    if (ratio(time, whole) < kShareWorthSaying) return;
    text += fmt::format("{}{} for {}{}", text.empty() ? "" : ", ", name,
                        format_share(ratio(time, whole)), text.empty() ? " of the time" : "");
  };
  std::vector<Group> groups = groups_up_to(durations.size() - 1);
  for (auto group = groups.rbegin(); group != groups.rend(); ++group) {
    Duration time;
    for (size_t n = group->from + 1; n <= group->to; ++n)
      time += durations[n];
    say(name_of(*group), time);
  }
  say("none", durations[0]);
  std::string slots = jobs ? fmt::format(" (-j{})", *jobs) : std::string();
  return fmt::format("{} at once{}: {}.", what, slots, text);
}

}  // namespace makespan
