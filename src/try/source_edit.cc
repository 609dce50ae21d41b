#include "try/source_edit.h"

#include <algorithm>
#include <cctype>

namespace makespan {
namespace {

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// `source` with comments and literals overwritten by blanks, so that what is left is code; of the
// same length.
class Blanked {
 public:
  explicit Blanked(std::string_view source) : source_(source), text_(source) {}

  std::string take() {
    while (at_ < source_.size()) {
      if (starts("//")) {
        blank_to(line_end());
      } else if (starts("/*")) {
        blank_to(comment_end());
      } else if (raw_string()) {
        blank_to(raw_end());
      } else if (source_[at_] == '"') {
        blank_to(quoted_end('"'));
      } else if (char_literal()) {
        blank_to(quoted_end('\''));
      } else {
        ++at_;
      }
    }
    return std::move(text_);
  }

 private:
  [[nodiscard]] bool starts(std::string_view with) const {
    return source_.substr(at_).starts_with(with);
  }
  void blank_to(size_t end) {
    for (; at_ < end && at_ < source_.size(); ++at_) {
      if (text_[at_] != '\n') text_[at_] = ' ';
    }
  }
  [[nodiscard]] size_t line_end() const {
    return std::min(source_.find('\n', at_), source_.size());
  }
  [[nodiscard]] size_t comment_end() const {  // they nest
    size_t depth = 0;
    for (size_t i = at_; i + 1 < source_.size(); ++i) {
      if (source_.substr(i, 2) == "/*") {
        ++depth;
        ++i;
      } else if (source_.substr(i, 2) == "*/") {
        ++i;
        if (--depth == 0) return i + 1;
      }
    }
    return source_.size();
  }
  // r"…", r#"…"#, br"…"
  [[nodiscard]] bool raw_string() const {
    if (source_[at_] != 'r' || (at_ > 0 && is_word(source_[at_ - 1]) && source_[at_ - 1] != 'b'))
      return false;
    size_t i = source_.find_first_not_of('#', at_ + 1);
    return i != std::string_view::npos && source_[i] == '"';
  }
  [[nodiscard]] size_t raw_end() const {
    size_t quote = source_.find('"', at_);
    std::string end = "\"" + std::string(quote - at_ - 1, '#');
    size_t found = source_.find(end, quote + 1);
    return found == std::string_view::npos ? source_.size() : found + end.size();
  }
  [[nodiscard]] size_t quoted_end(char quote) const {
    size_t i = at_ + 1;
    while (i < source_.size() && source_[i] != quote)
      i += source_[i] == '\\' ? 2 : 1;
    return std::min(i + 1, source_.size());
  }
  // 'x' and '\n', but not the lifetime 'a.
  [[nodiscard]] bool char_literal() const {
    if (source_[at_] != '\'' || at_ + 2 >= source_.size()) return false;
    return source_[at_ + 1] == '\\' || source_[at_ + 2] == '\'' ||
           static_cast<unsigned char>(source_[at_ + 1]) >= 0x80;
  }

