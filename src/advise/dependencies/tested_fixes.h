#pragma once
// TestedFixes: fixes with which tests have passed, as `makespan try --test` saw. What a feature
// does at run time no compiler tells: such a fix is recommended once tests have
// (docs/formats/findings.md).

#include <map>
#include <string>
#include <string_view>

#include "base/result.h"

namespace makespan {

struct TestedFixes {
  std::string inputs;                         // inputs_digest() of what the fixes are of
  std::map<std::string, std::string> passed;  // by id: the command, "cargo test --workspace"
};

std::string tested_text(const TestedFixes& tested);
// An error where the text is no such thing, or is of another version.
Result<TestedFixes> read_tested(std::string_view text);

}  // namespace makespan
