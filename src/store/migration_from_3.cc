// Version 4: a trial says how fast and large the product is that was built with the fix.

#include "store/schema_sql.h"

namespace makespan {

const char* const kMigrationFrom3 = R"sql(
ALTER TABLE trials ADD COLUMN run_time REAL;
ALTER TABLE trials ADD COLUMN run_time_low REAL;
ALTER TABLE trials ADD COLUMN run_time_high REAL;
ALTER TABLE trials ADD COLUMN artifact_bytes REAL;
)sql";

}  // namespace makespan
