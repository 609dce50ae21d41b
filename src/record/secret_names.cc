#include "record/secret_names.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace makespan {
namespace {

// Names are lower case with '_' between their words, whatever the original has.
std::string plain(std::string_view name) {
  std::string out;
  for (char c : name)
    out +=
        c == '-' || c == '.' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  out.erase(0, out.find_first_not_of('_'));
  return out;
}

template <size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Anywhere in a name.
constexpr std::array<std::string_view, 22> kSecretParts = {
    "token",       "secret",     "passwd",      "password",         "passphrase", "storepass",
    "credential",  "api_key",    "apikey",      "access_key",       "accesskey",  "keypass",
    "private_key", "privatekey", "signing_key", "encryption_key",   "oauth",      "authorization",
    "bearer",      "cookie",     "session_key", "connection_string"};
// As a whole word of a name only: "auth" is in "author" too.
constexpr std::array<std::string_view, 7> kSecretWords = {"auth", "pwd", "pass", "pat",
                                                          "key",  "dsn", "jwt"};
// Names that contain the above and are harmless; a secret under one is still found by its shape.
// PWD and OLDPWD are directories, make's --jobserver-auth two file descriptors.
constexpr std::array<std::string_view, 7> kHarmlessNames = {
    "pwd", "oldpwd", "key", "keys", "pass", "passes", "jobserver_auth"};
// Options of compilers and linkers: `-plugin-opt=-pass-through=-lgcc`, `-pass-remarks=inline`.
constexpr std::array<std::string_view, 3> kHarmlessBeginnings = {"pass_through", "pass_remarks",
                                                                 "pass_exit_codes"};
// What a password is called: a number under such a name may be one.
constexpr std::array<std::string_view, 6> kPasswords = {"password", "passwd", "passphrase",
                                                        "pass",     "pwd",    "secret"};
// What a header's name ends with: "X-Api-Key", "PRIVATE-TOKEN".
constexpr std::array<std::string_view, 6> kHeaderEndings = {"key",    "token",    "auth",
                                                            "secret", "password", "authorization"};

bool has_word(std::string_view name, std::string_view word) {
  for (size_t at = name.find(word); at != std::string_view::npos; at = name.find(word, at + 1)) {
    bool begins = at == 0 || name[at - 1] == '_';
    bool ends = at + word.size() == name.size() || name[at + word.size()] == '_';
    if (begins && ends) return true;
  }
  return false;
}

std::string_view last_word(std::string_view name) {
  size_t before = name.rfind('_');
  return before == std::string_view::npos ? name : name.substr(before + 1);
}

// A number under the name of a password, which is not how many or how long they are.
bool is_password_number(std::string_view name, std::string_view value) {
  if (name.starts_with("-D")) name.remove_prefix(2);  // `-DMAX_PASSWORD=64`
  std::string lower = plain(name);
  bool counts = has_word(lower, "max") || has_word(lower, "min") || has_word(lower, "num");
  return value.size() > 1 && is_one_of(last_word(lower), kPasswords) && !counts;
}

}  // namespace

bool names_secret(std::string_view name) {
  std::string lower = plain(name);
  auto begins = [&](std::string_view beginning) { return lower.starts_with(beginning); };
  if (is_one_of(lower, kHarmlessNames) ||
      std::any_of(kHarmlessBeginnings.begin(), kHarmlessBeginnings.end(), begins))
    return false;
  return std::any_of(
             kSecretParts.begin(), kSecretParts.end(),
             [&](std::string_view part) { return lower.find(part) != std::string::npos; }) ||
         std::any_of(kSecretWords.begin(), kSecretWords.end(),
                     [&](std::string_view word) { return has_word(lower, word); });
}

bool is_harmless_value(std::string_view name, std::string_view value) {
  for (std::string_view ending : {".rmeta", ".rlib", ".so", ".dylib", ".dll", ".a", ".o"}) {
    if (value.ends_with(ending)) return true;
  }
  for (std::string_view word :
       {"true", "false", "null", "on", "off", "yes", "no", "ON", "OFF", "auto"}) {
    if (value == word) return true;
  }
  bool number =
      value.size() <= 5 && value.find_first_not_of("0123456789") == std::string_view::npos;
  return number && !is_password_number(name, value);
}

bool names_secret_header(std::string_view name) {
  if (name.starts_with('-')) return false;
  std::string lower = plain(name);
  if (lower == "authorization" || lower == "cookie") return true;
  return name.find('-') != std::string_view::npos && is_one_of(last_word(lower), kHeaderEndings);
}

}  // namespace makespan
