#pragma once
// Where a secret lies within a text, and the characters by which it is told from what is around.

#include <cctype>
#include <cstddef>

namespace makespan {

struct SecretSpan {
  size_t first = 0;
  size_t count = 0;  // 0: there is none
};

// Asked of every character of every command line, so without a call.
inline bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.';
}

inline bool is_space(char c) {
  return std::isspace(static_cast<unsigned char>(c)) != 0;
}

inline bool is_quote(char c) {
  return c == '"' || c == '\'';
}

}  // namespace makespan
