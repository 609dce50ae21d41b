#pragma once
// Selection: how people name what an edit is about.
//
//   syn            every task of the package           syn@2        of versions that begin with 2
//   link           that section of every task          codegen:syn  that section of a package's
//   tasks build-scripts  proc-macros  tests                  those tasks
//   link@          every task of a package that is called like one of these
//
// Sections: frontend, codegen, lto, link, script, compile-c, other.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/trace.h"
#include "simulate/edit.h"

namespace makespan {

struct Selection {
  std::vector<TaskId> tasks;           // in ascending order, at least one
  std::optional<SectionKind> section;  // none: the tasks as a whole
};

// "there is no package `sin` in this run" where nothing fits.
Result<Selection> select_tasks(const Trace& trace, std::string_view text);

// "2" fits 2.0.1, "0.8" fits 0.8.5 and not 0.85.0; the empty text fits everything.
bool version_fits(std::string_view version, std::string_view wanted);

// The words of the command line, one edit each:
//   --without SELECTION                    Result<Edit> parse_without
//   --align PACKAGE@VERSION                              parse_align
//   --zero SELECTION, --scale SELECTION=F                parse_zero, parse_scale
//   --codegen-units N                                    parse_codegen_units
Result<Edit> parse_without(const Trace& trace, std::string_view text);
Result<Edit> parse_align(const Trace& trace, std::string_view text);
Result<Edit> parse_zero(const Trace& trace, std::string_view text);
Result<Edit> parse_scale(const Trace& trace, std::string_view text);
Result<Edit> parse_codegen_units(const Trace& trace, std::string_view text);

}  // namespace makespan
