#include "report/words.h"

#include <algorithm>

namespace makespan {

std::string_view word(Phase phase) {
  switch (phase) {
    case Phase::lock:
      return "lock";
    case Phase::resolution:
      return "resolution";
    case Phase::compilation:
      return "compilation";
    case Phase::linking:
      return "linking";
    case Phase::running:
      return "running";
    case Phase::post_build:
      return "post-build";
  }
  return "";
}

std::string_view word(DuplicateReason reason) {
  switch (reason) {
    case DuplicateReason::versions:
      return "versions";
    case DuplicateReason::sides:
      return "sides";
    case DuplicateReason::features:
      return "features";
    case DuplicateReason::unknown:
      return "unknown";
  }
  return "";
}

std::string_view word(UtilisationBasis basis) {
  switch (basis) {
    case UtilisationBasis::samples:
      return "samples";
    case UtilisationBasis::cpu:
      return "cpu";
    case UtilisationBasis::tasks:
      return "tasks";
  }
  return "";
}

std::string_view word(Bottleneck bottleneck) {
  switch (bottleneck) {
    case Bottleneck::nothing_built:
      return "nothing-built";
    case Bottleneck::lock:
      return "lock";
    case Bottleneck::resolution:
      return "resolution";
    case Bottleneck::running:
      return "running";
    case Bottleneck::single_unit:
      return "single-unit";
    case Bottleneck::chain:
      return "chain";
    case Bottleneck::cores:
      return "cores";
    case Bottleneck::other_load:
      return "other-load";
    case Bottleneck::mixed:
      return "mixed";
    case Bottleneck::unknown:
      return "unknown";
  }
  return "";
}

std::string_view word(Source source) {
  switch (source) {
    case Source::measured:
      return "measured";
    case Source::replayed:
      return "replayed";
    case Source::simulated:
      return "simulated";
    case Source::verified:
      return "verified";
    case Source::assumed:
      return "assumed";
  }
  return "";
}

std::string_view word(DragKind kind) {
  switch (kind) {
    case DragKind::package:
      return "package";
    case DragKind::version:
      return "version";
    case DragKind::links:
      return "links";
    case DragKind::build_scripts:
      return "build-scripts";
    case DragKind::proc_macros:
      return "proc-macros";
    case DragKind::tests:
      return "tests";
  }
  return "";
}

std::string_view cause_word(WaitCause cause) {
  switch (cause) {
    case WaitCause::nothing:
      return "nothing";
    case WaitCause::dependency:
      return "dependency";
    case WaitCause::slot:
      return "slot";
    case WaitCause::invocation:
      return "invocation";
  }
  return "";
}

double busy_cores(const Utilisation& use) {
  return std::min(use.mean_own_cores.value_or(0), static_cast<double>(use.cores));
}

std::string_view section_word(SectionKind kind) {
  switch (kind) {
    case SectionKind::frontend:
      return "frontend";
    case SectionKind::codegen:
      return "codegen";
    case SectionKind::lto:
      return "LTO";
    case SectionKind::link:
      return "link";
    case SectionKind::script:
      return "build script";
    case SectionKind::compile_c:
      return "C compiler";
    case SectionKind::other:
      return "other";
  }
  return "";
}

}  // namespace makespan
