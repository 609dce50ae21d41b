#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "manifest/toml_change.h"
#include "manifest/toml_document.h"
#include "manifest/toml_edit.h"
#include "manifest/toml_statements.h"

namespace makespan {
namespace {

// The one key in which the two paths differ.
size_t differing_key(const TomlPath& from, const TomlPath& to) {
  CHECK(from.size() == to.size() && from.back() == to.back());
  size_t key = 0;
  while (key < from.size() && from[key] == to[key])
    ++key;
  CHECK(key + 1 < from.size());
  CHECK(std::equal(from.begin() + static_cast<ptrdiff_t>(key) + 1, from.end(),
                   to.begin() + static_cast<ptrdiff_t>(key) + 1));
  return key;
}

TomlPath parent_of(const TomlPath& path) {
  return {path.begin(), path.end() - 1};
}

// The move of everything written at one path.
class Move {
 public:
  Move(const TomlDocument& document, const TomlPath& from, const TomlPath& to)
      : document_(document),
        layout_(document.layout),
        from_(from),
        to_(to),
        differing_(differing_key(from, to)),
        remove_(document.layout.statements.size()) {}

  Result<std::string> text();

 private:
  void rename(const TomlKey& key) {
    splices_.push_back({.extent = key.extent, .text = toml_path_text({to_[differing_]})});
  }
  void move_line(const TomlPlace& place);

  const TomlDocument& document_;
  const TomlLayout& layout_;
  const TomlPath& from_;
  const TomlPath& to_;
  size_t differing_;
  std::vector<Splice> splices_;
  std::vector<bool> remove_;
  std::vector<std::string> lines_;  // that go to the other table, from the moved key on
};

// `foo.version = "1"  # why`, without the keys of its table before it.
void Move::move_line(const TomlPlace& place) {
  const TomlElement& element = layout_.elements[*place.element];
  const TomlKey& key = element.key[from_.size() - 1 - place.depth];
  const Extent extent = layout_.statements[place.statement].extent;
  std::string_view line = layout_.text.substr(key.extent.begin, extent.end - key.extent.begin);
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  lines_.emplace_back(line);
  remove_[place.statement] = true;
}

Result<std::string> Move::text() {
  const bool has_section = find_section(layout_, parent_of(to_)).has_value();
  for (const TomlPlace& place : find_places(layout_, from_)) {
    if (!place.element) {
      rename(layout_.statements[place.statement].header[differing_]);
    } else if (!has_section && place.depth <= differing_) {
      rename(layout_.elements[*place.element].key[differing_ - place.depth]);
    } else {
      move_line(place);
    }
  }
  const std::vector<Splice> removed = remove_statements(layout_, remove_);
  splices_.insert(splices_.end(), removed.begin(), removed.end());
  std::string text =
      keep_missing_break(layout_.text, apply_splices(layout_.text, std::move(splices_)));
  if (lines_.empty()) return text;

  MAKESPAN_TRY(const TomlDocument without, open_toml({.text = text, .path = document_.file.path}));
  MAKESPAN_TRY(std::vector<Splice> added, add_entries(without, {.table = parent_of(to_),
                                                                .first_key = to_.back(),
                                                                .lines = std::move(lines_),
                                                                .order = TomlOrder::sorted,
                                                                .near = parent_of(from_)}));
  return apply_splices(text, std::move(added));
}

// Out of an inline table, or into one, only the value can go.
Result<std::string> move_value(const TomlDocument& document, const TomlPlace& place,
                               const TomlPath& from, const TomlPath& to) {
  const TomlFile& file = document.file;
  if (!place.exact || !place.element)
    return failure(ErrorKind::unsupported,
                   fmt::format("{}: '{}' is not written as one value, and cannot be moved out of "
                               "an inline table or into one",
                               file.path, toml_path_text(from)),
                   std::string(file.path));
  const std::string_view value = document.layout.elements[*place.element].value.of(file.text);
  MAKESPAN_TRY(const std::string added, set_toml_value(file, to, value, TomlOrder::sorted));
  return remove_toml_key({.text = added, .path = file.path}, from);
}

}  // namespace

Result<std::string> move_toml_key(const TomlFile& file, const TomlPath& from, const TomlPath& to) {
  MAKESPAN_TRY(const TomlDocument document, open_toml(file));
  if (!document.tree.find(from))
    return failure(ErrorKind::not_found,
                   fmt::format("{}: there is no '{}'", file.path, toml_path_text(from)),
                   std::string(file.path));
  if (document.tree.find(to))
    return failure(ErrorKind::invalid,
                   fmt::format("{}: there is '{}' already", file.path, toml_path_text(to)),
                   std::string(file.path));
  const std::vector<TomlPlace> places = find_places(document.layout, from);
  const bool inline_table =
      places.front().container || find_value_place(document.layout, parent_of(to));
  std::string after;
  if (inline_table) {
    MAKESPAN_TRY(after, move_value(document, places.front(), from, to));
  } else {
    MAKESPAN_TRY(after, Move(document, from, to).text());
  }
  return checked_edit(
      document, std::move(after),
      {TomlChange{.kind = TomlChange::Kind::move, .path = from, .to = to, .value = {}}});
}

}  // namespace makespan
