#include "manifest/testing/random_manifest.h"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <vector>

namespace makespan {
namespace {

// A table of dependencies, as one form writes it.
struct Table {
  std::vector<std::string> header;  // its keys, as TOML
  std::string lines;                // what stands below the header
  std::string sections;             // dependencies with sections of their own
};

class Writer {
 public:
  explicit Writer(std::mt19937& random) : random_(random) {}

  std::string manifest();

 private:
  bool maybe(uint32_t of) { return random_() % of == 0; }
  template <size_t N>
  std::string_view one_of(const std::array<std::string_view, N>& texts) {
    return texts[random_() % N];
  }
  std::string space() { return std::string(random_() % 3, maybe(4) ? '\t' : ' '); }
  std::string noise();  // lines that belong to nobody
  std::string end_of_line(std::string_view name);
  std::string key(std::string_view name);
  std::string value();
  std::string features();
  void dependency(Table& table, std::string_view name);
  std::string table(std::vector<std::string> header);

  std::mt19937& random_;
  int comments_ = 0;
};

std::string Writer::noise() {
  std::string text;
  while (maybe(3))
    text += maybe(2) ? space() + "\n" : fmt::format("{}# free {}\n", space(), comments_++);
  return text;
}

std::string Writer::end_of_line(std::string_view name) {
  return maybe(3) ? fmt::format("{}# with {} = [\n", space(), name) : space() + "\n";
}

std::string Writer::key(std::string_view name) {
  return maybe(4)   ? fmt::format("'{}'", name)
         : maybe(4) ? fmt::format("\"{}\"", name)
                    : std::string(name);
}

std::string Writer::value() {
  constexpr std::array<std::string_view, 5> values = {"\"1\"", "'=1.2'", "\"# ] [dependencies]\"",
                                                      "\"\"\"\n[dependencies]\n\"\"\"",
                                                      "\"\\\"\\u00e4\""};
  return std::string(one_of(values));
}

std::string Writer::features() {
  constexpr std::array<std::string_view, 5> lists = {"[]", "[\"x\"]", "[ 'x', \"y\" , ]",
                                                     "[\n  \"x\", # X\n  # own\n  \"y\"\n]",
                                                     "[\"x\",\"dependencies\"]"};
  return std::string(one_of(lists));
}

void Writer::dependency(Table& table, std::string_view name) {
  const std::string equals = space() + "=" + space();
  table.lines += noise();
  switch (random_() % 5) {
    case 0:
      table.lines += space() + key(name) + equals + value() + end_of_line(name);
      return;
    case 1:
      table.lines += fmt::format("{}{}{{{}version = \"1\"{},{}features{}{}{}}}{}", key(name),
                                 equals, space(), space(), space(), equals,
                                 maybe(2) ? "[ \"x\" ]" : "[]", space(), end_of_line(name));
      return;
    case 2:
      table.lines += fmt::format("{}.workspace{}true{}", key(name), equals, end_of_line(name));
      return;
    case 3:
      table.lines +=
          fmt::format("{} . version{}{}{}", key(name), equals, value(), end_of_line(name));
      table.lines += noise();
      table.lines +=
          fmt::format("{}.\"features\"{}{}{}", key(name), equals, features(), end_of_line(name));
      return;
    default:
      table.sections += noise() + space() + "[";
      for (const std::string& part : table.header)
        table.sections += fmt::format("{}{}.", part, space());
      table.sections += space() + key(name) + "]" + end_of_line(name);
      table.sections += "version" + equals + value() + end_of_line(name);
      if (maybe(2)) table.sections += "features" + equals + features() + end_of_line(name);
      table.sections += noise();
  }
}

std::string Writer::table(std::vector<std::string> header) {
  Table table{.header = std::move(header), .lines = {}, .sections = {}};
  constexpr std::array<std::string_view, 6> names = {"a", "b", "a-b", "dependencies", "e", "f"};
  for (const std::string_view name : names)
    if (maybe(2)) dependency(table, name);
  std::string name;
  for (const std::string& part : table.header)
    name += (name.empty() ? "" : ".") + part;
  const std::string main = fmt::format("[{}]\n{}{}", name, table.lines, noise());
  if (table.lines.empty() && maybe(2)) return table.sections;
  return maybe(4) ? table.sections + main : main + table.sections;
}

std::string Writer::manifest() {
  std::string text = maybe(5) ? "\xEF\xBB\xBF" : "";
  text += noise() + "[package]\nname = \"p\"\n" + noise();
  const std::string normal = table({"dependencies"});
  const std::string development = maybe(3) ? "" : table({"dev-dependencies"});
  const std::string target = maybe(2) ? "" : table({"target", "'cfg(unix)'", "dependencies"});
  text += maybe(2) ? normal + development + target : target + development + normal;
  if (maybe(2)) text += noise() + "[profile.release]\nlto = true\n" + noise();
  if (maybe(4)) text.pop_back();
  if (!maybe(3)) return text;
  std::string crlf;
  for (const char c : text)
    crlf += c == '\n' ? "\r\n" : std::string(1, c);
  return crlf;
}

}  // namespace

std::string random_manifest(std::mt19937& random) {
  return Writer(random).manifest();
}

}  // namespace makespan
