#pragma once
// Diagnostics: what was odd in the input although the rest is good. Counted and deduplicated by
// code, with the first case kept as the example, so that ten thousand bad records are one line.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace makespan {

enum class Severity { note, warning, error };

struct Diagnostic {
  Severity severity = Severity::note;
  std::string code;     // stable, kebab-case: "torn-recording"
  std::string message;  // a sentence for people, with the first case's evidence
  uint64_t count = 1;

  bool operator==(const Diagnostic&) const = default;
};

class Diagnostics {
 public:
  void add(Severity severity, std::string_view code, std::string message, uint64_t count = 1);

  // By severity (errors first), then in the order in which each code was first seen.
  [[nodiscard]] std::vector<Diagnostic> sorted() const;
  [[nodiscard]] bool empty() const { return items_.empty(); }

 private:
  std::vector<Diagnostic> items_;
};

std::string_view word(Severity severity);

}  // namespace makespan
