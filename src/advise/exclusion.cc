#include "advise/exclusion.h"

#include <fmt/format.h>

#include <map>
#include <string>

namespace makespan {

std::vector<size_t> first_of_each_group(const std::vector<size_t>& places,
                                        std::span<const Candidate> candidates) {
  std::map<std::string, size_t> first;
  std::vector<size_t> chosen;
  for (size_t place : places) {
    const std::string& group = candidates[place].group;
    if (group.empty() || first.try_emplace(group, place).second) chosen.push_back(place);
  }
  return chosen;
}

Status check_none_excluded(const std::vector<size_t>& places,
                           std::span<const Candidate> candidates) {
  std::map<std::string, size_t> first;
  for (size_t place : places) {
    const std::string& group = candidates[place].group;
    if (group.empty()) continue;
    auto [other, is_first] = first.try_emplace(group, place);
    if (is_first || other->second == place) continue;
    return failure(ErrorKind::invalid,
                   fmt::format("`{}` and `{}` exclude each other, since both change the same "
                               "setting: name one of them",
                               candidates[other->second].fix.id, candidates[place].fix.id));
  }
  return {};
}

}  // namespace makespan
