#pragma once
// What a process does for a build, told by its program's name: for runs without a build tool that
// we know, whose tasks are plain processes.

#include <string_view>

namespace makespan {

enum class ProcessRole {
  compiler,  // does the compiling itself: cc1plus, clang, as, rustc
  linker,    // ld and its kin, ar
  driver,    // waits for others: gcc, collect2, make, sh
  other,
};

// `program` is the file's name without its folder: "x86_64-linux-gnu-ld.bfd".
ProcessRole process_role(std::string_view program);

}  // namespace makespan
