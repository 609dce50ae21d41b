#include "record/secrets.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace makespan {
namespace {

bool same_letter(char a, char b) {
  return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
}

// Names are lower case with '_' between their words, whatever the original has.
std::string plain(std::string_view name) {
  std::string out;
  for (char c : name)
    out +=
        c == '-' || c == '.' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

bool is_name_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.';
}

bool is_space(char c) {
  return std::isspace(static_cast<unsigned char>(c)) != 0;
}

// Anywhere in a name.
constexpr std::array kSecretParts = {
    "token",       "secret",     "passwd",      "password",          "passphrase",
    "credential",  "api_key",    "apikey",      "access_key",        "accesskey",
    "private_key", "privatekey", "signing_key", "encryption_key",    "authorization",
    "bearer",      "cookie",     "session_key", "connection_string", "oauth"};
// As a whole word of a name only: "auth" is in "author" too.
constexpr std::array kSecretWords = {"auth", "pwd", "pass", "pat", "key", "dsn", "jwt"};
// Names that contain the above and are harmless; a secret under one is still found by its shape.
// PWD and OLDPWD are directories, make's --jobserver-auth two file descriptors.
constexpr std::array kHarmlessNames = {"pwd",  "oldpwd", "key",           "keys",
                                       "pass", "passes", "jobserver_auth"};

bool has_word(std::string_view name, std::string_view word) {
  for (size_t at = name.find(word); at != std::string_view::npos; at = name.find(word, at + 1)) {
    bool begins = at == 0 || name[at - 1] == '_';
    bool ends = at + word.size() == name.size() || name[at + word.size()] == '_';
    if (begins && ends) return true;
  }
  return false;
}

// What services begin their tokens with, so that one is found under any name.
constexpr std::array kTokenPrefixes = {"ghp_",   "gho_",  "ghu_",  "ghs_", "ghr_", "github_pat_",
                                       "glpat-", "xoxb-", "xoxp-", "sk-",  "AKIA", "ASIA",
                                       "eyJ",    "npm_",  "pypi-", "cio",  "hf_"};
constexpr size_t kTokenBytes = 16;  // shorter ones are words ("sk-learn", "hf_hub")

bool is_token_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
}

// The length of a service's token at `at`, 0 where there is none.
size_t service_token(std::string_view text, size_t at) {
  // What the prefixes begin with: most words of a command line begin otherwise.
  if (std::string_view("ghxsAenpc").find(text[at]) == std::string_view::npos) return 0;
  if (at > 0 && is_token_character(text[at - 1])) return 0;
  for (std::string_view prefix : kTokenPrefixes) {
    if (text.substr(at, prefix.size()) != prefix) continue;
    size_t end = at + prefix.size();
    bool digit = false;
    while (end < text.size() && is_token_character(text[end]))
      digit |= std::isdigit(static_cast<unsigned char>(text[end++])) != 0;
    if (end - at - prefix.size() >= kTokenBytes && digit) return end - at;
  }
  return 0;
}

struct Span {
  size_t first = 0;
  size_t count = 0;
};

// The user information of a URL: "scheme://user:pass@host". A lone user as in ssh://git@host is a
// secret too, since tokens are given that way; "git" is not.
Span url_user(std::string_view text, size_t colon) {
  size_t first = colon + 3;
  size_t at = first;
  size_t last_sign = std::string_view::npos;
  for (; at < text.size(); ++at) {
    char c = text[at];
    if (c == '/' || c == '?' || c == '#' || c == '"' || c == '\'' || is_space(c)) break;
    if (c == '@') last_sign = at;
  }
  if (last_sign == std::string_view::npos || last_sign == first) return {};
  if (text.substr(first, last_sign - first) == "git") return {};
  return {.first = first, .count = last_sign - first};
}

// Values that no secret has: `--extern tokenizers=/t/libtokenizers.rmeta` names a crate, and
// `-DTOKEN_MAX=64` counts.
bool is_harmless_value(std::string_view value) {
  for (std::string_view ending : {".rmeta", ".rlib", ".so", ".dylib", ".dll", ".a", ".o"}) {
    if (value.ends_with(ending)) return true;
  }
  for (std::string_view word : {"true", "false", "on", "off", "yes", "no", "ON", "OFF", "auto"}) {
    if (value == word) return true;
  }
  return value.size() <= 5 && value.find_first_not_of("0123456789") == std::string_view::npos;
}

