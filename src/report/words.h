#pragma once
// The words of enumerators: word() as report.json has them, the others as prose has them.

#include <string_view>

#include "report/report.h"

namespace makespan {

std::string_view word(Phase phase);  // "post-build"
std::string_view word(DuplicateReason reason);
std::string_view word(UtilisationBasis basis);
std::string_view word(Bottleneck bottleneck);  // "single-unit"
std::string_view word(Source source);
std::string_view word(DragKind kind);
std::string_view cause_word(WaitCause cause);

std::string_view section_word(SectionKind kind);  // "build script"

// How many cores were busy with the run. CPU over wall can come out a little over the cores there
// are: the two are not read at one moment.
double busy_cores(const Utilisation& use);

}  // namespace makespan
