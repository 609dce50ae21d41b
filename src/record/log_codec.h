#pragma once
// How the fields of a record become bytes. recording_log.cc has one `walk` function a record type,
// which an encoder and a decoder both go through, so that the two cannot drift apart.
//
// Whole numbers are LEB128 varints (signed ones zigzag), floats are IEEE little-endian, a text is
// its length and its bytes, a list its length and its items, an optional a byte and its value.
// A record may end early, or late, where another release has fewer or more fields at its end: what
// is missing keeps its default, what is more is ignored. So appending a field keeps the version;
// any other change raises it.

#include <bit>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "record/log_records.h"

namespace makespan {

class FieldEncoder {
 public:
  explicit FieldEncoder(std::string& out) : out_(out) {}

  void number(uint64_t value) {
    while (value >= 0x80) {
      out_.push_back(static_cast<char>(value | 0x80));
      value >>= 7;
    }
    out_.push_back(static_cast<char>(value));
  }
  void operator()(const uint32_t& value) { number(value); }
  void operator()(const uint64_t& value) { number(value); }
  void operator()(const int64_t& value) {
    number((static_cast<uint64_t>(value) << 1) ^ static_cast<uint64_t>(value >> 63));
  }
  void operator()(const int32_t& value) { (*this)(int64_t{value}); }
  void operator()(const bool& value) { number(value ? 1 : 0); }
  void operator()(const Timestamp& value) { (*this)(value.since_epoch().nanoseconds()); }
  void operator()(const Duration& value) { (*this)(value.nanoseconds()); }
  void operator()(const float& value) { fixed(std::bit_cast<uint32_t>(value), 4); }
  void operator()(const double& value) { fixed(std::bit_cast<uint64_t>(value), 8); }
  void operator()(const std::string& value) {
    number(value.size());
    out_ += value;
  }
  template <class T>
  void operator()(const std::optional<T>& value) {
    number(value.has_value() ? 1 : 0);
    if (value) (*this)(*value);
  }
  template <class T>
  void operator()(const std::vector<T>& values) {
    number(values.size());
    for (const T& value : values)
      (*this)(value);
  }
  template <class A, class B>
  void operator()(const std::pair<A, B>& value) {
    (*this)(value.first);
    (*this)(value.second);
  }
  void operator()(const WithheldOr& entry) {
    (*this)(entry.name);
    (*this)(entry.value);
  }

 private:
  void fixed(uint64_t bits, int bytes) {
    for (int i = 0; i < bytes; ++i)
      out_.push_back(static_cast<char>(bits >> (8 * i)));
  }
  std::string& out_;
};

// Reads what FieldEncoder wrote. Damage sets malformed() and leaves defaults; nothing is trusted:
// a list's length is held to what the remaining bytes could hold before anything is reserved.
class FieldDecoder {
 public:
  explicit FieldDecoder(std::string_view in) : in_(in) {}
  [[nodiscard]] bool malformed() const { return malformed_; }

  uint64_t number() {
    uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at_ == in_.size()) return broken();
      uint64_t byte = static_cast<uint8_t>(in_[at_++]);
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    return broken();
  }
  void operator()(uint64_t& value) {
    if (!ended()) value = number();
  }
  void operator()(uint32_t& value) {
    if (ended()) return;
    uint64_t wide = number();
    if (wide > UINT32_MAX) broken();
    value = static_cast<uint32_t>(wide);
  }
  void operator()(int64_t& value) {
    if (ended()) return;
    uint64_t bits = number();
    value = static_cast<int64_t>(bits >> 1) ^ -static_cast<int64_t>(bits & 1);
  }
  void operator()(int32_t& value) {
    int64_t wide = value;
    (*this)(wide);
    if (wide < INT32_MIN || wide > INT32_MAX) broken();
    value = static_cast<int32_t>(wide);
  }
  void operator()(bool& value) {
    if (!ended()) value = number() != 0;
  }
  void operator()(Timestamp& value) {
    int64_t nanoseconds = 0;
    (*this)(nanoseconds);
    value = Timestamp::at(Duration::nanoseconds(nanoseconds));
  }
  void operator()(Duration& value) {
    int64_t nanoseconds = 0;
    (*this)(nanoseconds);
    value = Duration::nanoseconds(nanoseconds);
  }
  void operator()(float& value) {
    if (!ended()) value = std::bit_cast<float>(static_cast<uint32_t>(fixed(4)));
  }
  void operator()(double& value) {
    if (!ended()) value = std::bit_cast<double>(fixed(8));
  }
  void operator()(std::string& value) {
    if (ended()) return;
    uint64_t size = number();
    if (size > in_.size() - at_) {
      broken();
      return;
    }
    value.assign(in_.substr(at_, size));
    at_ += size;
  }
  template <class T>
  void operator()(std::optional<T>& value) {
    if (ended() || number() == 0) return;
    (*this)(value.emplace());
  }
  template <class T>
  void operator()(std::vector<T>& values) {
    if (ended()) return;
    uint64_t size = number();
    if (size > in_.size() - at_) {  // every item takes a byte or more
      broken();
      return;
    }
    values.resize(size);
    for (T& value : values)
      (*this)(value);
  }
  template <class A, class B>
  void operator()(std::pair<A, B>& value) {
    (*this)(value.first);
    (*this)(value.second);
  }
  void operator()(WithheldOr& entry) {
    (*this)(entry.name);
    (*this)(entry.value);
  }

 private:
  [[nodiscard]] bool ended() const { return at_ == in_.size(); }
  uint64_t broken() {
    malformed_ = true;
    at_ = in_.size();
    return 0;
  }
  uint64_t fixed(size_t bytes) {
    if (in_.size() - at_ < bytes) return broken();
    uint64_t bits = 0;
    for (size_t i = 0; i < bytes; ++i)
      bits |= static_cast<uint64_t>(static_cast<uint8_t>(in_[at_ + i])) << (8 * i);
    at_ += bytes;
    return bits;
  }
  std::string_view in_;
  size_t at_ = 0;
  bool malformed_ = false;
};

}  // namespace makespan
