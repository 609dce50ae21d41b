#include "model/version_less.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <tuple>

namespace makespan {
namespace {

uint64_t take_number(std::string_view& text) {
  uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  text.remove_prefix(static_cast<size_t>(end - text.data()));
  if (text.starts_with('.')) text.remove_prefix(1);
  return error == std::errc() ? number : 0;
}

}  // namespace

bool version_less(std::string_view a, std::string_view b) {
  const auto parts = [](std::string_view text) {
    text = text.substr(0, text.find('+'));
    const size_t dash = std::min(text.find('-'), text.size());
    std::string_view numbers = text.substr(0, dash);
    const uint64_t major = take_number(numbers);
    const uint64_t minor = take_number(numbers);
    const uint64_t patch = take_number(numbers);
    const std::string_view pre = text.substr(dash);
    return std::tuple(major, minor, patch, pre.empty(), pre);
  };
  return parts(a) < parts(b);
}

}  // namespace makespan
