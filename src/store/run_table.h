#pragma once
// The table `runs`: one row a run.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "store/run_summary.h"
#include "store/table_io.h"

namespace makespan {

Status write_run(RunOutput& output, RunPurpose purpose);
Status read_run(RunInput& input);  // into the builder's run(); its strings are read already

Result<std::optional<int64_t>> find_run_number(Sqlite& database, std::string_view id);
Result<int64_t> next_run_number(Sqlite& database);
Result<std::vector<RunSummary>> list_runs(Sqlite& database);  // newest first

Result<std::optional<RunSummary>> find_run_summary(Sqlite& database, std::string_view id);

// Every row of the run, in every table.
Status remove_run(Sqlite& database, int64_t number);

}  // namespace makespan
