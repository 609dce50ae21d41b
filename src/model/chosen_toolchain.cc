#include "model/chosen_toolchain.h"

#include <string_view>

namespace makespan {

std::string chosen_toolchain(const Trace& trace) {
  constexpr std::string_view kVariable = "RUSTUP_TOOLCHAIN=";
  if (std::string own = chosen_toolchain(trace.run); !own.empty()) return own;
  for (const std::string& word : trace.run.command) {
    if (word.starts_with(kVariable) && word.size() > kVariable.size())
      return "+" + word.substr(kVariable.size());
  }
  for (const Invocation& invocation : trace.invocations) {
    if (invocation.tool != BuildTool::cargo || invocation.parent.valid()) continue;
    if (!invocation.process.valid()) continue;
    // rustup's proxy is the first image: it hands the word on to none of the others.
    const Range images = trace.processes[invocation.process.index()].images;
    for (size_t i = images.first; i < images.end(); ++i) {
      const Range& arguments = trace.images[i].arguments;
      if (arguments.count < 2) continue;
      const std::string_view word = trace.text(trace.arguments[arguments.first + 1]);
      if (word.starts_with('+')) return std::string(word);
    }
    return {};
  }
  return {};
}

}  // namespace makespan
