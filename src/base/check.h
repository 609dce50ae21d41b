#pragma once
// CHECK(condition): stops the program on a mistake of ours, in every build type.
//
// For bugs only. Bad input is data: it is a Result or a diagnostic, never a CHECK.

namespace makespan {

[[noreturn]] void check_failed(const char* condition, const char* file, int line);

}  // namespace makespan

#define CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::makespan::check_failed(#condition, __FILE__, __LINE__))
