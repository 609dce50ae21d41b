#pragma once
// makespan.toml, in the project's root: what a team says of itself.
//
//   [team]
//   developers = 8
//   builds_a_day = 25      # clean ones like the recorded, of each developer
//   rate = 90.0            # money an hour
//   currency = "EUR"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace makespan {

struct TeamSettings {
  std::optional<uint32_t> developers;
  std::optional<double> builds_a_day;
  std::optional<double> rate;
  std::string currency;
};

// An error where it is no TOML, where a value is of the wrong type or negative, or where a key of
// [team] is unknown: a figure that is misspelt would silently not count. Other tables are passed
// over. `path` begins each error.
Result<TeamSettings> parse_team_settings(std::string_view text, std::string_view path);

}  // namespace makespan
