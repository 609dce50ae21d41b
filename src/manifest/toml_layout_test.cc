#include "manifest/toml_layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace makespan {
namespace {

using ::testing::ElementsAre;
using Kind = TomlStatement::Kind;

TomlLayout scan(std::string_view text) {
  return scan_toml({.text = text, .path = "t"}).value();
}

std::string error_of(std::string_view text) {
  const Result<TomlLayout> layout = scan_toml({.text = text, .path = "Cargo.toml"});
  return layout ? "no error" : layout.error().message;
}

TEST(TomlLayout, CutsATextIntoStatementsWithoutAGap) {
  const std::string_view text =
      "\xEF\xBB\xBF# top\r\n\r\n[ a . \"b#\" ] # c\r\n  x.'y' = [ # in\r\n 1,\r\n ]\r\nlast = 'no "
      "break'";
  const TomlLayout layout = scan(text);
  std::vector<Kind> kinds;
  size_t at = 3;
  for (const TomlStatement& statement : layout.statements) {
    EXPECT_EQ(statement.extent.begin, at);
    at = statement.extent.end;
    kinds.push_back(statement.kind);
  }
  EXPECT_EQ(at, text.size());
  EXPECT_THAT(
      kinds, ElementsAre(Kind::comment, Kind::blank, Kind::table_header, Kind::entry, Kind::entry));
  EXPECT_EQ(layout.statements[2].header[1].text, "b#");
  EXPECT_EQ(text.substr(*layout.statements[2].comment, 3), "# c");
  const TomlElement& entry = layout.elements[layout.statements[3].element];
  EXPECT_EQ(entry.key[1].extent.of(text), "'y'");
  EXPECT_EQ(entry.value.of(text), "[ # in\r\n 1,\r\n ]");
  EXPECT_EQ(layout.line_of(entry.begin()), 4U);
  EXPECT_EQ(layout.line_break(), "\r\n");
}

TEST(TomlLayout, TakesStringsWithEverythingThatLooksLikeSyntax) {
  const std::string_view text =
      "a = \"# [x] \\\" = ,\"\nb = '# \\'\nc = \"\"\"\n[not.a.header]\n\"\"quoted\"\" # "
      "\\\"\"\"\"\"\nd = "
      "''''x''''\n";
  const TomlLayout layout = scan(text);
  ASSERT_EQ(layout.statements.size(), 4U);
  EXPECT_EQ(layout.elements[3].value.of(text), "''''x''''");
  for (const TomlStatement& statement : layout.statements)
    EXPECT_FALSE(statement.comment);
}

TEST(TomlLayout, TellsTheKindsOfBareValues) {
  const TomlLayout layout = scan(
      "a=[1, +1_000, 0xdead, 1.5e-3, inf, -nan, true, 1979-05-27, 1979-05-27 07:32:00Z, "
      "07:32:00.5]");
  std::vector<TomlKind> kinds;
  for (const uint32_t child : layout.elements[0].children)
    kinds.push_back(layout.elements[child].kind);
  EXPECT_THAT(kinds,
              ElementsAre(TomlKind::integer, TomlKind::integer, TomlKind::integer,
                          TomlKind::floating, TomlKind::floating, TomlKind::floating,
                          TomlKind::boolean, TomlKind::date, TomlKind::date, TomlKind::date));
}

TEST(TomlLayout, TakesInlineTablesOverSeveralLines) {
  const TomlLayout layout = scan("a = {\n  b = 1, # one\n  c = 2,\n}\n");
  EXPECT_EQ(layout.statements.size(), 1U);
  EXPECT_EQ(layout.elements[0].children.size(), 2U);
}

TEST(TomlLayout, SaysWhereATextIsNoToml) {
  EXPECT_EQ(error_of("[a\nb = 1\n"), "Cargo.toml:1: expected ] behind the table's name");
  EXPECT_EQ(error_of("[[a]\n"), "Cargo.toml:1: expected ]] behind the table's name");
  EXPECT_EQ(error_of("a = 1\nb 2\n"), "Cargo.toml:2: expected = behind the key");
  EXPECT_EQ(error_of("a = 1 b = 2\n"), "Cargo.toml:1: expected the end of the line");
  EXPECT_EQ(error_of("a = 01\n"), "Cargo.toml:1: '01' is no value");
  EXPECT_EQ(error_of("a = \n"), "Cargo.toml:1: expected a value");
  EXPECT_EQ(error_of("= 1\n"), "Cargo.toml:1: expected a key");
  EXPECT_EQ(error_of("a = \"x\n"), "Cargo.toml:1: a string without an end");
  EXPECT_EQ(error_of("a = \"\\q\"\n"), "Cargo.toml:1: an unknown escape in a string");
  EXPECT_EQ(error_of("\"\\uD800\" = 1\n"), "Cargo.toml:1: an unknown escape in a key");
  EXPECT_EQ(error_of("'''a''' = 1\n"), "Cargo.toml:1: a key over several lines");
  EXPECT_EQ(error_of("\na = [1, 2\n"), "Cargo.toml:2: [ without ]");
  EXPECT_EQ(error_of("a = { b = 1 c = 2 }\n"), "Cargo.toml:1: expected , or }");
  EXPECT_EQ(error_of("a = [1 2]\n"), "Cargo.toml:1: expected , or ]");
  EXPECT_EQ(error_of("a = [,]\n"), "Cargo.toml:1: a comma without a value before it");
  EXPECT_EQ(error_of("a = 1\rb = 2\n"), "Cargo.toml:1: a carriage return without a line feed");
  EXPECT_EQ(error_of("# \x01\n"), "Cargo.toml:1: a control character");
  EXPECT_EQ(error_of("a = 1\nb = \"\xFF\"\n"), "Cargo.toml:2: not UTF-8");
}

TEST(TomlLayout, RefusesWhatIsTooDeepOrTooLong) {
  EXPECT_EQ(error_of("a = " + std::string(200, '[') + std::string(200, ']')),
            "Cargo.toml:1: values in too many levels");
  std::string key = "a";
  for (int i = 0; i < 200; ++i)
    key += ".a";
  EXPECT_EQ(error_of(key + " = 1"), "Cargo.toml:1: a key of too many parts");
  EXPECT_EQ(error_of(std::string((4 << 20) + 1, '\n')),
            "Cargo.toml has 4194305 bytes; at most 4194304 are edited");
}

}  // namespace
}  // namespace makespan
