#include "advise/dependencies/text_names.h"

#include <algorithm>

namespace makespan {

bool starts_word(char c) {
  return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool in_word(char c) {
  return starts_word(c) || (c >= '0' && c <= '9');
}

size_t word_end(std::string_view text, size_t at) {
  while (at < text.size() && in_word(text[at]))
    ++at;
  return at;
}

size_t skip_spaces(std::string_view text, size_t at) {
  while (at < text.size() &&
         (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r'))
    ++at;
  return at;
}

void note(NamedPlaces& names, std::string_view name, NamedIn where, uint32_t line) {
  const auto [place, added] =
      names.try_emplace(std::string(name), NamedAt{.where = where, .line = line});
  if (!added && where < place->second.where) place->second = {.where = where, .line = line};
}

void note_paths(NamedPlaces& names, std::string_view text, NamedIn where, uint32_t line) {
  for (size_t at = 0; at < text.size();) {
    if (text[at] == '\n') ++line;
    if (!starts_word(text[at])) {
      ++at;
      continue;
    }
    const size_t end = word_end(text, at);
    const bool continues =
        at >= 3 && text.substr(at - 2, 2) == "::" && (in_word(text[at - 3]) || text[at - 3] == '>');
    if (!continues && text.substr(skip_spaces(text, end)).starts_with("::"))
      note(names, text.substr(at, end - at), where, line);
    at = end;
  }
}

namespace {

// Every word: code of doc tests, where even `use rand;` counts.
void note_words(NamedPlaces& names, std::string_view line, uint32_t number) {
  for (size_t at = 0; at < line.size();) {
    const size_t end = word_end(line, at);
    if (starts_word(line[at]))
      note(names, line.substr(at, end - at), NamedIn::documentation, number);
    at = std::max(end, at + 1);
  }
}

// What stands between single backticks: `rand`, [`rand::Rng`].
void note_quoted(NamedPlaces& names, std::string_view line, uint32_t number) {
  for (size_t open = line.find('`'); open != std::string_view::npos;) {
    const size_t close = line.find('`', open + 1);
    if (close == std::string_view::npos) return;
    note_words(names, line.substr(open + 1, close - open - 1), number);
    open = line.find('`', close + 1);
  }
}

}  // namespace

void Documentation::take(std::string_view line, uint32_t number) {
  const size_t indent = std::min(line.find_first_not_of(" \t"), line.size());
  const std::string_view rest = line.substr(indent);
  if (rest.starts_with("```") || rest.starts_with("~~~")) {
    fenced_ = !fenced_;
  } else if (fenced_ || indent >= 4 || line.starts_with('\t')) {
    note_words(names_, rest, number);
  } else {
    note_paths(names_, rest, NamedIn::documentation, number);
    note_quoted(names_, rest, number);
  }
}

}  // namespace makespan
