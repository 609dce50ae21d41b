#include "model/diagnostics.h"

#include <algorithm>
#include <utility>

namespace makespan {

void Diagnostics::add(Severity severity, std::string_view code, std::string message,
                      uint64_t count) {
  auto same_code = [&](const Diagnostic& item) { return item.code == code; };
  if (auto known = std::find_if(items_.begin(), items_.end(), same_code); known != items_.end()) {
    known->count += count;
    known->severity = std::max(known->severity, severity);
    return;
  }
  items_.push_back({.severity = severity,
                    .code = std::string(code),
                    .message = std::move(message),
                    .count = count});
}

std::vector<Diagnostic> Diagnostics::sorted() const {
  std::vector<Diagnostic> result = items_;
  std::stable_sort(result.begin(), result.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return a.severity > b.severity;
  });
  return result;
}

std::string_view word(Severity severity) {
  switch (severity) {
    case Severity::note:
      return "note";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return "";
}

}  // namespace makespan
