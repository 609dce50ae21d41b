#pragma once
// Which units of a target directory the last build made. The directory keeps each unit's last
// compile only, so it mixes builds: Monday's 240 dependencies, yesterday's members, today's binary.
//
// Builds of one profile exclude each other by cargo's lock, and within a build some unit is always
// running: when one ends, cargo starts what is ready within milliseconds. So the units are put in
// order of time and cut where nothing ran:
//
//   syn ████████                                       serde starts in the pause's end, and what it
//   quote ███                                          waits for (syn) ended right before: a slow
//            ·serde ██████                             moment of the same build.
//                          · · app(check) ███
//                                                      `app` waits for nothing that ended right
//                                                      before the pause. A running cargo would have
//                                                      started it earlier: this is another build,
//                                                      however soon it followed.
//
// A pause longer than kLongestPause is always a cut (starting cargo takes longer); one shorter than
// kClockTick never is. `cargo build -p lib && cargo build` may pass as one build where cargo took
// less than kLongestPause to start and the second builds only what waited for the first's last
// unit.
//
// Cargo itself leaves proof of copies: it sets the dep-info file's time to the unit's start, to the
// nanosecond, and no compiler is done in 5 ms.

#include <optional>
#include <vector>

#include "import/cargo/fingerprint.h"

namespace makespan {

// File times come from the kernel's tick (4 or 10 ms) and may be cut down by one; a scheduler that
// is busy adds a little. Measured between units of real builds: 0 to 12 ms.
inline constexpr Duration kClockTick = Duration::milliseconds(20);
// Cargo takes 24 ms to start in an empty workspace, and some 100 ms in one of 200 packages.
inline constexpr Duration kLongestPause = Duration::milliseconds(100);

enum class TimesOfUnit {
  good,
  missing,        // never started, or the files are gone
  whole_seconds,  // cut by an archive or a file system: tar, docker layers, CI caches
  copied,         // they contradict each other: the times of a copy, not of a build
};

TimesOfUnit judge_times(const Unit& unit);

struct LastBuild {
  std::vector<UnitId> units;        // by start: finished, failed or unfinished
  std::vector<UnitId> not_started;  // planned by this build, which ended before they could start
  UnixTime started;
  UnixTime ended;
  // What else is there: units of earlier builds, and when the newest of them ended.
  size_t earlier_units = 0;
  std::optional<UnixTime> earlier_ended;
  size_t copied_units = 0;  // of which no time can be told
};

// nullopt where no compiler's times can be trusted.
std::optional<LastBuild> find_last_build(const UnitGraph& graph);

}  // namespace makespan
