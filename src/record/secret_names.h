#pragma once
// Names under which secrets are given: of variables, options, headers, members of a JSON text.

#include <string_view>

namespace makespan {

// "GITHUB_TOKEN", "--api-key", "db_password": is what it names a secret?
bool names_secret(std::string_view name);

// Values that no secret has, under a name that is a secret's: `--extern
// tokenizers=/t/libtokenizers.rmeta` names a crate, `-DTOKEN_MAX=64` counts, `-DWITH_SECRET=1`
// switches. `PASSWORD=12345` does neither.
bool is_harmless_value(std::string_view name, std::string_view value);

// "X-Auth-Token", "Authorization": a header that holds a secret, by a name that only headers have.
bool names_secret_header(std::string_view name);

}  // namespace makespan
