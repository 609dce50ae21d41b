#include "base/shell_quote.h"

#include <algorithm>
#include <string_view>

namespace makespan {
namespace {

constexpr std::string_view kAlphanumeric =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

bool is_plain(std::string_view word) {
  constexpr std::string_view marks = "_-+=./:,@%^";
  for (size_t i = 0; i < word.size(); ++i) {
    bool alphanumeric = kAlphanumeric.find(word[i]) != std::string_view::npos;
    // Home directories begin a word or stand behind a "=" or ":".
    bool within =
        word[i] == '~' && i > 0 && kAlphanumeric.find(word[i - 1]) != std::string_view::npos;
    if (!alphanumeric && !within && marks.find(word[i]) == std::string_view::npos) return false;
  }
  return !word.empty();
}

std::string quoted(std::string_view word) {
  if (is_plain(word)) return std::string(word);
  std::string result = "'";
  for (char c : word) {
    if (c == '\'') {
      result += "'\\''";
    } else {
      result += c;
    }
  }
  return result + "'";
}

}  // namespace

std::string shell_quoted(const std::vector<std::string>& words) {
  std::string result;
  for (const std::string& word : words)
    result += (result.empty() ? "" : " ") + quoted(word);
  return result;
}

}  // namespace makespan
