#include "report/terminal/text.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.h"

namespace makespan {
namespace {

std::string_view colour_of(Style style) {
  switch (style) {
    case Style::plain:
      return "";
    case Style::strong:
      return "\x1b[1m";
    case Style::faint:
    case Style::other:
      return "\x1b[90m";
    case Style::frontend:
      return "\x1b[34m";
    case Style::codegen:
      return "\x1b[36m";
    case Style::lto:
      return "\x1b[35m";
    case Style::link:
      return "\x1b[33m";
    case Style::script:
    case Style::compile_c:
      return "\x1b[32m";
    case Style::program:
      return "\x1b[95m";
    case Style::critical:
    case Style::error:
      return "\x1b[1;31m";
    case Style::good:
      return "\x1b[32m";
    case Style::bad:
      return "\x1b[31m";
    case Style::warning:
      return "\x1b[1;33m";
  }
  return "";
}

// What stands for each of our characters where there is only ASCII; one column each, so that the
// layout stays.
struct Stand {
  std::string_view character;
  char ascii;
};
constexpr std::array kStands = {
    Stand{"█", '#'}, Stand{"▌", '#'}, Stand{"▐", '#'}, Stand{"▄", '-'}, Stand{"▖", '-'},
    Stand{"▗", '-'}, Stand{"▓", '%'}, Stand{"▒", '+'}, Stand{"░", ':'}, Stand{"▚", '&'},
    Stand{"▀", '^'}, Stand{"▘", '^'}, Stand{"▝", '^'}, Stand{"━", '='}, Stand{"╸", '='},
    Stand{"╺", '='}, Stand{"╌", '.'}, Stand{"▁", '_'}, Stand{"▂", '_'}, Stand{"▃", '_'},
    Stand{"▅", '-'}, Stand{"▆", '='}, Stand{"▇", '#'}, Stand{"▏", '|'}, Stand{"▎", '|'},
    Stand{"▍", '#'}, Stand{"▋", '#'}, Stand{"▊", '#'}, Stand{"▉", '#'}, Stand{"●", '*'},
    Stand{"│", '|'}, Stand{"─", '-'}, Stand{"╭", '+'}, Stand{"╮", '+'}, Stand{"╰", '+'},
    Stand{"╯", '+'}, Stand{"┏", '+'}, Stand{"┓", '+'}, Stand{"┗", '+'}, Stand{"┛", '+'},
    Stand{"┃", '|'}, Stand{"├", '+'}, Stand{"┤", '+'}, Stand{"┼", '+'}, Stand{"┴", '+'},
    Stand{"└", '+'}, Stand{"▶", '>'}, Stand{"▼", 'v'}, Stand{"→", '>'}, Stand{"…", '~'},
    Stand{"·", '-'}, Stand{"–", '-'}, Stand{"µ", 'u'}, Stand{"×", 'x'}, Stand{"■", '#'},
    Stand{"≥", '>'}, Stand{"←", '<'}, Stand{"✗", 'x'}, Stand{"✓", 'v'}, Stand{"−", '-'},
    Stand{"○", 'o'}, Stand{"┌", '+'}, Stand{"┐", '+'}, Stand{"┬", '+'}, Stand{"↑", '^'},
    Stand{"↓", 'v'}, Stand{"±", '~'}, Stand{"≤", '<'}, Stand{"≈", '~'}, Stand{"◇", '@'},
    Stand{"•", '*'}, Stand{"╋", '|'},
};

std::string in_ascii(std::string_view text) {
  std::string result;
  for (size_t i = 0; i < text.size();) {
    size_t length = std::max<size_t>(1, utf8_length_at(text, i));
    std::string_view character = text.substr(i, length);
    i += length;
    if (length == 1 && static_cast<unsigned char>(character[0]) < 0x80) {
      result += character;
      continue;
    }
    const auto* stand = std::find_if(kStands.begin(), kStands.end(),
                                     [&](const Stand& one) { return one.character == character; });
    result.append(stand != kStands.end() ? 1 : display_width(character),
                  stand != kStands.end() ? stand->ascii : '?');
  }
  return result;
}

// Names come from the build: a control character in one must not steer the terminal.
std::string without_controls(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  }
  return result;
}

}  // namespace

Text& Text::add(std::string_view text, Style style) {
  if (text.empty()) return *this;
  std::string clean = without_controls(text);
  width_ += display_width(clean);
  if (!pieces_.empty() && pieces_.back().style == style) {
    pieces_.back().text += clean;
  } else {
    pieces_.push_back({.text = std::move(clean), .style = style});
  }
  return *this;
}

Text& Text::add(const Text& other) {
  for (const Piece& piece : other.pieces_)
    add(piece.text, piece.style);
  return *this;
}

Text& Text::pad_to(size_t column) {
  if (column > width_) add(std::string(column - width_, ' '));
  return *this;
}

Text& Text::right(std::string_view text, size_t columns, Style style) {
  size_t width = display_width(text);
  if (columns > width) add(std::string(columns - width, ' '));
  return add(text, style);
}

Text& Text::fit(std::string_view text, size_t columns, Style style) {
  size_t end = width_ + columns;
  add(cut_to_width(text, columns), style);
  return pad_to(end);
}

std::string Text::render(size_t columns, bool colour, bool unicode) const {
  std::string result;
  size_t left = columns;
  size_t last = pieces_.size();
  while (last > 0 && pieces_[last - 1].text.find_first_not_of(' ') == std::string::npos)
    --last;
  for (size_t i = 0; i < last && left > 0; ++i) {
    const Piece& piece = pieces_[i];
    std::string text = cut_to_width(piece.text, left);
    left -= std::min(left, display_width(text));
    if (i + 1 == last) text.erase(text.find_last_not_of(' ') + 1);
    if (!unicode) text = in_ascii(text);
    std::string_view code = colour ? colour_of(piece.style) : std::string_view();
    result += code;
    result += text;
    if (!code.empty()) result += "\x1b[0m";
  }
  return result;
}

}  // namespace makespan
