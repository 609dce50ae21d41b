#pragma once
// The statements that make a new run database; for schema.cc alone.

namespace makespan {

extern const char* const kTables;
extern const char* const kViews;

}  // namespace makespan
