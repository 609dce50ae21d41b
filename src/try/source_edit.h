#pragma once
// Edits of Rust source that make cargo rebuild a crate as a person's edit would.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace makespan {

// By its name, so that it is found in another version of the source, too.
struct PrivateFunction {
  std::string name;
  size_t earlier = 0;  // private functions of this name before it: `new` of another type
  bool operator==(const PrivateFunction&) const = default;
};

// Functions whose bodies may get a statement more, in the order of the source; at most `limit`.
// Left out are those that are generic, `const`, `unsafe`, `extern` or async, and those in strings,
// comments, macros and tests. It is text that is looked at, so one may still be wrong: whoever
// edits must see whether it compiles.
std::vector<PrivateFunction> private_functions(std::string_view source, size_t limit);

// The modules that `source` declares to be in files of their own (`mod name;`), in its order, but
// for those under a condition or at another path, and those within blocks.
std::vector<std::string> child_modules(std::string_view source);

// `source` with a statement more, the first of the function's body; none where it has no such
// private function.
std::optional<std::string> with_statement(std::string_view source, const PrivateFunction& function);

// `source` of a crate's root with a public function more at its end.
std::string with_public_function(std::string_view source);

}  // namespace makespan
