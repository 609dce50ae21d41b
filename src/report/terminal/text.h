#pragma once
// Text: one line of a terminal, as pieces with a style each.

#include <string>
#include <string_view>
#include <vector>

namespace makespan {

enum class Style {
  plain,
  strong,
  faint,
  frontend,
  codegen,
  lto,
  link,
  script,
  compile_c,
  other,
  program,   // tests and commands at work
  critical,  // what the critical path marks
  good,      // faster, added
  bad,       // slower, removed
  warning,
  error,
};

class Text {
 public:
  Text() = default;
  explicit Text(std::string_view text, Style style = Style::plain) { add(text, style); }

  Text& add(std::string_view text, Style style = Style::plain);
  Text& add(const Text& other);
  // Spaces up to a column; at least none.
  Text& pad_to(size_t column);
  // Right-aligned in `columns`.
  Text& right(std::string_view text, size_t columns, Style style = Style::plain);
  // Cut to `columns` if longer, padded if shorter.
  Text& fit(std::string_view text, size_t columns, Style style = Style::plain);

  [[nodiscard]] size_t width() const { return width_; }
  // At most `columns` wide, without trailing spaces.
  [[nodiscard]] std::string render(size_t columns, bool colour, bool unicode) const;

 private:
  struct Piece {
    std::string text;
    Style style;
  };
  std::vector<Piece> pieces_;
  size_t width_ = 0;
};

}  // namespace makespan
