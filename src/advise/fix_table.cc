#include "advise/fix_table.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "advise/kinds/kinds.h"

namespace makespan {
namespace {

constexpr std::array kTable = {
    FixKind{"unused", "dependencies that nothing uses", nullptr},
    FixKind{"align", "packages that are there in several versions", nullptr},
    FixKind{"features", "features of dependencies that nothing needs", nullptr},
    FixKind{"codegen-units", "in how many pieces rustc generates code", find_codegen_units_fixes},
    FixKind{"lto", "link-time optimisation", find_lto_fixes},
    FixKind{"debug", "debug information", find_debug_info_fixes},
    FixKind{"opt-level", "optimisation of dependencies, proc-macros and build scripts",
            find_opt_level_fixes},
    FixKind{"linker", "another linker", find_linker_fixes},
    FixKind{"double-builds", "packages built for host and target both", find_double_build_fixes},
    FixKind{"build-script", "build scripts that dominate", find_build_script_fixes},
    FixKind{"split", "units that everything waits for", find_serial_unit_fixes},
    FixKind{"merge-tests", "test binaries that each link", find_test_binary_fixes},
    FixKind{"cache", "a compiler cache", find_cache_fixes},
    FixKind{"incremental", "incremental compilation", find_incremental_fixes},
    FixKind{"parallelism", "slots, cores and the order of the queue", find_parallelism_fixes},
    FixKind{"nightly", "what a nightly compiler could do", find_nightly_fixes},
};

}  // namespace

std::span<const FixKind> fix_table() {
  return kTable;
}

std::vector<Candidate> find_candidates(const Situation& situation) {
  std::vector<Candidate> all;
  for (const FixKind& kind : fix_table()) {
    if (kind.find == nullptr) continue;
    std::vector<Candidate> found = kind.find(situation);
    std::move(found.begin(), found.end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace makespan
