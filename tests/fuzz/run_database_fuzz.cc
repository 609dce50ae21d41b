// Any bytes are a run database whose runs load or fail with a reason, or an error.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "store/run_database.h"

namespace {

void expect_reason(const makespan::Error& error) {
  if (error.message.empty()) __builtin_trap();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  makespan::Result<makespan::RunDatabase> database =
      makespan::RunDatabase::from_bytes(bytes, "fuzz");
  if (!database) {
    expect_reason(database.error());
    return 0;
  }
  const makespan::Result<std::vector<makespan::RunSummary>> runs = database->list();
  if (!runs) {
    expect_reason(runs.error());
    return 0;
  }
  for (const makespan::RunSummary& run : *runs) {
    const makespan::Result<makespan::Trace> trace = database->load(run.id);
    if (!trace) expect_reason(trace.error());
  }
  return 0;
}
