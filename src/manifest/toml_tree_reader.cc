// Statements to tree. The rules that TOML has for who may define what, in one place:
//
//   [a.b]       makes a (implicitly) and b; b may be implicit already, never defined twice
//   a.b = 1     makes a; only lines of the same section may add to it by dots
//   a = { … }   is closed: nothing adds to it, neither do arrays
//   [[a]]       adds an element to a, which only [[a]] may have begun

#include <fmt/format.h>

#include <span>

#include "manifest/toml_scalar.h"
#include "manifest/toml_tree.h"

namespace makespan {
namespace {

enum class MadeBy { subtable, header, dotted_key, value, array_header };

struct Origin {
  MadeBy by = MadeBy::subtable;
  size_t section = 0;  // of a dotted key
};

class Reader {
 public:
  Reader(const TomlLayout& layout, std::string_view path)
      : layout_(layout), path_(path), origins_(1, Origin{.by = MadeBy::header}) {}

  Result<TomlTree> read();

 private:
  using Id = TomlTree::Id;

  [[nodiscard]] tl::unexpected<Error> error(const TomlKey& key, std::string_view message) const {
    return failure(
        ErrorKind::corrupt,
        fmt::format("{}:{}: '{}' {}", path_, layout_.line_of(key.extent.begin), key.text, message),
        std::string(path_), key.extent.begin);
  }
  Id add(TomlKind kind, Origin origin) {
    origins_.push_back(origin);
    return tree_.add({.kind = kind, .scalar = {}, .members = {}, .elements = {}});
  }
  Id add_member(Id table, const TomlKey& key, TomlKind kind, Origin origin) {
    const Id id = add(kind, origin);
    tree_.node(table).members.emplace(key.text, id);
    return id;
  }

  Result<Id> header(const TomlStatement& statement);
  Result<Id> enter(Id table, const TomlKey& key);  // a header's way to its last part
  Result<Id> array_element(Id table, const TomlKey& key);
  Result<Id> keyed_node(Id table, uint32_t element, size_t section);
  Status fill(uint32_t element, Id node);
  [[nodiscard]] std::string scalar(const TomlElement& element) const;

  const TomlLayout& layout_;
  std::string_view path_;
  TomlTree tree_;
  std::vector<Origin> origins_;  // of each node
  size_t sections_ = 0;
};

Result<TomlTree> Reader::read() {
  Id table = TomlTree::kRoot;
  size_t section = sections_++;
  for (const TomlStatement& statement : layout_.statements) {
    if (statement.is_header()) {
      MAKESPAN_TRY(table, header(statement));
      section = sections_++;
    } else if (statement.kind == TomlStatement::Kind::entry) {
      MAKESPAN_TRY(const Id node, keyed_node(table, statement.element, section));
      MAKESPAN_CHECKED(fill(statement.element, node));
    }
  }
  return std::move(tree_);
}

Result<TomlTree::Id> Reader::header(const TomlStatement& statement) {
  Id table = TomlTree::kRoot;
  const std::span<const TomlKey> keys(statement.header);
  for (const TomlKey& key : keys.first(keys.size() - 1)) {
    MAKESPAN_TRY(table, enter(table, key));
  }
  const TomlKey& last = keys.back();
  if (statement.kind == TomlStatement::Kind::array_header) return array_element(table, last);
  const std::optional<Id> there = tree_.member(table, last.text);
  if (!there) return add_member(table, last, TomlKind::table, {.by = MadeBy::header});
  if (origins_[*there].by != MadeBy::subtable) return error(last, "is defined twice");
  origins_[*there].by = MadeBy::header;
  return *there;
}

Result<TomlTree::Id> Reader::enter(Id table, const TomlKey& key) {
  const std::optional<Id> there = tree_.member(table, key.text);
  if (!there) return add_member(table, key, TomlKind::table, {});
  switch (origins_[*there].by) {
    case MadeBy::array_header:
      return tree_.node(*there).elements.back();
    case MadeBy::value:
      return error(key, "is a value, to which no section can add");
    case MadeBy::subtable:
    case MadeBy::header:
    case MadeBy::dotted_key:
      break;
  }
  return *there;
}

Result<TomlTree::Id> Reader::array_element(Id table, const TomlKey& key) {
  std::optional<Id> array = tree_.member(table, key.text);
  if (!array) array = add_member(table, key, TomlKind::array, {.by = MadeBy::array_header});
  if (origins_[*array].by != MadeBy::array_header) return error(key, "is defined twice");
  const Id element = add(TomlKind::table, {.by = MadeBy::header});
  tree_.node(*array).elements.push_back(element);
  return element;
}

// The node of `key = …`, still without its value; tables that its dots make on the way.
Result<TomlTree::Id> Reader::keyed_node(Id table, uint32_t element, size_t section) {
  const std::span<const TomlKey> keys(layout_.elements[element].key);
  for (const TomlKey& key : keys.first(keys.size() - 1)) {
    const std::optional<Id> there = tree_.member(table, key.text);
    if (there && (origins_[*there].by != MadeBy::dotted_key || origins_[*there].section != section))
      return error(key, "is defined elsewhere, and dots cannot add to it");
    table = there ? *there
                  : add_member(table, key, TomlKind::table,
                               {.by = MadeBy::dotted_key, .section = section});
  }
  if (tree_.member(table, keys.back().text)) return error(keys.back(), "is defined twice");
  return add_member(table, keys.back(), TomlKind::table, {.by = MadeBy::value});
}

// The value into its node, and those nested in it. An inline table is a section of its own.
Status Reader::fill(uint32_t element, Id node) {
  std::vector<std::pair<uint32_t, Id>> to_fill = {{element, node}};
  while (!to_fill.empty()) {
    const auto [from, to] = to_fill.back();
    to_fill.pop_back();
    const TomlElement& value = layout_.elements[from];
    tree_.node(to).kind = value.kind;
    const bool array = value.kind == TomlKind::array;
    const size_t section = sections_++;
    for (const uint32_t child : value.children) {
      Id id = 0;
      if (array) {
        id = add(TomlKind::table, {.by = MadeBy::value});
        tree_.node(to).elements.push_back(id);
      } else {
        MAKESPAN_TRY(id, keyed_node(to, child, section));
      }
      to_fill.emplace_back(child, id);
    }
    if (!array && value.kind != TomlKind::table) tree_.node(to).scalar = scalar(value);
  }
  return {};
}

std::string Reader::scalar(const TomlElement& element) const {
  const std::string_view bytes = element.value.of(layout_.text);
  return element.kind == TomlKind::string ? *decode_string(bytes) : std::string(bytes);
}

}  // namespace

Result<TomlTree> read_toml_tree(const TomlLayout& layout, std::string_view path) {
  return Reader(layout, path).read();
}

Result<TomlTree> parse_toml_tree(const TomlFile& file) {
  MAKESPAN_TRY(const TomlLayout layout, scan_toml(file));
  return read_toml_tree(layout, file.path);
}

}  // namespace makespan
