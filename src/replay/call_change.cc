#include "replay/call_change.h"

#include <fmt/format.h>

namespace makespan {

std::string CallChange::label() const {
  std::string label;
  auto add = [&](std::string_view name, const auto& value) {
    if (value) label += fmt::format("{}{}={}", label.empty() ? "" : " ", name, *value);
  };
  add("codegen-units", codegen_units);
  add("lto", lto);
  add("debuginfo", debuginfo);
  add("split-debuginfo", split_debuginfo);
  add("opt-level", opt_level);
  add("strip", strip);
  add("incremental", incremental);
  add("linker", linker);
  return label;
}

}  // namespace makespan
