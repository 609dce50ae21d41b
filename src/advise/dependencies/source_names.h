#pragma once
// Which crates a source text names: rustc's lint speaks for the code that was compiled, the text
// for the rest (other platforms, other features, doc tests, bodies of macros).
//
//   use serde::Serialize;             serde    code
//   ::log::info!("x")                 log      code
//   #[serde(with = "hex::serde")]     hex      string
//   /// let x = rand::random();       rand     documentation
//   // see the url crate              (a plain comment says nothing)
//   let time = clock.time;            (a word that begins no path is no crate)
//
// It errs on the side of naming: a local module `time` that is used as `time::now()` counts too.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace makespan {

enum class NamedIn { code, string, documentation };

struct NamedAt {
  NamedIn where = NamedIn::code;
  uint32_t line = 0;  // from 1
  bool operator==(const NamedAt&) const = default;
};

using NamedPlaces = std::map<std::string, NamedAt, std::less<>>;

struct SourceNames {
  // The first place of each name; code before string before documentation.
  NamedPlaces names;
  NamedPlaces test_names;  // likewise, of what is only there in tests: #[cfg(test)], #[test]
  NamedPlaces strings;     // of `names`, those that a string names: a build script may write them
  // Single words among a macro's arguments, which it may put together into a path: `call!(one)`.
  NamedPlaces macro_words;
  NamedPlaces gated_macro_words;       // … of items with a #[cfg(…)] that is not for tests
  std::vector<std::string> documents;  // string literals that end in .md: included Markdown
  std::vector<std::string> included;   // string literals among the arguments of include!
  bool code = false;                   // there is anything but comments and inner attributes
};

SourceNames scan_rust_source(std::string_view text);

// Markdown, as rustdoc tests it: code between fences or indented by four, and what stands in
// backticks or is written as a path.
SourceNames scan_markdown(std::string_view text);

}  // namespace makespan
