#include "manifest/toml_scalar.h"

#include <algorithm>
#include <charconv>

namespace makespan {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_hex_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// Digits with single underscores between them.
template <class IsDigit>
bool are_digits(std::string_view text, IsDigit is_one) {
  if (text.empty() || !is_one(text.front()) || !is_one(text.back())) return false;
  for (size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '_' ? text[i - 1] == '_' : !is_one(text[i])) return false;
  }
  return true;
}

std::string_view without_sign(std::string_view token) {
  if (token.starts_with('+') || token.starts_with('-')) token.remove_prefix(1);
  return token;
}

bool is_decimal(std::string_view digits) {
  return are_digits(digits, is_digit) && (digits.size() == 1 || digits.front() != '0');
}

bool is_integer(std::string_view token) {
  if (token.starts_with("0x")) return are_digits(token.substr(2), is_hex_digit);
  if (token.starts_with("0o"))
    return are_digits(token.substr(2), [](char c) { return c >= '0' && c <= '7'; });
  if (token.starts_with("0b"))
    return are_digits(token.substr(2), [](char c) { return c == '0' || c == '1'; });
  return is_decimal(without_sign(token));
}

bool is_float(std::string_view token) {
  token = without_sign(token);
  if (token == "inf" || token == "nan") return true;
  const size_t exponent = token.find_first_of("eE");
  if (exponent != std::string_view::npos) {
    if (!are_digits(without_sign(token.substr(exponent + 1)), is_digit)) return false;
    token = token.substr(0, exponent);
    if (is_decimal(token)) return true;
  }
  const size_t point = token.find('.');
  return point != std::string_view::npos && is_decimal(token.substr(0, point)) &&
         are_digits(token.substr(point + 1), is_digit);
}

// The shape of a date or time; whether the month has that day is not looked at.
bool is_date(std::string_view token) {
  const bool date = token.size() >= 10 && token[4] == '-' && token[7] == '-';
  const bool time = token.size() >= 5 && token[2] == ':';
  return (date || time) && std::all_of(token.begin(), token.end(), [](char c) {
           return is_digit(c) || std::string_view("-:.+ TtZz").find(c) != std::string_view::npos;
         });
}

// Appends the character, if it is one.
bool append_utf8(std::string& text, uint32_t c) {
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return false;
  if (c < 0x80) {
    text += static_cast<char>(c);
    return true;
  }
  const int following = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
  const uint32_t lead = following == 1 ? 0xC0 : following == 2 ? 0xE0 : 0xF0;
  text += static_cast<char>(lead | (c >> (6 * following)));
  for (int i = following - 1; i >= 0; --i)
    text += static_cast<char>(0x80 | ((c >> (6 * i)) & 0x3F));
  return true;
}

// The escape at body[at], behind the backslash; `at` is moved past it.
bool append_escape(std::string& text, std::string_view body, size_t& at) {
  constexpr std::string_view letters = "btnfre\"\\";
  constexpr std::string_view meanings = "\b\t\n\f\r\x1B\"\\";
  if (at >= body.size()) return false;
  const char letter = body[at++];
  if (const size_t i = letters.find(letter); i != std::string_view::npos) {
    text += meanings[i];
    return true;
  }
  const size_t width = letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
  const std::string_view digits = body.substr(at, width);
  if (width == 0 || digits.size() < width ||
      !std::all_of(digits.begin(), digits.end(), is_hex_digit))
    return false;
  uint32_t code = 0;
  std::from_chars(digits.data(), digits.data() + width, code, 16);
  at += width;
  return append_utf8(text, code);
}

// A backslash at the end of a line: it, the break and all space up to the next character mean
// nothing. `at` stands behind the backslash.
bool skip_line_continuation(std::string_view body, size_t& at) {
  const size_t next = std::min(body.find_first_not_of(" \t\r\n", at), body.size());
  if (body.substr(at, next - at).find('\n') == std::string_view::npos) return false;
  at = next;
  return true;
}

}  // namespace

std::optional<TomlKind> bare_value_kind(std::string_view token) {
  if (token == "true" || token == "false") return TomlKind::boolean;
  if (is_integer(token)) return TomlKind::integer;
  if (is_float(token)) return TomlKind::floating;
  if (is_date(token)) return TomlKind::date;
  return std::nullopt;
}

std::optional<std::string> decode_string(std::string_view quoted) {
  const bool multi_line =
      quoted.size() >= 6 && (quoted.starts_with("\"\"\"") || quoted.starts_with("'''"));
  const bool literal = quoted.front() == '\'';
  const size_t quotes = multi_line ? 3 : 1;
  std::string_view body = quoted.substr(quotes, quoted.size() - 2 * quotes);
  if (multi_line && body.starts_with("\r\n"))
    body.remove_prefix(2);
  else if (multi_line && body.starts_with('\n'))
    body.remove_prefix(1);
  if (literal) return std::string(body);

  std::string text;
  for (size_t at = 0; at < body.size();) {
    const char c = body[at++];
    if (c != '\\') {
      text += c;
    } else if (!(multi_line && skip_line_continuation(body, at)) &&
               !append_escape(text, body, at)) {
      return std::nullopt;
    }
  }
  return text;
}

bool is_bare_key(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
  });
}

}  // namespace makespan
