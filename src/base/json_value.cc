#include "base/json_value.h"

#include <fmt/format.h>
#include <simdjson.h>

namespace makespan {
namespace {

namespace dom = simdjson::dom;

// Recursion is bounded by simdjson's own depth limit, given below.
constexpr size_t kMaximumDepth = 512;

JsonValue convert(const dom::element& element) {
  switch (element.type()) {
    case dom::element_type::NULL_VALUE:
      return JsonValue();
    case dom::element_type::BOOL:
      return JsonValue(bool(element));
    case dom::element_type::INT64:
      return JsonValue(int64_t(element));
    case dom::element_type::UINT64:
      return JsonValue(uint64_t(element));
    case dom::element_type::DOUBLE:
      return JsonValue(double(element));
    case dom::element_type::STRING:
      return JsonValue(std::string(std::string_view(element)));
    case dom::element_type::ARRAY: {
      JsonValue::Array items;
      for (dom::element item : dom::array(element))
        items.push_back(convert(item));
      return JsonValue(std::move(items));
    }
    case dom::element_type::OBJECT: {
      JsonValue::Object members;
      for (dom::key_value_pair member : dom::object(element)) {
        members.emplace_back(std::string(member.key), convert(member.value));
      }
      return JsonValue(std::move(members));
    }
  }
  return JsonValue();
}

const JsonValue& null_value() {
  static const JsonValue value;
  return value;
}

}  // namespace

std::optional<bool> JsonValue::boolean() const {
  const bool* flag = std::get_if<bool>(&storage_);
  return flag != nullptr ? std::optional(*flag) : std::nullopt;
}

std::optional<int64_t> JsonValue::integer() const {
  const int64_t* integer = std::get_if<int64_t>(&storage_);
  return integer != nullptr ? std::optional(*integer) : std::nullopt;
}

std::optional<uint64_t> JsonValue::unsigned_integer() const {
  if (const uint64_t* large = std::get_if<uint64_t>(&storage_)) return *large;
  std::optional<int64_t> small = integer();
  if (!small || *small < 0) return std::nullopt;
  return static_cast<uint64_t>(*small);
}

std::optional<double> JsonValue::number() const {
  if (const double* real = std::get_if<double>(&storage_)) return *real;
  if (const uint64_t* large = std::get_if<uint64_t>(&storage_)) return static_cast<double>(*large);
  if (const int64_t* small = std::get_if<int64_t>(&storage_)) return static_cast<double>(*small);
  return std::nullopt;
}

std::string_view JsonValue::text() const {
  const std::string* text = std::get_if<std::string>(&storage_);
  return text != nullptr ? std::string_view(*text) : std::string_view();
}

const JsonValue::Array& JsonValue::array() const {
  static const Array empty;
  const Array* items = std::get_if<Array>(&storage_);
  return items != nullptr ? *items : empty;
}

const JsonValue::Object& JsonValue::object() const {
  static const Object empty;
  const Object* members = std::get_if<Object>(&storage_);
  return members != nullptr ? *members : empty;
}

const JsonValue& JsonValue::operator[](std::string_view member) const {
  for (const auto& [name, value] : object()) {
    if (name == member) return value;
  }
  return null_value();
}

const JsonValue& JsonValue::operator[](size_t index) const {
  return index < array().size() ? array()[index] : null_value();
}

Result<JsonValue> parse_json(std::string_view text, std::string_view name) {
  dom::parser parser;
  dom::element root;
  simdjson::error_code error = parser.allocate(text.size() + 1, kMaximumDepth);
  if (error == simdjson::SUCCESS) {
    error = parser.parse(text.data(), text.size(), true).get(root);
  }
  if (error != simdjson::SUCCESS) {
    return failure(ErrorKind::corrupt,
                   fmt::format("{} is not JSON: {}", name, simdjson::error_message(error)),
                   std::string(name));
  }
  return convert(root);
}

}  // namespace makespan
