#pragma once
// The table of fixes: one row a kind, each kind one file in kinds/ (those that concern dependencies
// in dependencies/, which look at sources and build scratch copies, and so are called by the
// command itself).

#include <span>
#include <string_view>
#include <vector>

#include "advise/candidate.h"
#include "advise/situation.h"

namespace makespan {

struct FixKind {
  std::string_view name;   // Fix::kind, and the word that means all of it on a command line
  std::string_view about;  // one line for the manual
  // What of this kind may apply, unpriced, in a fixed order. Null: found by dependencies/.
  std::vector<Candidate> (*find)(const Situation&);
};

std::span<const FixKind> fix_table();

// All rows, in the order of the table.
std::vector<Candidate> find_candidates(const Situation& situation);

}  // namespace makespan
