#pragma once
// What a process of a build was about, by its command line: the file that a compiler reads
// ("alpha.c"), else the one that it writes ("app"). Tells one cc1 from the next.

#include <string>
#include <string_view>
#include <vector>

namespace makespan {

// Without its folder; empty where the command line shows none. `arguments` begins with the program.
std::string program_subject(const std::vector<std::string_view>& arguments);

}  // namespace makespan
