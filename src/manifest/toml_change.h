#pragma once
// TomlChange: what an edit claims to do, and the check that it did that and nothing else.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "manifest/toml_document.h"
#include "manifest/toml_file.h"

namespace makespan {

struct TomlChange {
  enum class Kind { erase, put, move };

  Kind kind = Kind::erase;
  TomlPath path;
  TomlPath to;        // of a move
  std::string value;  // of a put: TOML
};

// `after`, if it says what `before` says but for the changes (made in this order); tables left
// empty by them may be there or not. Held against both readers (toml_second_reader.h), the second
// where it takes `before` at all. Else ErrorKind::unsupported, with the key that differs.
Result<std::string> checked_edit(const TomlDocument& before, std::string after,
                                 const std::vector<TomlChange>& changes);

// One value of TOML and nothing behind it; else ErrorKind::invalid.
Status check_value(const TomlFile& file, std::string_view value);

}  // namespace makespan
