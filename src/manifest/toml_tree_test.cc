#include "manifest/toml_tree.h"

#include <gtest/gtest.h>

#include "manifest/testing/same_tree.h"
#include "manifest/toml_second_reader.h"

namespace makespan {
namespace {

TomlTree parse(std::string_view text) {
  return parse_toml_tree({.text = text, .path = "t"}).value();
}

std::string error_of(std::string_view text) {
  const Result<TomlTree> tree = parse_toml_tree({.text = text, .path = "Cargo.toml"});
  return tree ? "no error" : tree.error().message;
}

TEST(TomlTree, IsWhatTheOtherReaderReads) {
  for (const std::string_view text : {
           "",
           "a.b.c = 1\na.b.d = 'x'\n[e]\nf = [1, [2, {g = 3}], {}]\n",
           "[a.b]\nx = 1\n[a]\ny = 2\n[a.c.d]\n",
           "[fruit]\napple.color = 1\napple.taste.sweet = true\n[fruit.apple.texture]\na = 1\n",
           "[[a]]\nx = 1\n[a.b]\ny = 1\n[[a]]\n[[a.c]]\n[[a.c]]\nz = {p.q = 1, p.r = 2}\n",
           "\"\" = 1\n'a.b' = 2\n\"a\\u0062\" = 3\nab = 4\n",
           "s = \"\"\"\\\n   x \\\n\n   y\\t\\U0001F600\"\"\"\nt = '''\n\\n'''\n",
       }) {
    const std::optional<TomlTree> second = read_with_second_reader(text);
    const Result<TomlTree> own = parse_toml_tree({.text = text, .path = "t"});
    ASSERT_EQ(own.has_value(), second.has_value()) << text;
    if (!own) continue;
    EXPECT_EQ(different_values(*own, *second), "") << text;
  }
}

TEST(TomlTree, RefusesWhatIsDefinedTwice) {
  EXPECT_EQ(error_of("a = 1\na = 2\n"), "Cargo.toml:2: 'a' is defined twice");
  EXPECT_EQ(error_of("[a]\n\n[a]\n"), "Cargo.toml:3: 'a' is defined twice");
  EXPECT_EQ(error_of("a.b = 1\n[a]\n"), "Cargo.toml:2: 'a' is defined twice");
  EXPECT_EQ(error_of("[a]\n[[a]]\n"), "Cargo.toml:2: 'a' is defined twice");
  EXPECT_EQ(error_of("a = [{}]\n[[a]]\n"), "Cargo.toml:2: 'a' is defined twice");
  EXPECT_EQ(error_of("a = {}\n[a.b]\n"),
            "Cargo.toml:2: 'a' is a value, to which no section can add");
  EXPECT_EQ(error_of("a = {}\na.b = 1\n"),
            "Cargo.toml:2: 'a' is defined elsewhere, and dots cannot add to it");
  EXPECT_EQ(error_of("[a.b.c]\n[a]\nb.d = 1\n"),
            "Cargo.toml:3: 'b' is defined elsewhere, and dots cannot add to it");
  EXPECT_EQ(error_of("x = { a = 1, a = 2 }\n"), "Cargo.toml:1: 'a' is defined twice");
}

TEST(TomlTree, NamesTheFirstDifference) {
  const TomlTree tree = parse("[a]\n'x y' = [1, { b = 2 }]\n");
  EXPECT_EQ(first_difference(tree, parse("a = { 'x y' = [ 1, { b = 2 } ] }")), std::nullopt);
  EXPECT_EQ(first_difference(tree, parse("a.'x y' = [1, { b = 3 }]")), "a.\"x y\".1.b");
  EXPECT_EQ(first_difference(tree, parse("a.'x y' = [1]")), "a.\"x y\"");
  EXPECT_EQ(first_difference(tree, parse("[a]")), "a.\"x y\"");
  EXPECT_EQ(first_difference(parse(""), parse("[c]")), "c");
  EXPECT_EQ(first_difference(parse("a = 1"), parse("a = '1'")), "a");
}

TEST(TomlTree, ChangesAsItIsTold) {
  TomlTree tree = parse("a.b.c = 1\nd = [{ e = 1 }]");
  const TomlTree value = parse("value = { x = [1, 2] }");
  tree.put({"a", "n", "m"}, value, *value.find({"value"}));
  tree.erase({"a", "b", "c"});
  EXPECT_EQ(first_difference(tree, parse("a.n.m.x = [1, 2]\nd = [{ e = 1 }]\n[a.b]")),
            std::nullopt);
  tree.erase_empty({"a", "b"});
  tree.erase({"nothing", "there"});
  EXPECT_EQ(first_difference(tree, parse("a.n.m.x = [1, 2]\nd = [{ e = 1 }]")), std::nullopt);
  EXPECT_EQ(tree.find({"d", "e"}), std::nullopt);  // through an array
}

}  // namespace
}  // namespace makespan
