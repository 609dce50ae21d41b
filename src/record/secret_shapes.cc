#include "record/secret_shapes.h"

#include <algorithm>
#include <array>

namespace makespan {
namespace {

bool same_letter(char a, char b) {
  return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
}

// What services begin their tokens with, so that one is found under any name.
constexpr std::array kTokenPrefixes = {"ghp_",   "gho_",  "ghu_",  "ghs_", "ghr_", "github_pat_",
                                       "glpat-", "xoxb-", "xoxp-", "sk-",  "AKIA", "ASIA",
                                       "eyJ",    "npm_",  "pypi-", "cio",  "hf_"};
constexpr size_t kTokenBytes = 16;  // shorter ones are words ("sk-learn", "hf_hub")

bool is_token_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
}

}  // namespace

SecretSpan service_token(std::string_view text, size_t at) {
  // What the prefixes begin with: most words of a command line begin otherwise.
  if (std::string_view("ghxsAenpc").find(text[at]) == std::string_view::npos) return {};
  if (at > 0 && is_token_character(text[at - 1])) return {};
  for (std::string_view prefix : kTokenPrefixes) {
    if (text.substr(at, prefix.size()) != prefix) continue;
    size_t end = at + prefix.size();
    bool digit = false;
    while (end < text.size() && is_token_character(text[end]))
      digit |= std::isdigit(static_cast<unsigned char>(text[end++])) != 0;
    if (end - at - prefix.size() >= kTokenBytes && digit) {
      return {.first = at, .count = end - at};
    }
  }
  return {};
}

SecretSpan bearer_value(std::string_view text, size_t at) {
  for (std::string_view scheme : {"bearer ", "basic "}) {
    if (text.size() - at <= scheme.size() ||
        !std::equal(scheme.begin(), scheme.end(), text.begin() + at, same_letter))
      continue;
    size_t end = at + scheme.size();
    while (end < text.size() && !is_space(text[end]) && !is_quote(text[end]))
      ++end;
    if (end - at - scheme.size() >= 8) {
      return {.first = at + scheme.size(), .count = end - at - scheme.size()};
    }
  }
  return {};
}

SecretSpan url_user(std::string_view text, size_t colon) {
  size_t first = colon + 3;
  size_t at = first;
  size_t last_sign = std::string_view::npos;
  for (; at < text.size(); ++at) {
    char c = text[at];
    if (c == '/' || c == '?' || c == '#' || is_quote(c) || is_space(c)) break;
    if (c == '@') last_sign = at;
  }
  if (last_sign == std::string_view::npos || last_sign == first) return {};
  if (text.substr(first, last_sign - first) == "git") return {};
  return {.first = first, .count = last_sign - first};
}

}  // namespace makespan
