#include "record/credential_options.h"

#include <algorithm>
#include <array>

namespace makespan {
namespace {

// A certificate may have its password behind it: `-E client.pem:hunter2`.
constexpr std::array<std::string_view, 7> kCurlOptions = {
    "--user", "--proxy-user", "--pass", "--proxy-pass", "--cert", "--proxy-cert", "--cookie"};
constexpr std::string_view kCurlLetters = "uUEb";
// The other letters with a value: what is behind one in the same word belongs to it.
constexpr std::string_view kCurlLettersWithValue = "AcCdDeFhHKmoPQrtTwxXyYz";

std::optional<size_t> in_curl_word(std::string_view word) {
  if (word.starts_with("--")) {
    size_t end = std::min(word.find('='), word.size());
    std::string_view name = word.substr(0, end);
    // Curl takes the beginning of a long option too; "--proxy-u" is the shortest.
    bool known = std::find(kCurlOptions.begin(), kCurlOptions.end(), name) != kCurlOptions.end() ||
                 (name.size() >= 9 && std::string_view("--proxy-user").starts_with(name));
    if (!known) return std::nullopt;
    return std::min(end + 1, word.size());
  }
  for (size_t i = 1; i < word.size(); ++i) {
    if (kCurlLetters.find(word[i]) != std::string_view::npos) return i + 1;
    if (kCurlLettersWithValue.find(word[i]) != std::string_view::npos) return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

bool takes_credentials(std::string_view program) {
  return program == "curl" || program == "openssl" || program == "sshpass";
}

std::optional<size_t> credential_at(std::string_view program, std::string_view word) {
  if (!word.starts_with('-')) return std::nullopt;
  if (program == "curl") return in_curl_word(word);
  if (program == "openssl" && (word == "-k" || word == "-K")) return word.size();
  if (program == "sshpass" && word.starts_with("-p")) return 2;
  return std::nullopt;
}

}  // namespace makespan
