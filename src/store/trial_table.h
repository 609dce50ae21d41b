#pragma once
// The table `trials`: the ledger.

#include <vector>

#include "base/result.h"
#include "model/trial.h"
#include "store/sqlite.h"

namespace makespan {

// Writing the same trial again changes nothing.
Status write_trial(Sqlite& database, const Trial& trial);
Result<std::vector<Trial>> read_trials(Sqlite& database);  // oldest first

}  // namespace makespan
