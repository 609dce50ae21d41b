#pragma once
// JsonWriter: streams JSON text into a string, with the key order of the calls.
//
//   JsonWriter json;
//   json.begin_object();
//   json.key("version").value(1);
//   json.key("fresh").value(std::optional<int64_t>());   // null: unknown is never 0
//   json.end_object();
//   json.take();
//
// Texts that are not UTF-8 get U+FFFD for each bad byte, so that the output is always valid JSON.
// Numbers that are not finite become null. Nesting mistakes are CHECKed.

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/duration.h"

namespace makespan {

class JsonWriter {
 public:
  // `indent`: spaces a level; 0 writes one line.
  explicit JsonWriter(int indent = 0) : indent_(indent) {}

  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  JsonWriter& key(std::string_view name);

  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }
  JsonWriter& value(double number);
  JsonWriter& null();
  // Seconds, rounded to the microsecond.
  JsonWriter& value(Duration duration);
  JsonWriter& value(std::same_as<bool> auto flag) { return raw(flag ? "true" : "false"); }
  template <std::integral T>
    requires(!std::same_as<T, bool>)
  JsonWriter& value(T number) {
    return raw(std::to_string(number));
  }
  template <class T>
  JsonWriter& value(const std::optional<T>& maybe) {
    return maybe ? value(*maybe) : null();
  }

  // The text written so far; the writer is empty afterwards.
  std::string take();

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  JsonWriter& raw(std::string_view text);
  void before_item();
  void new_line();

  struct Level {
    char closing;
    bool empty = true;
  };
  std::string out_;
  std::vector<Level> levels_;
  int indent_;
  bool after_key_ = false;
};

// `text` as a JSON string literal, quotes included.
std::string json_quoted(std::string_view text);

}  // namespace makespan
