#include "store/number_list.h"

#include <charconv>
#include <cmath>
#include <limits>

namespace makespan {
namespace {

constexpr size_t kLongestNumber = 32;  // a shortest float has at most 15 characters

template <class Number>
void append_number(Number number, std::string& out) {
  size_t size = out.size();
  out.resize(size + kLongestNumber);
  std::to_chars_result result = std::to_chars(out.data() + size, out.data() + out.size(), number);
  out.resize(static_cast<size_t>(result.ptr - out.data()));
}

// Calls item(text of one element) for each; false where the brackets or commas are wrong.
template <class Item>
bool for_each_element(std::string_view text, Item item) {
  if (text.size() < 2 || text.front() != '[' || text.back() != ']') return false;
  text = text.substr(1, text.size() - 2);
  while (!text.empty()) {
    size_t comma = text.find(',');
    if (!item(text.substr(0, comma))) return false;
    if (comma == std::string_view::npos) return true;
    text.remove_prefix(comma + 1);
    if (text.empty()) return false;
  }
  return true;
}

template <class Number>
bool parse_number(std::string_view text, Number& number) {
  std::from_chars_result result = std::from_chars(text.data(), text.data() + text.size(), number);
  return result.ec == std::errc() && result.ptr == text.data() + text.size();
}

}  // namespace

void write_number_list(std::span<const std::optional<uint32_t>> numbers, std::string& out) {
  out = "[";
  for (const std::optional<uint32_t>& number : numbers) {
    if (out.size() > 1) out += ',';
    if (number) {
      append_number(*number, out);
    } else {
      out += "null";
    }
  }
  out += ']';
}

void write_number_list(std::span<const float> numbers, std::string& out) {
  out = "[";
  for (float number : numbers) {
    if (out.size() > 1) out += ',';
    if (std::isfinite(number)) {
      append_number(number, out);
    } else {
      out += "null";
    }
  }
  out += ']';
}

bool read_number_list(std::string_view text, std::vector<std::optional<uint32_t>>& out) {
  out.clear();
  return for_each_element(text, [&](std::string_view element) {
    uint32_t number = 0;
    if (element == "null") {
      out.push_back(std::nullopt);
      return true;
    }
    if (!parse_number(element, number)) return false;
    out.push_back(number);
    return true;
  });
}

bool read_number_list(std::string_view text, std::vector<float>& out) {
  out.clear();
  return for_each_element(text, [&](std::string_view element) {
    float number = std::numeric_limits<float>::quiet_NaN();
    if (element != "null" && !parse_number(element, number)) return false;
    out.push_back(number);
    return true;
  });
}

}  // namespace makespan
