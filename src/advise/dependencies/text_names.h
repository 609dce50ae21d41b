#pragma once
// Names in a text as it stands: words, paths, lines of documentation.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "advise/dependencies/source_names.h"

namespace makespan {

// A word as Rust's identifiers are, other alphabets included.
bool starts_word(char c);
bool in_word(char c);
size_t word_end(std::string_view text, size_t at);
size_t skip_spaces(std::string_view text, size_t at);

// Code says more than a string, that more than documentation; then what comes first.
void note(NamedPlaces& names, std::string_view name, NamedIn where, uint32_t line);

// Words that begin a path: followed by "::", and with none before them but at the path's start.
void note_paths(NamedPlaces& names, std::string_view text, NamedIn where, uint32_t line);

// Documentation line by line, since doc comments come as many. Between fences, or indented by four,
// every word counts; elsewhere paths and what stands in backticks.
class Documentation {
 public:
  explicit Documentation(NamedPlaces& names) : names_(names) {}

  void take(std::string_view line, uint32_t number);
  void end() { fenced_ = false; }

 private:
  NamedPlaces& names_;
  bool fenced_ = false;
};

}  // namespace makespan
