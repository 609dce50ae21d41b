#pragma once
// The results of the analyses in report.json.

#include "base/json_writer.h"
#include "report/report.h"

namespace makespan {

void write_codegen(JsonWriter& json, const std::vector<CodegenUnit>& units);
void write_critical_path(JsonWriter& json, const Analyses& analyses);
void write_finish_chain(JsonWriter& json, const FinishChain& chain);
void write_shares(JsonWriter& json, const std::vector<SectionShare>& shares);
void write_slowest(JsonWriter& json, const std::vector<SlowUnit>& units);
void write_programs(JsonWriter& json, const std::vector<ProgramUse>& programs);
void write_duplicates(JsonWriter& json, const std::vector<Duplicate>& packages);
void write_rebuilt(JsonWriter& json, const RebuiltUnits& rebuilt);

}  // namespace makespan
