// Version 2: the ledger of tries.

#include "store/schema_sql.h"

namespace makespan {

const char* const kMigrationFrom1 = R"sql(
CREATE TABLE trials (
  number INTEGER PRIMARY KEY,
  tried_ns INTEGER NOT NULL,
  workspace TEXT NOT NULL,
  command TEXT NOT NULL,
  kind TEXT NOT NULL,
  fix TEXT NOT NULL,
  rounds INTEGER NOT NULL,
  basis TEXT NOT NULL,
  predicted REAL NOT NULL,
  predicted_low REAL NOT NULL,
  predicted_high REAL NOT NULL,
  measured REAL,
  measured_low REAL NOT NULL,
  measured_high REAL NOT NULL,
  measured_cpu REAL NOT NULL,
  verdict TEXT NOT NULL,
  base_wall_ns INTEGER NOT NULL,
  base_run TEXT NOT NULL,
  variant_run TEXT NOT NULL,
  UNIQUE (workspace, fix, tried_ns)
);
)sql";

}  // namespace makespan
