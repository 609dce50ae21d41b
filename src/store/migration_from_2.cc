// Version 3: a trial says what its predicted interval had been stretched by.

#include "store/schema_sql.h"

namespace makespan {

const char* const kMigrationFrom2 =
    "ALTER TABLE trials ADD COLUMN interval_scale REAL NOT NULL DEFAULT 1";

}  // namespace makespan
