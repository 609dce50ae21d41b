#include "cli/run_id.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>

namespace makespan {
namespace {

std::time_t whole_seconds(UnixTime time) {
  return static_cast<std::time_t>(time.since_epoch().nanoseconds() / 1'000'000'000);
}

}  // namespace

std::string make_run_id(UnixTime started, uint16_t distinction) {
  return fmt::format("{:%Y%m%d-%H%M%S}-{:04x}", fmt::gmtime(whole_seconds(started)), distinction);
}

std::string local_time_text(UnixTime time) {
  return fmt::format("{:%Y-%m-%d %H:%M:%S}", fmt::localtime(whole_seconds(time)));
}

}  // namespace makespan
