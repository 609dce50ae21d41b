#pragma once
// Secrets that are known by their shape, whatever they are called.

#include <string_view>

#include "record/secret_text.h"

namespace makespan {

// A service's token ("ghp_…") that begins at `at`.
SecretSpan service_token(std::string_view text, size_t at);

// What is behind "Bearer " or "Basic " that begins at `at`.
SecretSpan bearer_value(std::string_view text, size_t at);

// The user information of a URL, "scheme://user:pass@host", whose colon is at `colon`. A lone user
// as in ssh://git@host is a secret too, since tokens are given that way; "git" is not.
SecretSpan url_user(std::string_view text, size_t colon);

}  // namespace makespan
