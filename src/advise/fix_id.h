#pragma once
// FixId: how people name a fix, on every command line alike.
//
//   release.codegen-units=16    PROFILE.KEY=VALUE           (a key may have dots: package.*.debug)
//   unused:core/rand            unused:MEMBER/DEP           align:dashmap@6.1.0 features:core/tokio
//   linker=mold                 KIND=VALUE
//   unused                      a kind alone: all of it, of values that exclude each other the best
//
// A part that is left out is allowed where only one thing fits: `codegen-units=16`,
// `release.codegen-units`, `package.*.debug`, `unused:rand`, `align:dashmap`.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "advise/candidate.h"

namespace makespan {

// How well a text names an id.
enum class IdMatch { none, kind, part, exact };
IdMatch match_id(std::string_view text, const Fix& fix);

// The places of the fixes that `text` names, in order: the exact one; else, of a kind alone, all of
// that kind that are recommended (the first of each group: `candidates` are best first), or the one
// that is `decision` or `possible` where none is; else the one that fits with a part left out.
// Rejected fixes are only found by their id, not by their kind.
// Errors (`invalid`): nothing fits, with the nearest ids; or several do, with their ids.
Result<std::vector<size_t>> find_by_id(std::string_view text,
                                       std::span<const Candidate> candidates);

}  // namespace makespan
