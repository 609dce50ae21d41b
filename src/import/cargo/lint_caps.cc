#include "import/cargo/lint_caps.h"

#include <algorithm>

namespace makespan {

LintCaps::LintCaps(std::span<const Work> works) {
  for (const Work& work : works) {
    if (work.call.crate_name.empty()) continue;
    uint32_t& fewest = fewest_.try_emplace(flags_of(work), work.call.lint_caps).first->second;
    fewest = std::min(fewest, work.call.lint_caps);
  }
}

bool LintCaps::capped_by_cargo(const Work& work) const {
  const auto by_flags = fewest_.find(flags_of(work));
  return work.call.lint_caps > (by_flags == fewest_.end() ? 0 : by_flags->second);
}

LintCaps::SameFlags LintCaps::flags_of(const Work& work) {
  return {work.cargo, work.call.platform, work.kind == WorkKind::compile};
}

}  // namespace makespan
