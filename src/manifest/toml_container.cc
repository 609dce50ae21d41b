#include "manifest/toml_container.h"

#include <optional>

namespace makespan {
namespace {

constexpr std::string_view kSpaces = " \t";

size_t skip_spaces(std::string_view text, size_t at) {
  const size_t next = text.find_first_not_of(kSpaces, at);
  return next == std::string_view::npos ? text.size() : next;
}

// Where the line's bytes begin, if only spaces stand between there and `position`.
std::optional<size_t> line_start_before(std::string_view text, size_t position) {
  size_t at = position;
  while (at > 0 && kSpaces.find(text[at - 1]) != std::string_view::npos)
    --at;
  if (at == 0 || text[at - 1] == '\n') return at;
  return std::nullopt;
}

// The lines of a child that shares them with nothing but its comma and a comment behind that.
std::optional<Extent> own_lines(const TomlLayout& layout, const TomlElement& child) {
  const std::optional<size_t> begin = line_start_before(layout.text, child.begin());
  if (!begin) return std::nullopt;
  const size_t behind = child.comma ? *child.comma + 1 : child.end();
  if (layout.text.substr(child.end(), behind - child.end()).find('\n') != std::string_view::npos)
    return std::nullopt;  // the comma is on another line
  const size_t next = skip_spaces(layout.text, behind);
  const size_t line_break = layout.text.find('\n', next);
  if (line_break == std::string_view::npos) return std::nullopt;
  const std::string_view rest = layout.text.substr(next, line_break - next);
  if (!rest.empty() && rest != "\r" && rest[0] != '#') return std::nullopt;
  return Extent{.begin = *begin, .end = line_break + 1};
}

// One child, its comma and the spaces up to what follows.
Extent without_lines(const TomlLayout& layout, const TomlElement& child) {
  Extent extent{.begin = child.begin(), .end = child.end()};
  if (!child.comma) return extent;
  const std::string_view gap = layout.text.substr(child.end(), *child.comma - child.end());
  if (gap.find('#') != std::string_view::npos) return extent;  // the comma is dealt with apart
  extent.end = skip_spaces(layout.text, *child.comma + 1);
  return extent;
}

Extent inside(const TomlElement& container) {
  return {.begin = container.value.begin + 1, .end = container.value.end - 1};
}

bool has_lines(std::string_view text) {
  return text.find_first_of("#\n") != std::string_view::npos;
}

}  // namespace

std::vector<Splice> remove_children(const TomlLayout& layout, const TomlElement& container,
                                    const std::vector<bool>& remove) {
  const TomlElement* last_kept = nullptr;
  for (size_t i = 0; i < remove.size(); ++i)
    if (!remove[i]) last_kept = &layout.elements[container.children[i]];
  if (last_kept == nullptr && !has_lines(inside(container).of(layout.text)))
    return {Splice{.extent = inside(container), .text = {}}};

  std::vector<Splice> splices;
  for (size_t i = 0; i < remove.size(); ++i) {
    if (!remove[i]) continue;
    const TomlElement& child = layout.elements[container.children[i]];
    const Extent extent = own_lines(layout, child).value_or(without_lines(layout, child));
    splices.push_back({.extent = extent, .text = {}});
    if (child.comma && !extent.contains(*child.comma))
      splices.push_back({.extent = {.begin = *child.comma, .end = *child.comma + 1}, .text = {}});
  }
  // What was the last one without a comma leaves one without behind it.
  const TomlElement& last = layout.elements[container.children.back()];
  if (last_kept != nullptr && last_kept != &last && !last.comma) {
    size_t end = skip_spaces(layout.text, *last_kept->comma + 1);
    if (std::string_view("#\r\n").find(layout.text[end]) != std::string_view::npos)
      end = *last_kept->comma + 1;
    splices.push_back({.extent = {.begin = *last_kept->comma, .end = end}, .text = {}});
  }
  return splices;
}

std::vector<Splice> append_child(const TomlLayout& layout, const TomlElement& container,
                                 std::string_view text) {
  const std::string added(text);
  const Extent within = inside(container);
  const bool table = container.kind == TomlKind::table;
  if (container.children.empty()) {
    if (has_lines(within.of(layout.text)))
      return {Splice{.extent = {.begin = within.begin, .end = within.begin}, .text = added}};
    return {Splice{.extent = within, .text = table ? " " + added + " " : added}};
  }
  const TomlElement& last = layout.elements[container.children.back()];
  const std::optional<Extent> lines = own_lines(layout, last);
  if (!lines)
    return {Splice{.extent = {.begin = last.end(), .end = last.end()}, .text = ", " + added}};
  const std::string_view indentation =
      layout.text.substr(lines->begin, last.begin() - lines->begin);
  std::vector<Splice> splices;
  if (!last.comma)
    splices.push_back({.extent = {.begin = last.end(), .end = last.end()}, .text = ","});
  splices.push_back({.extent = {.begin = lines->end, .end = lines->end},
                     .text = std::string(indentation) + added + (last.comma ? "," : "") +
                             std::string(layout.line_break())});
  return splices;
}

}  // namespace makespan
