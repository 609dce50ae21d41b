#include "try/try_answer.h"

namespace makespan {

std::string_view word(TryVerdict verdict) {
  switch (verdict) {
    case TryVerdict::faster:
      return "faster";
    case TryVerdict::slower:
      return "slower";
    case TryVerdict::within_noise:
      return "within noise";
    case TryVerdict::fails_to_build:
      return "fails to build";
    case TryVerdict::fails_tests:
      return "fails tests";
  }
  return {};
}

std::string_view word(TestOutcome outcome) {
  switch (outcome) {
    case TestOutcome::passed:
      return "passed";
    case TestOutcome::failed:
      return "failed";
  }
  return {};
}

std::string_view word(SourceEdit edit) {
  switch (edit) {
    case SourceEdit::leaf_body:
      return "leaf body";
    case SourceEdit::core_body:
      return "core body";
    case SourceEdit::core_signature:
      return "core signature";
  }
  return {};
}

std::string_view word(TryEnd end) {
  switch (end) {
    case TryEnd::rounds:
      return "rounds";
    case TryEnd::narrow:
      return "narrow";
    case TryEnd::budget:
      return "budget";
    case TryEnd::interrupted:
      return "interrupted";
  }
  return {};
}

}  // namespace makespan
