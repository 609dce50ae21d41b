#pragma once
// The kinds of fixes that need nothing but the recorded run and the manifests: see fix_table.h.

#include <vector>

#include "advise/candidate.h"
#include "advise/situation.h"

namespace makespan {

std::vector<Candidate> find_codegen_units_fixes(const Situation& situation);
std::vector<Candidate> find_lto_fixes(const Situation& situation);
std::vector<Candidate> find_debug_info_fixes(const Situation& situation);
std::vector<Candidate> find_opt_level_fixes(const Situation& situation);
std::vector<Candidate> find_linker_fixes(const Situation& situation);
std::vector<Candidate> find_double_build_fixes(const Situation& situation);
std::vector<Candidate> find_build_script_fixes(const Situation& situation);
std::vector<Candidate> find_serial_unit_fixes(const Situation& situation);
std::vector<Candidate> find_test_binary_fixes(const Situation& situation);
std::vector<Candidate> find_cache_fixes(const Situation& situation);
std::vector<Candidate> find_incremental_fixes(const Situation& situation);
std::vector<Candidate> find_parallelism_fixes(const Situation& situation);
std::vector<Candidate> find_nightly_fixes(const Situation& situation);

}  // namespace makespan
