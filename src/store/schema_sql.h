#pragma once
// The statements that make a new run database; for schema.cc alone.

namespace makespan {

extern const char* const kTables;  // of version 1; the migrations add the rest
extern const char* const kMigrationFrom1;
extern const char* const kMigrationFrom2;
extern const char* const kMigrationFrom3;
extern const char* const kMigrationFrom4;
extern const char* const kViews;

}  // namespace makespan
