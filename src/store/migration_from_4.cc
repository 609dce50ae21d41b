// Version 5: a trial says where its command ran. Until then that was taken for the workspace's
// root.

#include "store/schema_sql.h"

namespace makespan {

const char* const kMigrationFrom4 = R"sql(
ALTER TABLE trials ADD COLUMN directory TEXT NOT NULL DEFAULT '';
UPDATE trials SET directory = workspace;
)sql";

}  // namespace makespan
