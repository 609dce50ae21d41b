#include "advise/dependencies/source_names.h"

#include <algorithm>

#include "advise/dependencies/source_regions.h"
#include "advise/dependencies/text_names.h"

namespace makespan {
namespace {

// One pass over the tokens of a Rust source, as far as they matter here.
class RustScanner {
 public:
  explicit RustScanner(std::string_view text) : text_(text), documentation_(names_.names) {}

  SourceNames scan() {
    if (text_.starts_with("#!") && !text_.starts_with("#![")) at_ = text_.find('\n');
    while (at_ < text_.size())
      step();
    return std::move(names_);
  }

 private:
  void step() {
    const char c = text_[at_];
    const std::string_view rest = text_.substr(at_);
    if (c == '\n' || c == ' ' || c == '\t' || c == '\r') {
      advance(at_ + 1);
    } else if (rest.starts_with("//")) {
      line_comment();
    } else if (rest.starts_with("/*")) {
      block_comment();
    } else if (rest.starts_with("#![")) {
      documentation_.end();
      attribute_ = 1;
      gated_ |= is_gate(rest.substr(3));
      last_ = '[';
      calls_.see('[', {});
      advance(at_ + 3);
    } else if (rest.starts_with("#[")) {
      if (says_test(rest.substr(2))) tests_.begin(text_.find(']', at_));
      if (is_gate(rest.substr(2))) gates_.begin(text_.find(']', at_));
      punctuation(c);
    } else if (starts_word(c)) {
      word();
    } else if (c == '"') {
      string(at_ + 1, 0, true);
    } else if (c == '\'') {
      quote();
    } else {
      punctuation(c);
    }
  }

  void advance(size_t to) {
    to = std::min(to, text_.size());
    line_ += static_cast<uint32_t>(std::count(text_.begin() + at_, text_.begin() + to, '\n'));
    at_ = to;
  }

  void line_comment() {
    const size_t end = std::min(text_.find('\n', at_), text_.size());
    const std::string_view line = text_.substr(at_, end - at_);
    const bool outer = line.starts_with("///") && !line.starts_with("////");
    if (outer || line.starts_with("//!")) {
      std::string_view words = line.substr(3);
      if (words.starts_with(' ')) words.remove_prefix(1);
      documentation_.take(words, line_);
    }
    advance(end);
  }

  // They nest.
  void block_comment() {
    size_t end = at_ + 2;
    for (int depth = 1; depth > 0 && end < text_.size();) {
      const std::string_view two = text_.substr(end, 2);
      depth += two == "/*" ? 1 : two == "*/" ? -1 : 0;
      end += two == "/*" || two == "*/" ? 2 : 1;
    }
    end = std::min(end, text_.size());
    const std::string_view comment = text_.substr(at_, end - at_);
    if ((comment.starts_with("/**") && comment.size() > 4) || comment.starts_with("/*!"))
      block_documentation(comment.substr(3));
    advance(end);
  }

