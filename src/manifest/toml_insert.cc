#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "manifest/toml_container.h"
#include "manifest/toml_scalar.h"
#include "manifest/toml_statements.h"

namespace makespan {
namespace {

using Kind = TomlStatement::Kind;

// Where lines go into the text.
struct Spot {
  size_t at = 0;
  std::string indentation;
  bool blank_before = false;
  bool blank_behind = false;
};

// What a key's lines are before they stand in their table: `rest` are the table's keys that no
// section or inline table above them spells.
std::vector<std::string> with_keys(std::span<const std::string> rest,
                                   const std::vector<std::string>& lines) {
  if (rest.empty()) return lines;
  const std::string prefix = toml_path_text(TomlPath(rest.begin(), rest.end())) + ".";
  std::vector<std::string> result;
  for (const std::string& line : lines)
    result.push_back(prefix + line);
  return result;
}

Splice lines_at(const TomlLayout& layout, const Spot& spot, const std::vector<std::string>& lines) {
  const std::string line_break(layout.line_break());
  std::string text = spot.blank_before ? line_break : "";
  for (const std::string& line : lines)
    text += fmt::format("{}{}{}", spot.indentation, line, line_break);
  if (spot.blank_behind) text += line_break;
  // Behind a last line without a break: it gets one, and the new last line has none.
  if (!layout.statements.empty() && spot.at == layout.text.size() && !layout.text.ends_with('\n')) {
    text.erase(text.size() - line_break.size());
    text.insert(0, line_break);
  }
  return {.extent = {.begin = spot.at, .end = spot.at}, .text = std::move(text)};
}

std::string indentation_of(const TomlLayout& layout, size_t statement) {
  const Extent extent = layout.statements[statement].extent;
  const size_t end = layout.text.find_first_not_of(" \t", extent.begin);
  return std::string(layout.text.substr(extent.begin, std::min(end, extent.end) - extent.begin));
}

const std::string& first_key(const TomlLayout& layout, size_t entry) {
  return layout.elements[layout.statements[entry].element].key[0].text;
}

// The statements of a section's keys; of the root's without one.
std::vector<size_t> entries_of(const TomlLayout& layout, std::optional<size_t> header) {
  std::vector<size_t> entries;
  for (size_t i = header ? *header + 1 : 0; i < layout.statements.size(); ++i) {
    if (layout.statements[i].is_header()) break;
    if (layout.statements[i].kind == Kind::entry) entries.push_back(i);
  }
  return entries;
}

size_t start_of_text(const TomlLayout& layout) {
  return layout.statements.empty() ? layout.text.size() : layout.statements[0].extent.begin;
}

Spot spot_among(const TomlLayout& layout, std::optional<size_t> header, const NewEntries& entries) {
  std::vector<size_t> there = entries_of(layout, header);
  const auto by_key = [&](size_t a, size_t b) {
    return first_key(layout, a) < first_key(layout, b);
  };
  if (entries.order == TomlOrder::sorted && std::is_sorted(there.begin(), there.end(), by_key)) {
    while (!there.empty() && first_key(layout, there.back()) > entries.first_key)
      there.pop_back();
  }
  if (!there.empty())
    return {.at = layout.statements[there.back()].extent.end,
            .indentation = indentation_of(layout, there.back())};
  const std::vector<size_t> all = entries_of(layout, header);
  const std::string indentation = all.empty() ? "" : indentation_of(layout, all.front());
  if (header) return {.at = layout.statements[*header].extent.end, .indentation = indentation};
  return {.at = start_of_text(layout),
          .indentation = indentation,
          .blank_behind = all.empty() && !layout.statements.empty()};
}

// The statement before which a new section goes to stand directly before this header: comments
// right above a header are its own.
size_t with_comments_above(const TomlLayout& layout, size_t header) {
  while (header > 0 && layout.statements[header - 1].kind == Kind::comment)
    --header;
  return header;
}

bool begins_with(const TomlStatement& header, std::span<const std::string> path) {
  return header.header.size() >= path.size() &&
         std::equal(path.begin(), path.end(), header.header.begin(),
                    [](const std::string& a, const TomlKey& b) { return a == b.text; });
}

// The last header that begins with most of the path's keys, at least one; none: no header does.
std::optional<size_t> nearest_header(const TomlLayout& layout, const TomlPath& path) {
  for (size_t keys = path.size(); keys > 0; --keys) {
    for (size_t i = layout.statements.size(); i-- > 0;) {
      if (layout.statements[i].is_header() &&
          begins_with(layout.statements[i], std::span(path).first(keys)))
        return i;
    }
  }
  return std::nullopt;
}

// Behind the section of this header, or at the end of the text.
Spot spot_behind_section(const TomlLayout& layout, std::optional<size_t> header) {
  size_t next = layout.statements.size();
  if (header) {
    next = *header + 1;
    while (next < layout.statements.size() && !layout.statements[next].is_header())
      ++next;
  }
  const bool at_end = next == layout.statements.size();
  if (!at_end) next = with_comments_above(layout, next);
  const bool close = !at_end && layout.statements[next - 1].kind != Kind::blank;
  while (next > 0 && layout.statements[next - 1].kind == Kind::blank)
    --next;
  if (next == 0) return {.at = start_of_text(layout)};
  return {.at = layout.statements[next - 1].extent.end,
          .indentation = {},
          .blank_before = true,
          .blank_behind = close};
}

Splice new_section(const TomlLayout& layout, const NewEntries& entries) {
  std::vector<std::string> lines = {"[" + toml_path_text(entries.table) + "]"};
  lines.insert(lines.end(), entries.lines.begin(), entries.lines.end());
  // A table that only its sub-tables imply: before the first of them.
  for (size_t i = 0; i < layout.statements.size(); ++i) {
    if (!layout.statements[i].is_header() || !begins_with(layout.statements[i], entries.table))
      continue;
    const size_t before = with_comments_above(layout, i);
    return lines_at(
        layout,
        {.at = layout.statements[before].extent.begin,
         .indentation = {},
         .blank_before = before > 0 && layout.statements[before - 1].kind != Kind::blank,
         .blank_behind = true},
        lines);
  }
  const std::optional<size_t> neighbour =
      nearest_header(layout, entries.near.empty() ? entries.table : entries.near);
  return lines_at(layout, spot_behind_section(layout, neighbour), lines);
}

}  // namespace

// From the table itself outwards: the first that is written somewhere decides the form.
Result<std::vector<Splice>> add_entries(const TomlDocument& document, const NewEntries& entries) {
  const TomlLayout& layout = document.layout;
  const TomlPath& table = entries.table;
  if (table.empty())
    return std::vector{lines_at(layout, spot_among(layout, std::nullopt, entries), entries.lines)};
  for (size_t keys = table.size(); keys > 0; --keys) {
    const TomlPath path(table.begin(), table.begin() + static_cast<ptrdiff_t>(keys));
    const std::optional<TomlTree::Id> node = document.tree.find(path);
    if (!node) continue;
    if (document.tree.node(*node).kind != TomlKind::table)
      return failure(
          ErrorKind::unsupported,
          fmt::format("{}: '{}' is not a table", document.file.path, toml_path_text(path)),
          std::string(document.file.path));
    if (const std::optional<size_t> header = find_section(layout, path)) {
      if (keys < table.size()) break;
      return std::vector{lines_at(layout, spot_among(layout, header, entries), entries.lines)};
    }
    std::optional<TomlPlace> last;  // of its keys
    for (const TomlPlace& place : find_places(layout, path))
      if (place.element) last = place;
    if (!last) continue;  // only sub-tables imply it
    std::span<const std::string> rest = std::span(table).subspan(keys);
    const TomlElement& element = layout.elements[*last->element];
    if (!last->exact) rest = std::span(table).subspan(last->depth);
    if (last->exact || last->container) {
      const std::vector<std::string> lines = with_keys(rest, entries.lines);
      return append_child(layout, last->exact ? element : layout.elements[*last->container],
                          fmt::format("{}", fmt::join(lines, ", ")));
    }
    return std::vector{lines_at(layout,
                                {.at = layout.statements[last->statement].extent.end,
                                 .indentation = indentation_of(layout, last->statement)},
                                with_keys(rest, entries.lines))};
  }
  return std::vector{new_section(layout, entries)};
}

}  // namespace makespan
