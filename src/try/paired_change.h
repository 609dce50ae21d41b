#pragma once
// How much a build changed, from rounds in which both ways were built one after the other.

#include <cstdint>
#include <span>

#include "base/duration.h"
#include "try/try_answer.h"

namespace makespan {

// Round by round the change is a fraction, after / before - 1; what all rounds say together is the
// median of the means of all pairs of rounds (Hodges and Lehmann: a round that went astray does not
// move it, and it needs hardly more rounds than a mean: 5% on normal noise, where a median alone
// needs 57% more).
//
// Rounds go one way and then the other (rounds.h). What is built second may cost more or less for
// that, by a machine that drifts or warms up; in the center it cancels, but the rounds then scatter
// by it. From 12 rounds on the difference between the even and the odd ones is taken out first, so
// that the interval is not wider for it.
//
// The interval is a bootstrap over rounds (`seed`: the same rounds, the same answer), its quantiles
// moved outwards as Student's t says (Hesterberg's expanded percentiles: a plain bootstrap of five
// rounds holds the truth four times in five instead of nine in ten), and below 8 rounds never
// narrower than Student's interval. Under 3 rounds there is none.
//
// Both spans have an entry a round, and at least one; a round whose `before` is zero does not
// count. Takes time in proportion to the rounds: some 30 ms for 150.
MeasuredChange paired_change(std::span<const Duration> before, std::span<const Duration> after,
                             uint64_t seed = 1);

}  // namespace makespan
