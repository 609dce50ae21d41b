#include "store/row_io.h"

#include <algorithm>

#include "base/check.h"
#include "model/trace_builder.h"

namespace makespan {

uint32_t TextNumbers::number_of(std::string_view text) {
  if (std::optional<StringId> id = pool_.find(text)) return id->index();
  auto found = std::find(added_.begin(), added_.end(), text);
  size_t place = static_cast<size_t>(found - added_.begin());
  if (found == added_.end()) added_.emplace_back(text);
  return static_cast<uint32_t>(pool_.size() + place);
}

std::string_view TextNumbers::text(size_t number) const {
  return number < pool_.size() ? pool_.text(StringId(number)) : added_[number - pool_.size()];
}

// --- writing ----------------------------------------------------------------------------------

std::string& RowWriter::next_buffer() {
  if (used_buffers_ == buffers_.size()) buffers_.emplace_back();
  return buffers_[used_buffers_++];
}

void RowWriter::ids(std::span<const StringId> items) {
  numbers_.clear();
  for (StringId id : items)
    numbers_.push_back(id.valid() ? std::optional(id.index()) : std::nullopt);
  std::string& buffer = next_buffer();
  write_number_list(numbers_, buffer);
  text(buffer);
}

void RowWriter::usage(const std::optional<Usage>& value) {
  put(value ? std::optional(value->cpu) : std::nullopt);
  put(value ? value->run_queue_wait : std::nullopt);
}

void RowWriter::arguments(const Range& range) {
  ids(std::span(trace_.arguments).subspan(range.first, range.count));
}

void RowWriter::list(const Range& range) {
  ids(std::span(trace_.lists).subspan(range.first, range.count));
}

// Names and values in turn: "[name,value,name,null]".
void RowWriter::environment(const Range& range) {
  numbers_.clear();
  for (const EnvironmentEntry& entry :
       std::span(trace_.environment).subspan(range.first, range.count)) {
    for (StringId id : {entry.name, entry.value})
      numbers_.push_back(id.valid() ? std::optional(id.index()) : std::nullopt);
  }
  std::string& buffer = next_buffer();
  write_number_list(numbers_, buffer);
  text(buffer);
}

void RowWriter::texts(const std::vector<std::string>& items) {
  numbers_.clear();
  for (const std::string& item : items)
    numbers_.emplace_back(texts_.number_of(item));
  std::string& buffer = next_buffer();
  write_number_list(numbers_, buffer);
  text(buffer);
}

void RowWriter::core_busy(const Range& range) {
  std::string& buffer = next_buffer();
  write_number_list(std::span(trace_.core_busy).subspan(range.first, range.count), buffer);
  text(buffer);
}

// --- reading ----------------------------------------------------------------------------------

StringId RowReader::string(std::optional<uint32_t> number) {
  if (!number) return StringId::none();
  if (*number < strings_.size()) return strings_[*number];
  bad("a text is missing");
  return StringId::none();
}

void RowReader::numbers() {
  if (!read_number_list(take_text(), numbers_)) bad("a list of numbers is none");
}

void RowReader::take(StringId& id) {
  int column = next();
  id = StringId::none();
  if (row_.is_null(column)) return;
  int64_t number = row_.integer(column);
  if (number < 0 || number >= int64_t{UINT32_MAX}) return bad("a number of a text is out of range");
  id = string(static_cast<uint32_t>(number));
}

void RowReader::take(Duration& duration) {
  int64_t nanoseconds = row_.integer(next());
  if (nanoseconds > kLongest || nanoseconds < -kLongest) return bad("a time is out of range");
  duration = Duration::nanoseconds(nanoseconds);
}

void RowReader::label(StringId& id) {
  id = row_.is_null(column_) ? StringId::none() : builder_.intern(row_.text(column_));
  ++column_;
}

void RowReader::usage(std::optional<Usage>& value) {
  std::optional<Duration> cpu;
  std::optional<Duration> run_queue_wait;
  (*this)(cpu, run_queue_wait);
  value.reset();
  if (cpu) value = Usage{.cpu = *cpu, .run_queue_wait = run_queue_wait};
}

void RowReader::list(Range& range) {
  numbers();
  std::vector<StringId> ids;
  for (std::optional<uint32_t> number : numbers_)
    ids.push_back(string(number));
  range = builder_.add_list(ids);
}

void RowReader::texts(std::vector<std::string>& items) {
  numbers();
  items.clear();
  for (std::optional<uint32_t> number : numbers_)
    items.emplace_back(builder_.so_far().text(string(number)));
}

void RowReader::arguments(const Range&) {
  numbers();
  taken_arguments.clear();
  for (std::optional<uint32_t> number : numbers_)
    taken_arguments.push_back(string(number));
}

void RowReader::environment(const Range&) {
  numbers();
  taken_environment.clear();
  if (numbers_.size() % 2 != 0) return bad("an environment has a name without a value");
  for (size_t i = 0; i < numbers_.size(); i += 2)
    taken_environment.push_back({.name = string(numbers_[i]), .value = string(numbers_[i + 1])});
}

void RowReader::core_busy(const Range&) {
  if (!read_number_list(take_text(), taken_core_busy)) bad("a list of numbers is none");
}

}  // namespace makespan
