#pragma once
// Values that are secret because of the name in front of them.

#include <string_view>

#include "record/secret_text.h"

namespace makespan {

// The value behind "NAME=", "NAME = ", "NAME: ", "--NAME " or "NAME": whose name is a secret's;
// `at` is where the name begins.
SecretSpan named_value(std::string_view text, size_t at);

// `--token X`: an option without a value of its own, whose value is the next argument.
bool takes_secret(std::string_view argument);

// Of the word behind such an option, `before`: "-o", "--release", "--features=std", but not "-x9Qz"
// and "--7Hq", since those may be what `--token` has. Behind one dash any may be an option
// (`-token -v2`).
bool looks_like_option(std::string_view before, std::string_view word);

}  // namespace makespan
