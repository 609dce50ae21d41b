#pragma once
// What a stream of ours goes to: a terminal or not, how wide, with colour or not.

#include <cstddef>

namespace makespan {

enum class Stream { standard_output, standard_error };

struct Terminal {
  bool interactive = false;  // a person reads it as it is written
  size_t columns = 80;       // COLUMNS where set, else the terminal's width, else 80
  // The locale's encoding is UTF-8, or no locale is set (CI logs and pipes read UTF-8 nowadays).
  // Not where it is C or POSIX.
  bool unicode = true;
  // Interactive, TERM is not "dumb" and NO_COLOR is not set; or CLICOLOR_FORCE.
  bool colour = false;
};

Terminal describe_terminal(Stream stream);

// A regular environment variable; nullptr where it is not set. The door for settings
// (MAKESPAN_DIR, CARGO_TARGET_DIR, …): only cli/ reads them.
const char* environment_variable(const char* name);

}  // namespace makespan