// The value behind "NAME=", "NAME: " or "--NAME " whose name is a secret's; `at` is where the name
// begins. Up to a quote or blank, for headers up to the end of the quote or line.
Span named_value(std::string_view text, size_t at) {
  size_t end = at;
  while (end < text.size() && is_name_character(text[end]))
    ++end;
  std::string_view name = text.substr(at, end - at);
  if (end == at || end == text.size()) return {};
  bool header = text[end] == ':';
  bool option = is_space(text[end]) && name.substr(0, 1) == "-";
  if (text[end] != '=' && !header && !option) return {};
  if (!names_secret(name)) return {};
  size_t first = end + 1;
  // A path or a type ("key::Token", "secret:/x") is no header.
  if (header && first < text.size() && !is_space(text[first])) return {};
  while (first < text.size() &&
         (is_space(text[first]) || text[first] == '"' || text[first] == '\''))
    ++first;
  size_t last = first;
  while (last < text.size() && text[last] != '"' && text[last] != '\'' && text[last] != '\n' &&
         text[last] != '\x1f' && (header || !is_space(text[last])))
    ++last;
  if (is_harmless_value(text.substr(first, last - first))) return {};
  return {.first = first, .count = last - first};
}

Span bearer_value(std::string_view text, size_t at) {
  for (std::string_view scheme : {"bearer ", "basic "}) {
    if (text.size() - at <= scheme.size() ||
        !std::equal(scheme.begin(), scheme.end(), text.begin() + at, same_letter))
      continue;
    size_t end = at + scheme.size();
    while (end < text.size() && !is_space(text[end]) && text[end] != '"' && text[end] != '\'')
      ++end;
    if (end - at - scheme.size() >= 8) {
      return {.first = at + scheme.size(), .count = end - at - scheme.size()};
    }
  }
  return {};
}

// The secret that begins at or behind `at`, the name and punctuation before it left out.
Span secret_at(std::string_view text, size_t at) {
  if (text[at] == ':' && text.substr(at, 3) == "://") return url_user(text, at);
  if (size_t length = service_token(text, at); length > 0) return {.first = at, .count = length};
  bool word_begins = at == 0 || !is_name_character(text[at - 1]);
  if (!word_begins) return {};
  if (Span span = bearer_value(text, at); span.count > 0) return span;
  return named_value(text, at);
}

std::string mask_within(std::string_view text) {
  std::string out;
  size_t copied = 0;
  for (size_t at = 0; at < text.size(); ++at) {
    Span span = secret_at(text, at);
    if (span.count == 0) continue;
    out += text.substr(copied, span.first - copied);
    out += kMask;
    copied = span.first + span.count;
    at = copied - 1;
  }
  out += text.substr(copied);
  return out;
}

// `--token X`: an option without a value of its own, whose value is the next argument.
bool takes_secret(std::string_view argument) {
  return argument.size() > 2 && argument[0] == '-' &&
         argument.find_first_of("= :/") == std::string_view::npos && names_secret(argument);
}

// curl's and wget's ways to say user:password.
bool takes_user(std::string_view program, std::string_view argument) {
  return program == "curl" && (argument == "-u" || argument == "--user" || argument == "-U" ||
                               argument == "--proxy-user" || argument == "-b");
}

}  // namespace

bool names_secret(std::string_view name) {
  std::string lower = plain(name);
  lower.erase(0, lower.find_first_not_of('_'));
  if (std::find(kHarmlessNames.begin(), kHarmlessNames.end(), lower) != kHarmlessNames.end())
    return false;
  return std::any_of(kSecretParts.begin(), kSecretParts.end(),
                     [&](const char* part) { return lower.find(part) != std::string::npos; }) ||
         std::any_of(kSecretWords.begin(), kSecretWords.end(),
                     [&](const char* word) { return has_word(lower, word); });
}

bool holds_secret(std::string_view value) {
  for (size_t at = 0; at < value.size(); ++at) {
    if (secret_at(value, at).count > 0) return true;
  }
  return false;
}

std::vector<std::string> mask_arguments(std::vector<std::string> arguments) {
  bool next_is_secret = false;
  std::string_view program;
  if (!arguments.empty()) {
    program = arguments[0];
    program.remove_prefix(program.find_last_of('/') + 1);
  }
  std::string program_name(program);
  for (std::string& argument : arguments) {
    if (next_is_secret && argument.substr(0, 1) != "-") {
      argument = kMask;
      next_is_secret = false;
      continue;
    }
    next_is_secret = takes_secret(argument) || takes_user(program_name, argument);
    argument = mask_within(argument);
  }
  return arguments;
}

}  // namespace makespan
