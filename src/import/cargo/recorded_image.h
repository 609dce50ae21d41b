#pragma once
// Reading what a recorded program was started with.

#include <string_view>
#include <vector>

#include "model/trace.h"

namespace makespan {

// argv, the program's own name first. Views into the trace's pool.
std::vector<std::string_view> arguments_of(const Trace& trace, const Image& image);

// argv[0]; empty where there is none.
std::string_view program_name(const Trace& trace, const Image& image);

// The program's path as its caller wrote it, where that is whole; else the kernel's, in which links
// are resolved: what cargo calls by the path of a target directory that is a link lies elsewhere
// for the kernel.
std::string_view called_path(const Trace& trace, const Image& image);

// An environment variable; empty where it is not there, not recorded or withheld.
std::string_view environment_value(const Trace& trace, const Image& image, std::string_view name);

}  // namespace makespan