  std::string_view source_;
  std::string text_;
  size_t at_ = 0;
};

// What a matching bracket closes; the end where it does not.
size_t closing(std::string_view code, size_t open, char opened, char closes) {
  size_t depth = 0;
  for (size_t i = open; i < code.size(); ++i) {
    if (code[i] == opened) ++depth;
    if (code[i] == closes && --depth == 0) return i;
  }
  return code.size();
}

// The words of the item in front of `fn`: "pub(crate) async", "#[test]".
std::string_view before(std::string_view code, size_t at) {
  size_t start = at == 0 ? std::string_view::npos : code.find_last_of("{};", at - 1);
  return code.substr(start == std::string_view::npos ? 0 : start + 1, at - start - 1);
}

bool is_plain_private(std::string_view words) {
  for (const char* unwanted :
       {"pub", "const", "unsafe", "extern", "async", "test", "cfg", "default"}) {
    if (words.find(unwanted) != std::string_view::npos) return false;
  }
  return true;
}

struct Function {
  std::string name;
  size_t body = 0;  // its `{`
};

// The one whose `fn` is at `at`; none where it is generic or has no body.
std::optional<Function> function_at(std::string_view code, size_t at) {
  size_t i = at + 2;
  while (i < code.size() && std::isspace(static_cast<unsigned char>(code[i])) != 0)
    ++i;
  size_t name = i;
  while (i < code.size() && is_word(code[i]))
    ++i;
  if (i == name || i >= code.size() || code[i] != '(') return std::nullopt;
  size_t end = code.find_first_of("{;", closing(code, i, '(', ')'));
  if (end == std::string_view::npos || code[end] != '{') return std::nullopt;
  return Function{.name = std::string(code.substr(name, i - name)), .body = end};
}

// Macros' bodies and modules of tests.
bool begins_skipped_block(std::string_view head) {
  return head.find("macro_rules") != std::string_view::npos ||
         head.find("cfg(test)") != std::string_view::npos ||
         head.find("trait") != std::string_view::npos || head.ends_with("!") ||
         head.ends_with("! ");
}

// A statement more may go behind each one's `{`.
std::vector<Function> functions_to_edit(std::string_view source, size_t limit) {
  std::string code = Blanked(source).take();
  std::vector<Function> functions;
  for (size_t i = 0; i < code.size() && functions.size() < limit;) {
    if (code[i] == '{' && begins_skipped_block(before(code, i))) {
      i = closing(code, i, '{', '}');
      continue;
    }
    bool word = std::string_view(code).substr(i, 3) == "fn " && (i == 0 || !is_word(code[i - 1]));
    std::optional<Function> function = word ? function_at(code, i) : std::nullopt;
    if (!function) {
      ++i;
      continue;
    }
    bool editable = is_plain_private(before(code, i));
    i = closing(code, function->body, '{', '}');
    if (editable) functions.push_back(std::move(*function));
  }
  return functions;
}

}  // namespace

std::vector<PrivateFunction> private_functions(std::string_view source, size_t limit) {
  std::vector<PrivateFunction> functions;
  for (Function& function : functions_to_edit(source, limit)) {
    auto earlier = std::count_if(functions.begin(), functions.end(),
                                 [&](const PrivateFunction& f) { return f.name == function.name; });
    functions.push_back(
        {.name = std::move(function.name), .earlier = static_cast<size_t>(earlier)});
  }
  return functions;
}

std::vector<std::string> child_modules(std::string_view source) {
  std::string code = Blanked(source).take();
  std::vector<std::string> names;
  for (size_t i = 0; i < code.size(); ++i) {
    if (code[i] == '{') i = closing(code, i, '{', '}');
    bool word = std::string_view(code).substr(i, 3) == "mod" && (i == 0 || !is_word(code[i - 1]));
    size_t begin = code.find_first_not_of(" \n", i + 3);
    if (!word || begin == std::string::npos || begin == i + 3) continue;
    size_t end = begin;
    while (end < code.size() && is_word(code[end]))
      ++end;
    size_t behind = code.find_first_not_of(" \n", end);
    if (behind == std::string::npos || end == begin || code[behind] != ';') continue;
    std::string_view words = before(code, i);
    bool elsewhere =
        words.find("cfg") != std::string_view::npos || words.find("path") != std::string_view::npos;
    if (!elsewhere) names.push_back(code.substr(begin, end - begin));
  }
  return names;
}

std::optional<std::string> with_statement(std::string_view source,
                                          const PrivateFunction& function) {
  size_t earlier = 0;
  for (const Function& found : functions_to_edit(source, source.size())) {
    if (found.name != function.name || earlier++ < function.earlier) continue;
    std::string edited(source.substr(0, found.body + 1));
    edited += " let _ = ::core::hint::black_box(417_u64); ";
    edited += source.substr(found.body + 1);
    return edited;
  }
  return std::nullopt;
}

std::string with_public_function(std::string_view source) {
  std::string edited(source);
  edited +=
      "\n#[doc(hidden)]\n#[allow(dead_code, missing_docs, unreachable_pub)]\n"
      "pub fn makespan_try_edit() -> u64 {\n    ::core::hint::black_box(417)\n}\n";
  return edited;
}

}  // namespace makespan
