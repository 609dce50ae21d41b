#include "record/named_value.h"

#include <algorithm>

#include "record/secret_names.h"

namespace makespan {
namespace {

// `-ltoken` is a library, and `-DUSE_TOKEN`, `-Isecret` have their value: compilers' options.
bool is_attached_value(std::string_view option) {
  if (option.size() < 3 || option[1] == '-') return false;
  if (option[1] == 'l') {
    std::string_view rest = option.substr(2);
    return names_secret(rest.substr(0, rest.find_first_of("-_.")));
  }
  return std::string_view("DUILWB").find(option[1]) != std::string_view::npos;
}

size_t skip_spaces(std::string_view text, size_t at) {
  while (at < text.size() && is_space(text[at]))
    ++at;
  return at;
}

// The value that begins at `first` behind `name`, up to a quote or blank; a header's up to the end
// of the quote or line.
SecretSpan value_from(std::string_view text, std::string_view name, size_t first, bool header) {
  while (first < text.size() && (is_space(text[first]) || is_quote(text[first])))
    ++first;
  size_t last = first;
  while (last < text.size() && !is_quote(text[last]) && text[last] != '\n' &&
         text[last] != '\x1f' && (header || !is_space(text[last])))
    ++last;
  if (is_harmless_value(name, text.substr(first, last - first))) return {};
  return {.first = first, .count = last - first};
}

// `password" : "X"`, a member of a JSON text without its first quote; `end` is behind the name. The
// quotes may be escaped; a number ends where the member does.
SecretSpan member_value(std::string_view text, std::string_view name, size_t end) {
  size_t quote = text[end] == '\\' ? end + 1 : end;
  if (quote >= text.size() || !is_quote(text[quote])) return {};
  std::string_view closing = text.substr(end, quote + 1 - end);
  size_t colon = skip_spaces(text, quote + 1);
  if (text.substr(colon, 1) != ":" || !names_secret(name)) return {};
  size_t first = skip_spaces(text, colon + 1);
  size_t last = std::string_view::npos;
  if (text.substr(first, closing.size()) == closing) {
    first += closing.size();
    last = text.find(closing, first);
    while (closing.size() == 1 && last != std::string_view::npos && text[last - 1] == '\\')
      last = text.find(closing, last + 1);
  } else {
    last = text.find_first_of(",}] \n\"'", first);
  }
  last = std::min(last, text.size());
  if (is_harmless_value(name, text.substr(first, last - first))) return {};
  return {.first = first, .count = last - first};
}

// `Authorization: X`, or `X-Api-Key:X` by a name that only headers have: a path or a type
// ("secret:/x", "key::Token") is none. `pass:X` is openssl's way.
SecretSpan header_value(std::string_view text, std::string_view name, size_t colon) {
  char next = colon + 1 < text.size() ? text[colon + 1] : ' ';
  if (name == "pass") {
    return next == ':' || is_space(next) ? SecretSpan{} : value_from(text, name, colon + 1, false);
  }
  if (!names_secret(name)) return {};
  bool header = is_space(next) || (next != ':' && next != '/' && names_secret_header(name));
  return header ? value_from(text, name, colon + 1, true) : SecretSpan{};
}

// `--token X`, `token = "X"`.
SecretSpan spaced_value(std::string_view text, std::string_view name, size_t end) {
  size_t next = skip_spaces(text, end);
  bool assigned = text.substr(next, 1) == "=" && text.substr(next, 2) != "==";
  if (assigned) {
    return names_secret(name) ? value_from(text, name, next + 1, false) : SecretSpan{};
  }
  if (!takes_secret(name)) return {};
  size_t word_end = next;
  while (word_end < text.size() && !is_space(text[word_end]))
    ++word_end;
  if (looks_like_option(name, text.substr(next, word_end - next))) return {};
  return value_from(text, name, next, false);
}

}  // namespace

SecretSpan named_value(std::string_view text, size_t at) {
  size_t end = at;
  while (end < text.size() && is_name_character(text[end]))
    ++end;
  if (end == at || end == text.size()) return {};
  std::string_view name = text.substr(at, end - at);
  char joint = text[end];
  if (joint == '=') {
    return names_secret(name) ? value_from(text, name, end + 1, false) : SecretSpan{};
  }
  if (joint == ':') return header_value(text, name, end);
  if (is_space(joint)) return spaced_value(text, name, end);
  return member_value(text, name, end);
}

bool takes_secret(std::string_view argument) {
  return argument.size() > 2 && argument[0] == '-' &&
         argument.find_first_of("= :/") == std::string_view::npos && names_secret(argument) &&
         !is_attached_value(argument);
}

bool looks_like_option(std::string_view before, std::string_view word) {
  if (!word.starts_with('-')) return false;
  if (word.size() <= 2 || !before.starts_with("--")) return true;
  if (word[1] != '-' || std::islower(static_cast<unsigned char>(word[2])) == 0) return false;
  std::string_view name = word.substr(0, word.find('='));
  return std::none_of(name.begin(), name.end(), [](char c) {
    return std::isupper(static_cast<unsigned char>(c)) != 0 || c == '_';
  });
}

}  // namespace makespan
