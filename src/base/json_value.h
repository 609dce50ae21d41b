#pragma once
// JsonValue: a small JSON document as a tree, for configuration, fingerprints and unit graphs.
// Large traces are streamed by their own importers, never through this.
//
// Lookups are total: a missing member or an index past the end is a null value, so that
// `json["profile"]["name"].text()` needs no check at each step.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"

namespace makespan {

class JsonValue {
 public:
  using Array = std::vector<JsonValue>;
  using Object = std::vector<std::pair<std::string, JsonValue>>;  // in the document's order
  // uint64_t holds what int64_t cannot: cargo's fingerprints are 64-bit hashes.
  using Storage =
      std::variant<std::monostate, bool, int64_t, uint64_t, double, std::string, Array, Object>;

  JsonValue() = default;
  explicit JsonValue(Storage storage) : storage_(std::move(storage)) {}

  [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(storage_); }
  [[nodiscard]] std::optional<bool> boolean() const;
  [[nodiscard]] std::optional<int64_t> integer() const;  // none where it does not fit
  [[nodiscard]] std::optional<uint64_t> unsigned_integer() const;
  [[nodiscard]] std::optional<double> number() const;  // any number
  // The text, or empty where this is no string. The view lives as long as the value.
  [[nodiscard]] std::string_view text() const;
  [[nodiscard]] bool is_text() const { return std::holds_alternative<std::string>(storage_); }
  // The elements or members; empty where this is something else.
  [[nodiscard]] const Array& array() const;
  [[nodiscard]] const Object& object() const;
  const JsonValue& operator[](std::string_view member) const;
  const JsonValue& operator[](size_t index) const;

 private:
  Storage storage_;
};

// Parses one document. `name` (a path, or what the text is) goes into the error with the offset.
// At most 512 levels deep.
Result<JsonValue> parse_json(std::string_view text, std::string_view name);

}  // namespace makespan
