#pragma once
// Which environment variables of a compiler, linker or build script are kept, and with what: an
// explicit list, because an environment is where credentials live.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace makespan {

struct KeptVariable {
  std::string name;
  std::optional<std::string> value;  // none: withheld, it looks like a secret
  bool operator==(const KeptVariable&) const = default;
};

// Is the name one that a replay of the call may need?
bool is_kept_variable(std::string_view name);

// The kept ones of a block of "NAME=VALUE" texts, each ended by a zero byte (/proc/PID/environ),
// in the block's order. A kept name whose own name or value looks like a secret is withheld; any
// other name is not there at all.
std::vector<KeptVariable> kept_variables(std::string_view block);

// The `# env-dep:NAME=VALUE` lines of a dep-info file: what the crate read with env!(). All are
// kept, since the compiler call cannot be replayed without them; those that look like secrets are
// withheld. A line without a value (option_env! of a variable that was not set) is left out.
// rustc writes backslash, newline and carriage return as \\, \n and \r.
std::vector<KeptVariable> dep_info_variables(std::string_view dep_info);

}  // namespace makespan
