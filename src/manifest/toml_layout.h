#pragma once
// TomlLayout: where everything in a TOML text stands, byte for byte.
//
// The text is cut into statements without a gap: blank lines, comments, headers, entries. Values
// are kept as extents, not decoded, but for keys. What the statements mean together (which table
// is whose, what is defined twice) is toml_tree.h's business.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "manifest/toml_file.h"

namespace makespan {

// Bytes [begin, end) of the text.
struct Extent {
  size_t begin = 0;
  size_t end = 0;

  [[nodiscard]] std::string_view of(std::string_view text) const {
    return text.substr(begin, end - begin);
  }
  [[nodiscard]] bool contains(size_t position) const { return begin <= position && position < end; }
  bool operator==(const Extent&) const = default;
};

// One part of a dotted key.
struct TomlKey {
  std::string text;  // unquoted
  Extent extent;     // with its quotes
};

enum class TomlKind { string, integer, floating, boolean, date, array, table };

// A value, and the key before it where it has one.
struct TomlElement {
  std::vector<TomlKey> key;  // empty: an element of an array
  TomlKind kind = TomlKind::string;
  Extent value;
  std::vector<uint32_t> children;  // of an array or inline table, in order: TomlLayout::elements
  std::optional<size_t> comma;     // where the comma behind it stands

  [[nodiscard]] size_t begin() const { return key.empty() ? value.begin : key[0].extent.begin; }
  [[nodiscard]] size_t end() const { return value.end; }
};

struct TomlStatement {
  enum class Kind { blank, comment, table_header, array_header, entry };

  Kind kind = Kind::blank;
  Extent extent;                // whole lines, with the last one's break
  std::vector<TomlKey> header;  // of a header
  uint32_t element = 0;         // of an entry
  // The header that it stands under, or itself where it is one; none: at the root.
  std::optional<uint32_t> section;
  std::optional<size_t> comment;  // where its '#' stands

  [[nodiscard]] bool is_header() const {
    return kind == Kind::table_header || kind == Kind::array_header;
  }
};

struct TomlLayout {
  std::string_view text;  // the file's; outlives this
  std::vector<TomlStatement> statements;
  std::vector<TomlElement> elements;

  // From 1.
  [[nodiscard]] size_t line_of(size_t position) const;
  // The header's path of a statement's section; empty at the root.
  [[nodiscard]] const std::vector<TomlKey>& section_path(const TomlStatement& statement) const;
  // "\r\n" where the first line ends so, else "\n".
  [[nodiscard]] std::string_view line_break() const;
};

Result<TomlLayout> scan_toml(const TomlFile& file);

}  // namespace makespan
