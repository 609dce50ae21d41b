#include "manifest/toml_layout.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"
#include "manifest/toml_scalar.h"

namespace makespan {
namespace {

// Cargo's own manifests reach 300 kB and 4 levels. Bounds what the passes behind this one may use.
constexpr size_t kMaxBytes = 4 << 20;
constexpr size_t kMaxDepth = 128;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

class Scanner {
 public:
  explicit Scanner(const TomlFile& file) : file_(file), text_(file.text) { layout_.text = text_; }

  Result<TomlLayout> scan();

 private:
  tl::unexpected<Error> error(std::string_view message, size_t at,
                              ErrorKind kind = ErrorKind::corrupt) const {
    return failure(kind, fmt::format("{}:{}: {}", file_.path, layout_.line_of(at), message),
                   std::string(file_.path), at);
  }
  [[nodiscard]] char peek(size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
  [[nodiscard]] bool at_break() const {
    return peek() == '\n' || (peek() == '\r' && peek(1) == '\n');
  }
  void skip_spaces() {
    while (peek() == ' ' || peek() == '\t')
      ++at_;
  }
  void skip_to_break() { at_ = std::min(text_.find_first_of("\r\n", at_), text_.size()); }
  void skip_break() { at_ += peek() == '\r' ? 2 : peek() == '\n' ? 1 : 0; }
  void skip_spaces_breaks_and_comments();

  [[nodiscard]] Status check_characters() const;
  Result<TomlStatement> statement();
  Status header(TomlStatement& statement);
  Status entry(TomlStatement& statement);
  Status end_of_line(TomlStatement& statement);

  Result<std::vector<TomlKey>> key_path();
  Result<TomlKey> key_part();
  Status equals_sign();
  Result<Extent> quoted();

  Result<uint32_t> keyed_element();
  Status value(uint32_t element);        // with all that is in it
  Status begin_value(uint32_t element);  // whole, but for a container: only its bracket
  Status container_step();
  Status bare_value(TomlElement& element);

  const TomlFile& file_;
  std::string_view text_;
  size_t at_ = 0;
  TomlLayout layout_;
  std::vector<uint32_t> open_;  // arrays and inline tables not closed yet, outermost first
};

Result<TomlLayout> Scanner::scan() {
  if (text_.size() > kMaxBytes)
    return failure(
        ErrorKind::unsupported,
        fmt::format("{} has {} bytes; at most {} are edited", file_.path, text_.size(), kMaxBytes),
        std::string(file_.path));
  MAKESPAN_CHECKED(check_characters());
  if (text_.starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
  std::optional<uint32_t> section;
  while (!at_end()) {
    MAKESPAN_TRY(TomlStatement next, statement());
    if (next.is_header()) section = static_cast<uint32_t>(layout_.statements.size());
    next.section = section;
    layout_.statements.push_back(std::move(next));
  }
  return std::move(layout_);
}

Status Scanner::check_characters() const {
  for (size_t i = 0; i < text_.size();) {
    const auto c = static_cast<unsigned char>(text_[i]);
    if (c == '\r' && (i + 1 >= text_.size() || text_[i + 1] != '\n'))
      return error("a carriage return without a line feed", i);
    if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F)
      return error("a control character", i);
    const size_t length = utf8_length_at(text_, i);
    if (length == 0) return error("not UTF-8", i);
    i += length;
  }
  return {};
}

Result<TomlStatement> Scanner::statement() {
  TomlStatement result{.extent = {.begin = at_}};
  skip_spaces();
  if (at_end() || at_break()) {
    result.kind = TomlStatement::Kind::blank;
  } else if (peek() == '#') {
    result.kind = TomlStatement::Kind::comment;
  } else if (peek() == '[') {
    MAKESPAN_CHECKED(header(result));
  } else {
    MAKESPAN_CHECKED(entry(result));
  }
  MAKESPAN_CHECKED(end_of_line(result));
  result.extent.end = at_;
  return result;
}

Status Scanner::header(TomlStatement& statement) {
  const bool array = peek(1) == '[';
  statement.kind = array ? TomlStatement::Kind::array_header : TomlStatement::Kind::table_header;
  at_ += array ? 2 : 1;
  MAKESPAN_TRY(statement.header, key_path());
  if (peek() != ']' || (array && peek(1) != ']'))
    return error(
        array ? "expected ]] behind the table's name" : "expected ] behind the table's name", at_);
  at_ += array ? 2 : 1;
  return {};
}

Status Scanner::entry(TomlStatement& statement) {
  statement.kind = TomlStatement::Kind::entry;
  MAKESPAN_TRY(statement.element, keyed_element());
  return value(statement.element);
}

Status Scanner::end_of_line(TomlStatement& statement) {
  skip_spaces();
  if (peek() == '#') {
    statement.comment = at_;
    skip_to_break();
  }
  if (!at_end() && !at_break()) return error("expected the end of the line", at_);
  skip_break();
  return {};
}

void Scanner::skip_spaces_breaks_and_comments() {
  while (!at_end()) {
    skip_spaces();
    if (peek() == '#') skip_to_break();
    if (!at_break()) return;
    skip_break();
  }
}

// A dotted key and the spaces behind it.
Result<std::vector<TomlKey>> Scanner::key_path() {
  std::vector<TomlKey> path;
  while (true) {
    skip_spaces();
    MAKESPAN_TRY(TomlKey part, key_part());
    path.push_back(std::move(part));
    if (path.size() > kMaxDepth)
      return error("a key of too many parts", at_, ErrorKind::unsupported);
    skip_spaces();
    if (peek() != '.') return path;
    ++at_;
  }
}

Result<TomlKey> Scanner::key_part() {
  const size_t begin = at_;
  if (peek() == '"' || peek() == '\'') {
    if (peek(1) == peek() && peek(2) == peek()) return error("a key over several lines", at_);
    MAKESPAN_TRY(const Extent extent, quoted());
    std::optional<std::string> text = decode_string(extent.of(text_));
    if (!text) return error("an unknown escape in a key", begin);
    return TomlKey{.text = std::move(*text), .extent = extent};
  }
  while (is_bare_key(text_.substr(at_, 1)))
    ++at_;
  if (at_ == begin) return error("expected a key", at_);
  return TomlKey{.text = std::string(text_.substr(begin, at_ - begin)),
                 .extent = {.begin = begin, .end = at_}};
}

// The string that starts here, of any kind.
Result<Extent> Scanner::quoted() {
  const size_t begin = at_;
  const char quote = peek();
  const bool multi_line = peek(1) == quote && peek(2) == quote;
  const std::string closing(multi_line ? 3 : 1, quote);
  at_ += closing.size();
  while (text_.substr(at_, closing.size()) != closing) {
    if (at_end() || (!multi_line && at_break())) return error("a string without an end", begin);
    if (quote == '"' && peek() == '\\' && at_ + 1 < text_.size()) ++at_;
    ++at_;
  }
  at_ += closing.size();
  // Up to two quotes may stand before the three that close.
  for (int i = 0; multi_line && i < 2 && peek() == quote; ++i)
    ++at_;
  return Extent{.begin = begin, .end = at_};
}

// `key =`; the value is still to come.
Result<uint32_t> Scanner::keyed_element() {
  MAKESPAN_TRY(std::vector<TomlKey> key, key_path());
  if (peek() != '=') return error("expected = behind the key", at_);
  ++at_;
  skip_spaces();
  layout_.elements.push_back(TomlElement{.key = std::move(key)});
  return static_cast<uint32_t>(layout_.elements.size() - 1);
}

Status Scanner::value(uint32_t element) {
  MAKESPAN_CHECKED(begin_value(element));
  while (!open_.empty())
    MAKESPAN_CHECKED(container_step());
  return {};
}

Status Scanner::begin_value(uint32_t id) {
  TomlElement& element = layout_.elements[id];
  element.value.begin = at_;
  const char c = peek();
  if (c == '[' || c == '{') {
    element.kind = c == '[' ? TomlKind::array : TomlKind::table;
    if (open_.size() >= kMaxDepth)
      return error("values in too many levels", at_, ErrorKind::unsupported);
    open_.push_back(id);
    ++at_;
    return {};
  }
  if (c != '"' && c != '\'') return bare_value(element);
  element.kind = TomlKind::string;
  MAKESPAN_TRY(element.value, quoted());
  if (!decode_string(element.value.of(text_)))
    return error("an unknown escape in a string", element.value.begin);
  return {};
}

// What comes next in the innermost open container: its end, a comma, or an element's beginning.
Status Scanner::container_step() {
  skip_spaces_breaks_and_comments();
  const uint32_t id = open_.back();
  TomlElement& container = layout_.elements[id];
  const bool table = container.kind == TomlKind::table;
  if (at_end()) return error(table ? "{ without }" : "[ without ]", container.value.begin);
  if (peek() == (table ? '}' : ']')) {
    container.value.end = ++at_;
    open_.pop_back();
    return {};
  }
  TomlElement* last =
      container.children.empty() ? nullptr : &layout_.elements[container.children.back()];
  if (last != nullptr && !last->comma) {
    if (peek() != ',') return error(table ? "expected , or }" : "expected , or ]", at_);
    last->comma = at_++;
    return {};
  }
  if (peek() == ',') return error("a comma without a value before it", at_);
  uint32_t child = static_cast<uint32_t>(layout_.elements.size());
  if (table) {
    MAKESPAN_TRY(child, keyed_element());
  } else {
    layout_.elements.emplace_back();
  }
  layout_.elements[id].children.push_back(child);
  return begin_value(child);
}

Status Scanner::bare_value(TomlElement& element) {
  const size_t begin = at_;
  const auto token_end = [&](size_t from) {
    return std::min(text_.find_first_of(",]}# \t\r\n", from), text_.size());
  };
  at_ = token_end(begin);
  std::string_view token = text_.substr(begin, at_ - begin);
  // A date and a time may have a space between them.
  if (token.size() == 10 && bare_value_kind(token) == TomlKind::date && peek() == ' ' &&
      bare_value_kind(text_.substr(at_ + 1, token_end(at_ + 1) - at_ - 1)) == TomlKind::date) {
    at_ = token_end(at_ + 1);
    token = text_.substr(begin, at_ - begin);
  }
  const std::optional<TomlKind> kind = bare_value_kind(token);
  if (!kind) {
    at_ = begin;
    return error(
        token.empty() ? "expected a value" : fmt::format("'{}' is no value", token.substr(0, 40)),
        begin);
  }
  element.kind = *kind;
  element.value = {.begin = begin, .end = at_};
  return {};
}

}  // namespace

size_t TomlLayout::line_of(size_t position) const {
  return 1 + static_cast<size_t>(
                 std::count(text.begin(), text.begin() + static_cast<ptrdiff_t>(position), '\n'));
}

const std::vector<TomlKey>& TomlLayout::section_path(const TomlStatement& statement) const {
  static const std::vector<TomlKey> root;
  return statement.section ? statements[*statement.section].header : root;
}

std::string_view TomlLayout::line_break() const {
  const size_t first = text.find('\n');
  return first != std::string_view::npos && first > 0 && text[first - 1] == '\r' ? "\r\n" : "\n";
}

Result<TomlLayout> scan_toml(const TomlFile& file) {
  return Scanner(file).scan();
}

}  // namespace makespan
