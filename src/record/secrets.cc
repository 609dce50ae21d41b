#include "record/secrets.h"

#include <optional>

#include "record/credential_options.h"
#include "record/named_value.h"
#include "record/program_names.h"
#include "record/secret_shapes.h"

namespace makespan {
namespace {

std::string_view file_name(std::string_view path) {
  return path.substr(path.find_last_of('/') + 1);
}

// Goes through a text from left to right, since what an option means depends on the program that
// was named before it.
class SecretFinder {
 public:
  explicit SecretFinder(std::string_view text) : text_(text) {}

  // The next secret, the name and punctuation before it left out.
  std::optional<SecretSpan> next() {
    for (; at_ < text_.size(); ++at_) {
      note_quotes_and_commands();
      SecretSpan span = secret_here();
      if (span.count == 0) continue;
      while (++at_ < span.first + span.count)
        note_quotes_and_commands();
      return span;
    }
    return std::nullopt;
  }

 private:
  // Another command begins behind a separator that is not within quotes.
  void note_quotes_and_commands() {
    char c = text_[at_];
    if (is_name_character(c)) return;  // as most are
    bool escaped = at_ > 0 && text_[at_ - 1] == '\\';
    if (escaped) return;
    if (is_quote(c) && (quote_ == 0 || quote_ == c)) quote_ = quote_ == 0 ? c : '\0';
    if (quote_ == 0 && ends_command(c)) program_ = {};
  }

  static bool ends_command(char c) {
    return c == ';' || c == '|' || c == '&' || c == '\n' || c == ')' || c == '`';
  }

  SecretSpan secret_here() {
    if (text_[at_] == ':' && text_.substr(at_, 3) == "://") return url_user(text_, at_);
    if (SecretSpan token = service_token(text_, at_); token.count > 0) return token;
    bool word_begins = at_ == 0 || !is_name_character(text_[at_ - 1]);
    if (!word_begins) return {};
    note_program();
    if (SecretSpan span = credential(); span.count > 0) return span;
    if (SecretSpan span = bearer_value(text_, at_); span.count > 0) return span;
    return named_value(text_, at_);
  }

  void note_program() {
    // What the programs begin with: most words of a command line begin otherwise.
    if (std::string_view("cos").find(text_[at_]) == std::string_view::npos) return;
    size_t end = at_;
    while (end < text_.size() && is_name_character(text_[end]))
      ++end;
    std::string_view name = text_.substr(at_, end - at_);
    bool is_word = end < text_.size() && is_space(text_[end]);
    if (is_word && takes_credentials(name)) program_ = name;
  }

  // What an option of the command's program is given.
  SecretSpan credential() {
    if (program_.empty() || text_[at_] != '-') return {};
    size_t end = at_;
    while (end < text_.size() && !is_space(text_[end]))
      ++end;
    std::optional<size_t> value = credential_at(program_, text_.substr(at_, end - at_));
    if (!value) return {};
    size_t first = at_ + *value;
    while (first < text_.size() && (is_space(text_[first]) || text_[first] == '\\'))
      ++first;
    size_t last = word_end(first);
    if (last - first >= 2 && is_quote(text_[first]) && text_[last - 1] == text_[first]) {
      ++first;
      --last;
    }
    return {.first = first, .count = last - first};
  }

  // The end of the shell's word at `at`: `me:"a b"` is one.
  [[nodiscard]] size_t word_end(size_t begin) const {
    char inner = 0;
    for (size_t at = begin; at < text_.size(); ++at) {
      char c = text_[at];
      if (quote_ != 0 && c == quote_ && at > begin) return at;
      if (c == '\\') {
        ++at;
      } else if (is_quote(c) && (inner == 0 || inner == c)) {
        inner = inner == 0 ? c : '\0';
      } else if (inner == 0 && (is_space(c) || ends_command(c))) {
        return at;
      }
    }
    return text_.size();
  }

  std::string_view text_;
  size_t at_ = 0;
  char quote_ = 0;            // the open one
  std::string_view program_;  // of the command that is read, if it takes credentials
};

std::string mask_within(std::string_view text) {
  std::string out;
  size_t copied = 0;
  SecretFinder finder(text);
  while (std::optional<SecretSpan> span = finder.next()) {
    out += text.substr(copied, span->first - copied);
    out += kMask;
    copied = span->first + span->count;
  }
  out += text.substr(copied);
  return out;
}

// Goes through a command line, argument by argument.
class ArgumentMask {
 public:
  explicit ArgumentMask(std::string_view program) : starts_others_(!is_compiler(program)) {}

  std::string masked(const std::string& argument) {
    bool is_value = value_ == Value::certain ||
                    (value_ == Value::likely && !looks_like_option(before_, argument));
    value_ = Value::none;
    before_ = argument;
    if (is_value) return std::string(kMask);
    if (starts_others_ && takes_credentials(file_name(argument))) program_ = file_name(argument);
    if (std::optional<size_t> at = credential_at(program_, argument)) {
      if (*at < argument.size()) return argument.substr(0, *at) + std::string(kMask);
      value_ = Value::certain;
      return argument;
    }
    if (takes_secret(argument)) value_ = Value::likely;
    return mask_within(argument);
  }

 private:
  enum class Value { none, likely, certain };  // is the next argument a secret's value?

  // A compiler's arguments may be words that are programs' names elsewhere (`--crate-name curl`).
  static bool is_compiler(std::string_view program) {
    ProgramKind kind = program_kind({}, program);
    return kind == ProgramKind::compiler || kind == ProgramKind::rust_compiler;
  }

  bool starts_others_ = false;
  std::string program_;  // the last that takes credentials: `env X=1 curl`
  std::string before_;
  Value value_ = Value::none;
};

}  // namespace

bool holds_secret(std::string_view value) {
  return SecretFinder(value).next().has_value();
}

std::vector<std::string> mask_arguments(std::vector<std::string> arguments) {
  if (arguments.empty()) return arguments;
  ArgumentMask mask(arguments[0]);
  for (std::string& argument : arguments)
    argument = mask.masked(argument);
  return arguments;
}

}  // namespace makespan
