#include "base/utf8.h"

#include <cstdint>

namespace makespan {
namespace {

bool is_continuation(std::string_view text, size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

uint32_t code_point_at(std::string_view text, size_t at, size_t length) {
  auto byte = [&](size_t i) {
    return static_cast<uint32_t>(static_cast<unsigned char>(text[at + i]));
  };
  switch (length) {
    case 1:
      return byte(0);
    case 2:
      return (byte(0) & 0x1F) << 6 | (byte(1) & 0x3F);
    case 3:
      return (byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    default:
      return (byte(0) & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 |
             (byte(3) & 0x3F);
  }
}

// Wide blocks of Unicode's East Asian Width, coarsely: enough for names and paths.
size_t columns_of(uint32_t c) {
  if (c == 0 || (c >= 0x300 && c <= 0x36F) || (c >= 0x200B && c <= 0x200F) ||
      (c >= 0xFE00 && c <= 0xFE0F)) {
    return 0;
  }
  bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
              (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
              (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
              (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
  return wide ? 2 : 1;
}

// Bytes of the ANSI "select graphic rendition" sequence at text[at]; 0 where there is none.
size_t colour_sequence_at(std::string_view text, size_t at) {
  if (text[at] != '\x1b' || at + 1 >= text.size() || text[at + 1] != '[') return 0;
  size_t end = text.find('m', at);
  return end == std::string_view::npos ? 0 : end + 1 - at;
}

struct Step {
  size_t bytes;
  size_t columns;
};

Step step_at(std::string_view text, size_t at) {
  if (size_t colour = colour_sequence_at(text, at); colour > 0) return {colour, 0};
  size_t length = utf8_length_at(text, at);
  if (length == 0) return {1, 1};
  return {length, columns_of(code_point_at(text, at, length))};
}

}  // namespace

size_t utf8_length_at(std::string_view text, size_t at) {
  unsigned char lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return 1;
  size_t length = lead >= 0xF0 && lead < 0xF5   ? 4
                  : lead >= 0xE0 && lead < 0xF0 ? 3
                  : lead >= 0xC2 && lead < 0xE0 ? 2
                                                : 0;
  for (size_t i = 1; i < length; ++i) {
    if (!is_continuation(text, at + i)) return 0;
  }
  if (length < 3) return length;
  uint32_t c = code_point_at(text, at, length);
  bool overlong = c < (length == 3 ? 0x800U : 0x10000U);
  bool surrogate = c >= 0xD800 && c <= 0xDFFF;
  return overlong || surrogate || c > 0x10FFFF ? 0 : length;
}

size_t display_width(std::string_view text) {
  size_t width = 0;
  for (size_t i = 0; i < text.size();) {
    Step step = step_at(text, i);
    width += step.columns;
    i += step.bytes;
  }
  return width;
}

std::string cut_to_width(std::string_view text, size_t width) {
  if (display_width(text) <= width) return std::string(text);
  if (width == 0) return {};
  size_t used = 0;
  size_t at = 0;
  while (at < text.size()) {
    Step step = step_at(text, at);
    if (used + step.columns > width - 1) break;
    used += step.columns;
    at += step.bytes;
  }
  return std::string(text.substr(0, at)) + "…";
}

}  // namespace makespan