  void block_documentation(std::string_view text) {
    uint32_t number = line_;
    while (!text.empty()) {
      const size_t end = std::min(text.find('\n'), text.size());
      std::string_view line = text.substr(0, end);
      const size_t star = line.find_first_not_of(" \t");
      if (star != std::string_view::npos && line[star] == '*') line.remove_prefix(star + 1);
      if (line.starts_with(' ')) line.remove_prefix(1);
      documentation_.take(line, number++);
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    documentation_.end();
  }

  // An identifier, a keyword, or what begins a literal: r"…", b"…", br#"…"#, r#name.
  void word() {
    size_t end = word_end(text_, at_);
    std::string_view name = text_.substr(at_, end - at_);
    if (end < text_.size() && (text_[end] == '"' || text_[end] == '#') && literal(name, end))
      return;
    if (end < text_.size() && text_[end] == '\'' && name == "b") {
      advance(end);
      return quote();
    }
    if (name == "r" && text_.substr(end).starts_with("#")) {
      const size_t raw = end + 1;
      end = word_end(text_, raw);
      name = text_.substr(raw, end - raw);
    }
    see_code();
    take_word(name, end);
    advance(end);
    last_ = 'a';
  }

  bool literal(std::string_view prefix, size_t end) {
    const bool raw = prefix == "r" || prefix == "br" || prefix == "cr";
    if (!raw && prefix != "b" && prefix != "c") return false;
    size_t quote = end;
    while (raw && quote < text_.size() && text_[quote] == '#')
      ++quote;
    if (quote >= text_.size() || text_[quote] != '"') return false;
    string(quote + 1, quote - end, !raw);
    return true;
  }

  void take_word(std::string_view name, size_t end) {
    const size_t next = skip_spaces(text_, end);
    if (crate_follows_ && name != "self") note(places(), name, NamedIn::code, line_);
    crate_follows_ = previous_word_ == "extern" && name == "crate";
    if (use_ == Use::root) {
      note(places(), name, NamedIn::code, line_);
      use_ = Use::inside;
    } else if (use_ == Use::none && text_.substr(next).starts_with("::") && !path_continues_) {
      note(places(), name, NamedIn::code, line_);
    }
    if (use_ == Use::none && name == "use") {
      use_ = Use::root;
      depth_ = 0;
    }
    if (calls_.inside() && !tests_.inside())
      note(gated_ || gates_.inside() ? names_.gated_macro_words : names_.macro_words, name,
           NamedIn::string, line_);
    previous_word_ = name;
    path_continues_ = false;
  }

  // `use a::b, {c, d::{e}};`: roots stand at the start and behind the commas and braces of the
  // outermost group.
  void punctuation(char c) {
    see_code();
    if (attribute_ > 0) attribute_ += c == '[' ? 1 : c == ']' ? -1 : 0;
    tests_.see(c, at_);
    gates_.see(c, at_);
    calls_.see(c, last_ == 'a' ? previous_word_ : std::string_view());
    if (c == ':' && text_.substr(at_).starts_with("::")) {
      path_continues_ = last_ == 'a' || last_ == '>';
      last_ = ':';
      return advance(at_ + 2);
    }
    if (use_ != Use::none) in_use(c);
    path_continues_ = false;
    crate_follows_ = false;
    if (c != '=') previous_word_ = {};
    last_ = c;
    advance(at_ + 1);
  }

  // #[cfg(test)], #[cfg(all(test, …))], #[test].
  static bool says_test(std::string_view attribute) {
    std::string words;
    for (const char c : attribute.substr(0, std::min<size_t>(attribute.size(), 40)))
      if (c != ' ') words += c;
    return words.starts_with("cfg(test)") || words.starts_with("cfg(all(test,") ||
           words.starts_with("test]");
  }

  // #[cfg(windows)], #[cfg(feature = "x")].
  static bool is_gate(std::string_view attribute) {
    return attribute.starts_with("cfg(") && !says_test(attribute);
  }
  NamedPlaces& places() { return tests_.inside() ? names_.test_names : names_.names; }

  void in_use(char c) {
    if (c == ';' || c == '(' || c == ')' || c == '=' || c == '<') {
      use_ = Use::none;  // `use<'a>` of a type and words called `use` in macros end here too
    } else if (c == '{') {
      if (use_ == Use::root)
        ++roots_;
      else
        ++depth_;
    } else if (c == '}') {
      if (depth_ > 0)
        --depth_;
      else if (roots_ > 0)
        --roots_;
    } else if (c == ',' && depth_ == 0 && roots_ > 0) {
      use_ = Use::root;
    }
    if (use_ == Use::none) roots_ = depth_ = 0;
  }

  // From behind the opening quote.
  void string(size_t begin, size_t hashes, bool escapes) {
    size_t end = begin;
    for (; end < text_.size(); ++end) {
      if (escapes && text_[end] == '\\') {
        ++end;
      } else if (text_[end] == '"' && closes(end + 1, hashes)) {
        break;
      }
    }
    end = std::min(end, text_.size());
    see_code();
    take_string(text_.substr(begin, end - begin));
    advance(end + 1 + hashes);
    last_ = '"';
  }

  [[nodiscard]] bool closes(size_t at, size_t hashes) const {
    for (size_t i = 0; i < hashes; ++i)
      if (at + i >= text_.size() || text_[at + i] != '#') return false;
    return true;
  }

  void take_string(std::string_view text) {
    if (text.ends_with(".md")) names_.documents.emplace_back(text);
    if (calls_.in_include()) names_.included.emplace_back(text);
    if (previous_word_ == "doc" && last_ == '=') {
      Documentation(names_.names)
          .take(text.substr(std::min(text.find_first_not_of(' '), text.size())), line_);
    }
    note_paths(places(), text, NamedIn::string, line_);
    note_paths(names_.strings, text, NamedIn::string, line_);
    const bool assigned = last_ == '=' && !text.empty() && starts_word(text[0]);
    if (assigned && word_end(text, 0) == text.size()) note(places(), text, NamedIn::string, line_);
  }

  // 'a' or '\n' or a lifetime 'a.
  void quote() {
    const std::string_view rest = text_.substr(at_ + 1);
    if (rest.starts_with('\\')) {
      const size_t end = rest.find('\'', 2);
      advance(end == std::string_view::npos ? at_ + 2 : at_ + 2 + end);
    } else {
      const size_t end = std::min(word_end(rest, 0), rest.size());
      const bool character = end == 0 || (end < rest.size() && rest[end] == '\'');
      advance(at_ + 1 + (end == 0 ? 1 : end) + (character ? 1 : 0));
    }
    last_ = '\'';
  }

  void see_code() {
    documentation_.end();
    if (attribute_ == 0) names_.code = true;
  }

  enum class Use { none, root, inside };

  std::string_view text_;
  size_t at_ = 0;
  uint32_t line_ = 1;
  SourceNames names_;
  Documentation documentation_;
  char last_ = 0;                   // the last token: its character; 'a' a word, '"' a string
  std::string_view previous_word_;  // before what stands here, at most "=" or "::" between
  int attribute_ = 0;               // brackets that are open since `#![`
  bool path_continues_ = false;     // behind `a::`
  bool crate_follows_ = false;      // behind `extern crate`
  Use use_ = Use::none;
  uint32_t depth_ = 0;                                   // groups below a root
  uint32_t roots_ = 0;                                   // groups that hold roots
  AttributedItems tests_{AttributedItems::Comma::ends};  // else names count as everybody's
  AttributedItems gates_{AttributedItems::Comma::does_not};
  bool gated_ = false;  // all of it, by an inner attribute
  MacroCalls calls_;
};

}  // namespace

SourceNames scan_rust_source(std::string_view text) {
  return RustScanner(text).scan();
}

SourceNames scan_markdown(std::string_view text) {
  SourceNames names;
  Documentation documentation(names.names);
  for (uint32_t number = 1; !text.empty(); ++number) {
    const size_t end = std::min(text.find('\n'), text.size());
    documentation.take(text.substr(0, end), number);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return names;
}

}  // namespace makespan
