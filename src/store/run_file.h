#pragma once
// A run file: one run whole, to move it to another machine or to keep it where no database can be.
// It is a run database (docs/formats/run-database.md) that holds one run and needs no file beside
// it, so that the sqlite3 shell opens it too. By custom its name ends in `.run`.

#include <string>
#include <string_view>

#include "base/result.h"
#include "model/trace.h"
#include "store/run_summary.h"
#include "system/file_system.h"

namespace makespan {

// Whether a file's first 100 bytes are those of a run database or run file.
bool is_run_file(std::string_view first_bytes);

// Whole or not at all; an older file of that name is replaced.
Status write_run_file(FileSystem& files, const std::string& path, const Trace& trace,
                      RunPurpose purpose = RunPurpose::build);

// The one run in it. An error (`invalid`) where there are none or several: a whole database.
Result<RunSummary> read_run_file_summary(const std::string& path);

struct RunFileContent {
  Trace trace;
  RunPurpose purpose = RunPurpose::build;
};
Result<RunFileContent> read_run_file(const std::string& path);

}  // namespace makespan
