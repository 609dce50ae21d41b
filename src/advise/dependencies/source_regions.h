#pragma once
// Where in a Rust source a scanner is, told token by token.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace makespan {

// From an attribute to the end of its item: a semicolon, or the brace that closes its body. A comma
// ends it too, for match arms and fields; where that is early, names count as everybody's.
class AttributedItems {
 public:
  // `end`: where the attribute's bracket closes. One within such an item adds nothing.
  void begin(size_t end) {
    if (open_ == 0) attribute_ = end;
  }
  void see(char c, size_t at) {
    if (c == ']' && at == attribute_) {
      pending_ = true;
    } else if (c == '{' && (open_ > 0 || pending_)) {
      ++open_;
      pending_ = false;
    } else if (c == '}' && open_ > 0) {
      --open_;
    } else if ((c == ';' || c == ',') && open_ == 0) {
      pending_ = false;
    }
  }
  [[nodiscard]] bool inside() const { return open_ > 0 || pending_; }

 private:
  size_t attribute_ = 0;
  bool pending_ = false;  // behind the attribute, before its item's body
  uint32_t open_ = 0;     // braces
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
