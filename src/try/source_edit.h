#pragma once
// Edits of Rust source that make cargo rebuild a crate as a person's edit would.

#include <string>
#include <string_view>
#include <vector>

namespace makespan {

// Where a statement may go: right behind the `{` of the bodies of private functions, in the order
// of the source; at most `limit`. Left out are functions that are generic, `const`, `unsafe`,
// `extern` or async, and those in strings, comments, macros and tests. It is text that is looked
// at, so a place may still be wrong: whoever edits must see whether it compiles.
std::vector<size_t> private_bodies(std::string_view source, size_t limit);

// The modules that `source` declares to be in files of their own (`mod name;`), in its order, but
// for those under a condition or at another path, and those within blocks.
std::vector<std::string> child_modules(std::string_view source);

// `source` with a statement more at a place of private_bodies().
std::string with_statement(std::string_view source, size_t place);

// `source` of a crate's root with a public function more at its end.
std::string with_public_function(std::string_view source);

}  // namespace makespan
