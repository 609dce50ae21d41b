#include "model/cold_command.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace makespan {
namespace {

// How many words at `place` say where to build: 0, `--target-dir=x`, or `--target-dir x`.
size_t overriding_words(const std::vector<std::string>& command, size_t place) {
  constexpr std::array<std::string_view, 2> options = {"--target-dir", "--build-dir"};
  std::string_view word = command[place];
  for (std::string_view option : options) {
    if (word == option) return std::min<size_t>(2, command.size() - place);
    if (word.starts_with(option) && word[option.size()] == '=') return 1;
  }
  return 0;
}

}  // namespace

std::string overriding_argument(const std::vector<std::string>& command) {
  for (size_t i = 0; i < command.size() && command[i] != "--"; ++i) {
    if (overriding_words(command, i) > 0) return command[i];
  }
  return {};
}

std::vector<std::string> without_overriding_arguments(const std::vector<std::string>& command) {
  std::vector<std::string> left;
  size_t i = 0;
  while (i < command.size() && command[i] != "--") {
    size_t words = overriding_words(command, i);
    if (words == 0) left.push_back(command[i]);
    i += std::max<size_t>(1, words);
  }
  left.insert(left.end(), command.begin() + static_cast<ptrdiff_t>(i), command.end());
  return left;
}

}  // namespace makespan
