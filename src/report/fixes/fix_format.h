#pragma once
// How the faces of fixes write changes, intervals and effort. Digits that the interval does not
// support are not printed.

#include <string>
#include <string_view>

#include "advise/fix.h"

namespace makespan {

// With its sign: "−36.2 s", "+1.20 s", "0 s".
std::string format_change(Duration change);
// With a minus only: "−36.2 s", "1.20 s".
std::string format_signed(Duration duration);
// With its sign: "−51%", "+0.4%", "0%".
std::string format_change(double share);

// Rounded outward to about a tenth of its width, in the unit that `expected` is written in:
// "34–38 s", "−0.3 to 1.2 s". "" where low is high.
std::string format_interval(Duration low, Duration expected, Duration high);

// The expected value with the digits that its interval has: "6 s" of −16 to 10 s, "36.2 s" of 34.9
// to 37.6 s.
std::string format_expected(Duration low, Duration expected, Duration high);

// Fractions as percents, rounded outward likewise: "−52 to −50%", "−0.3 to +1.1%". "" where low is
// high.
std::string format_share_interval(double low, double high);
// The expected share with the digits that its interval has: "−51.2%" of −51.8 to −50.6%.
std::string format_expected_share(double low, double expected, double high);
// To a tenth of a percent below ten: "−51%", "+1.4%".
std::string format_fine_change(double share);

// "36.2 s, 49% (35–38 s, replayed)"; of a negative saving "makes it 9.60 s slower, 13% (…)". "up
// to 4.1 s" where it is only bounded.
std::string saving_phrase(const Saving& saving, Basis basis, Duration base);

// "manifest: 6 files, 33 lines"
std::string effort_phrase(const Effort& effort);

// "debugging: backtraces lose line numbers"; "none known"
std::string risk_phrase(const Fix& fix);

// "−1.2 GB", "+300 kB"
std::string format_bytes_change(int64_t bytes);

}  // namespace makespan
