#pragma once
// The help texts: one screen each, every one with an example that works.

#include <string_view>

namespace makespan {

// The text for a command, or the overview for an empty name; empty where there is no such command.
std::string_view help_text(std::string_view command);

bool is_command(std::string_view word);

}  // namespace makespan
