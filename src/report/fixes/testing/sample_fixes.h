#pragma once
// The fixes that the situations are made of.

#include <string>
#include <vector>

#include "advise/fix.h"

namespace makespan {

Saving sample_saving(double expected, double low, double high);  // seconds

Fix unused_fix();
Fix codegen_units_fix();
Fix align_fix();
Fix debug_info_fix();
Fix features_fix();
Fix split_fix();
Fix cache_fix();
Fix more_cores_fix();
Fix rejected_fix(std::string id, std::string title, std::optional<Saving> saving,
                 std::string reason);
std::vector<Fix> usual_rejects();  // a linker, LTO off

}  // namespace makespan
