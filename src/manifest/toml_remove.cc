#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "manifest/toml_change.h"
#include "manifest/toml_container.h"
#include "manifest/toml_document.h"
#include "manifest/toml_edit.h"
#include "manifest/toml_statements.h"

namespace makespan {
namespace {

bool is_blank(const TomlStatement& statement) {
  return statement.kind == TomlStatement::Kind::blank;
}

// Past the last of the blank statements that begin at `at`.
size_t skip_blank(const TomlLayout& layout, size_t at) {
  while (at < layout.statements.size() && is_blank(layout.statements[at]))
    ++at;
  return at;
}

}  // namespace

// Between what stays before and behind a removed run, the blank lines before it are enough. At the
// end of the text none are needed, if something went that they set apart.
std::vector<Splice> remove_statements(const TomlLayout& layout, const std::vector<bool>& remove) {
  std::vector<Splice> splices;
  const std::vector<TomlStatement>& statements = layout.statements;
  size_t done = 0;  // what is before it has been looked at
  for (size_t i = 0; i < statements.size(); ++i) {
    if (!remove[i]) continue;
    size_t begin = i;
    while (i < statements.size() && remove[i])
      ++i;
    if (begin == 0 || is_blank(statements[begin - 1])) i = skip_blank(layout, i);
    while (i == statements.size() && begin > done && is_blank(statements[begin - 1]))
      --begin;
    splices.push_back(
        {.extent = {.begin = statements[begin].extent.begin, .end = statements[i - 1].extent.end},
         .text = {}});
    done = i;
    --i;  // statement `i` may be the next to go
  }
  return splices;
}

void mark_section(const TomlLayout& layout, size_t header, std::vector<bool>& marked) {
  size_t last = header;
  for (size_t i = header + 1; i < layout.statements.size(); ++i) {
    if (layout.statements[i].is_header()) break;
    if (layout.statements[i].kind == TomlStatement::Kind::entry) last = i;
  }
  for (size_t i = header; i <= last; ++i)
    marked[i] = true;
}

std::string keep_missing_break(std::string_view before, std::string after) {
  if (before.ends_with('\n') || !after.ends_with('\n')) return after;
  after.pop_back();
  if (after.ends_with('\r')) after.pop_back();
  return after;
}

Result<std::string> remove_toml_key(const TomlFile& file, const TomlPath& path) {
  MAKESPAN_TRY(const TomlDocument document, open_toml(file));
  const TomlLayout& layout = document.layout;
  if (!document.tree.find(path))
    return failure(ErrorKind::not_found,
                   fmt::format("{}: there is no '{}'", file.path, toml_path_text(path)),
                   std::string(file.path));

  std::vector<bool> remove(layout.statements.size());
  std::map<uint32_t, std::vector<uint32_t>> inside;  // by inline table, the children that go
  for (const TomlPlace& place : find_places(layout, path)) {
    if (!place.element)
      mark_section(layout, place.statement, remove);
    else if (place.container)
      inside[*place.container].push_back(*place.element);
    else
      remove[place.statement] = true;
  }
  std::vector<Splice> splices = remove_statements(layout, remove);
  for (const auto& [container, children] : inside) {
    const TomlElement& table = layout.elements[container];
    std::vector<bool> goes;
    for (const uint32_t child : table.children)
      goes.push_back(std::find(children.begin(), children.end(), child) != children.end());
    const std::vector<Splice> more = remove_children(layout, table, goes);
    splices.insert(splices.end(), more.begin(), more.end());
  }
  return checked_edit(
      document, keep_missing_break(file.text, apply_splices(file.text, std::move(splices))),
      {TomlChange{.kind = TomlChange::Kind::erase, .path = path, .to = {}, .value = {}}});
}

}  // namespace makespan
