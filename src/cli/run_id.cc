#include "cli/run_id.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>
#include <string_view>

namespace makespan {
namespace {

constexpr std::string_view kDigits = "0123456789abcdefghijklmnopqrstuvwxyz";
constexpr uint32_t kBase = kDigits.size();
constexpr int kDistinctionLength = 4;

std::time_t whole_seconds(UnixTime time) {
  return static_cast<std::time_t>(time.since_epoch().nanoseconds() / 1'000'000'000);
}

}  // namespace

std::string make_run_id(UnixTime started, uint32_t distinction) {
  std::string id = fmt::format("{:%Y%m%d-%H%M%S}-", fmt::gmtime(whole_seconds(started)));
  for (int i = 0; i < kDistinctionLength; ++i) {
    id += kDigits[distinction % kBase];
    distinction /= kBase;
  }
  return id;
}

std::string local_time_text(UnixTime time) {
  return fmt::format("{:%Y-%m-%d %H:%M:%S}", fmt::localtime(whole_seconds(time)));
}

}  // namespace makespan
