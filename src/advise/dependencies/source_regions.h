#pragma once
// Where in a Rust source a scanner is, told token by token.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace makespan {

// From an attribute to the end of its item: a semicolon, or the brace that closes its body.
//
//   #[cfg(windows)] pub fn f(a: [u8; 2], b: u8) { … }
//                 └─ begin                          └─ end
class AttributedItems {
 public:
  // A comma ends match arms and fields, but stands among a function's arguments, too.
  enum class Comma {
    ends,      // maybe too early
    does_not,  // maybe too late
  };
  explicit AttributedItems(Comma comma) : comma_(comma) {}

  // `end`: where the attribute's bracket closes. One within such an item adds nothing.
  void begin(size_t end) {
    if (open_ == 0) attribute_ = end;
  }
  void see(char c, size_t at) {
    if (c == ']' && at == attribute_) {
      pending_ = true;
      nested_ = 0;
    } else if (c == '{' && (open_ > 0 || pending_)) {
      ++open_;
      pending_ = false;
    } else if (c == '}' && open_ > 0) {
      --open_;
    } else if (pending_) {
      see_head(c);
    }
  }
  [[nodiscard]] bool inside() const { return open_ > 0 || pending_; }

 private:
  void see_head(char c) {
    if (c == '(' || c == '[') {
      ++nested_;
    } else if ((c == ')' || c == ']') && nested_ > 0) {
      --nested_;
    } else if ((c == ';' && nested_ == 0) || (c == ',' && comma_ == Comma::ends)) {
      pending_ = false;
    }
  }

  Comma comma_;
  size_t attribute_ = 0;
  bool pending_ = false;  // behind the attribute, before its item's body
  uint32_t nested_ = 0;   // parentheses and brackets there
  uint32_t open_ = 0;     // braces of the body
};

// The arguments of macro calls, however deep.
class MacroCalls {
 public:
  // `macro` stands before it, where that is a word.
  void see(char c, std::string_view macro) {
    if (c == '!') {
      called_ = macro;
    } else if (c == '(' || c == '[' || c == '{') {
      if (depth_ > 0 || !called_.empty()) ++depth_;
      if (called_ == "include" && include_ == 0) include_ = depth_;
      called_ = {};
    } else if ((c == ')' || c == ']' || c == '}') && depth_ > 0) {
      if (--depth_ < include_) include_ = 0;
    } else {
      called_ = {};
    }
  }
  [[nodiscard]] bool inside() const { return depth_ > 0; }
  [[nodiscard]] bool in_include() const { return include_ > 0; }

 private:
  std::string_view called_;  // behind `name!`, or the name itself of macro_rules
  uint32_t depth_ = 0;
  uint32_t include_ = 0;  // the depth at which an include! began
};

}  // namespace makespan
