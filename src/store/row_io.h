#pragma once
// RowWriter and RowReader: the columns of one row, put or taken in the same order. A table lists
// its fields once, in a function template that both go through (tables.cc), so that what is
// written is what is read.
//
//   io(process.parent, process.pid, process.start)
//
//   Id                   its index; none is NULL             Duration, moments   integer ns
//   StringId             its number in `strings`             bool                0 or 1
//   label(StringId)      its text                            enumerators         their word()
//   optional             NULL where empty                    float, double       NULL: not finite

#include <cmath>
#include <cstdint>
#include <deque>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/duration.h"
#include "model/trace.h"
#include "store/number_list.h"
#include "store/sqlite.h"

namespace makespan {

// Text numbers of one run: those of the trace's pool, then texts that the model holds as
// std::string (commands), which are added as they come up.
class TextNumbers {
 public:
  explicit TextNumbers(const StringPool& pool) : pool_(pool) {}
  uint32_t number_of(std::string_view text);
  [[nodiscard]] size_t size() const { return pool_.size() + added_.size(); }
  [[nodiscard]] std::string_view text(size_t number) const;

 private:
  const StringPool& pool_;
  std::vector<std::string> added_;
};

class RowWriter {
 public:
  RowWriter(SqliteStatement& insert, const Trace& trace, TextNumbers& texts)
      : insert_(insert), trace_(trace), texts_(texts) {}

  void start_statement() { used_buffers_ = 0; }

  template <class... Fields>
  void operator()(const Fields&... fields) {
    (put(fields), ...);
  }
  void label(StringId id) { id.valid() ? text(trace_.text(id)) : null(); }
  void usage(const std::optional<Usage>& value);
  void arguments(const Range& range);
  void environment(const Range& range);
  void list(const Range& range);
  void texts(const std::vector<std::string>& items);
  void core_busy(const Range& range);

 private:
  void text(std::string_view value) { insert_.bind(value); }
  void null() { insert_.bind_null(); }
  void ids(std::span<const StringId> items);
  std::string& next_buffer();

  template <class Tag>
  void put(Id<Tag> id) {
    id.valid() ? void(insert_.bind(int64_t{id.index()})) : null();
  }
  template <class Epoch>
  void put(Moment<Epoch> moment) {
    put(moment.since_epoch());
  }
  void put(Duration duration) { insert_.bind(duration.nanoseconds()); }
  void put(std::string_view value) { text(value); }
  void put(const std::string& value) { text(value); }
  template <class T>
  void put(const std::optional<T>& value) {
    value ? put(*value) : null();
  }
  template <class T>
    requires std::is_arithmetic_v<T>
  void put(T number) {
    if constexpr (std::is_floating_point_v<T>) {
      std::isfinite(number) ? void(insert_.bind(double{number})) : null();
    } else {
      insert_.bind(static_cast<int64_t>(number));
    }
  }
  template <class T>
    requires std::is_enum_v<T>
  void put(T value) {
    text(word(value));
  }

  SqliteStatement& insert_;
  const Trace& trace_;
  TextNumbers& texts_;
  std::vector<std::optional<uint32_t>> numbers_;
  // The lists' texts, which must stay where they are until the statement has run.
  std::deque<std::string> buffers_;
  size_t used_buffers_ = 0;
};

class TraceBuilder;

class RowReader {
 public:
  // `strings`: the run's texts as the builder knows them, by number.
  RowReader(const SqliteStatement& row, TraceBuilder& builder, const std::vector<StringId>& strings)
      : row_(row), builder_(builder), strings_(strings) {}

  void start_row(int first_column) { column_ = first_column; }

  template <class... Fields>
  void operator()(Fields&... fields) {
    (take(fields), ...);
  }
  void label(StringId& id);
  void usage(std::optional<Usage>& value);
  void list(Range& range);
  void texts(std::vector<std::string>& items);
  // These are handed to the builder with the row that they belong to.
  void arguments(const Range&);
  void environment(const Range&);
  void core_busy(const Range&);
  std::vector<StringId> taken_arguments;
  std::vector<EnvironmentEntry> taken_environment;
  std::vector<float> taken_core_busy;

  // nullptr while every column was what it has to be; else what was wrong.
  [[nodiscard]] const char* problem() const { return problem_; }

 private:
  // A moment or length beyond 146 years is damage, and sums of two still fit.
  static constexpr int64_t kLongest = int64_t{1} << 62;

  int next() { return column_++; }
  void bad(const char* problem) { problem_ = problem; }
  std::string_view take_text() { return row_.text(next()); }
  StringId string(std::optional<uint32_t> number);
  void numbers();

  template <class Tag>
  void take(Id<Tag>& id) {
    int column = next();
    id = Id<Tag>();
    if (row_.is_null(column)) return;
    int64_t index = row_.integer(column);
    if (index < 0 || index >= int64_t{UINT32_MAX}) return bad("a number of a row is out of range");
    id = Id<Tag>(static_cast<size_t>(index));
  }
  void take(StringId& id);
  void take(Duration& duration);
  template <class Epoch>
  void take(Moment<Epoch>& moment) {
    Duration since_epoch;
    take(since_epoch);
    moment = Moment<Epoch>::at(since_epoch);
  }
  void take(std::string& value) { value = take_text(); }
  template <class T>
  void take(std::optional<T>& value) {
    if (row_.is_null(column_)) {
      value.reset();
      ++column_;
    } else {
      take(value.emplace());
    }
  }
  template <class T>
    requires std::is_arithmetic_v<T>
  void take(T& number) {
    int column = next();
    if constexpr (std::is_floating_point_v<T>) {
      number = row_.is_null(column) ? std::numeric_limits<T>::quiet_NaN()
                                    : static_cast<T>(row_.real(column));
    } else {
      number = static_cast<T>(row_.integer(column));
    }
  }
  template <class T>
    requires std::is_enum_v<T>
  void take(T& value) {
    // Enumerators count from 0 and word() is empty behind the last.
    std::string_view text = take_text();
    for (int i = 0; !word(static_cast<T>(i)).empty(); ++i) {
      if (word(static_cast<T>(i)) != text) continue;
      value = static_cast<T>(i);
      return;
    }
    bad("a word is none that this makespan knows");
  }

  const SqliteStatement& row_;
  TraceBuilder& builder_;
  const std::vector<StringId>& strings_;
  int column_ = 0;
  const char* problem_ = nullptr;
  std::vector<std::optional<uint32_t>> numbers_;
};

}  // namespace makespan
