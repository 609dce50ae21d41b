#include "manifest/toml_edit.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

std::string text_of(const Result<std::string>& result) {
  return result ? *result : "error: " + result.error().message;
}

std::string removed(std::string_view text, const TomlPath& path) {
  return text_of(remove_toml_key({.text = text, .path = "t"}, path));
}

std::string set(std::string_view text, const TomlPath& path, std::string_view value,
                TomlOrder order = TomlOrder::last) {
  return text_of(set_toml_value({.text = text, .path = "t"}, path, value, order));
}

std::string moved(std::string_view text, const TomlPath& from, const TomlPath& to) {
  return text_of(move_toml_key({.text = text, .path = "t"}, from, to));
}

std::string strings(std::string_view text, const std::vector<std::string>& wanted) {
  return text_of(set_toml_strings({.text = text, .path = "t"}, {"a"}, wanted));
}

TEST(RemoveTomlKey, TakesTheLineAndTheCommentBehindIt) {
  EXPECT_EQ(removed("# mine\na = 1 # goes\n# stays\nb = 2\n", {"a"}), "# mine\n# stays\nb = 2\n");
  EXPECT_EQ(removed("a = [ # x\n  1,\n] # y\nb = 2\n", {"a"}), "b = 2\n");
  EXPECT_EQ(removed("a = '''\n[b]\n# '''\n[b]\n", {"a"}), "[b]\n");
}

TEST(RemoveTomlKey, KeepsLineEndingsTheByteOrderMarkAndAMissingLastBreak) {
  EXPECT_EQ(removed("\xEF\xBB\xBF"
                    "a = 1\r\nb = 2\r\n",
                    {"a"}),
            "\xEF\xBB\xBF"
            "b = 2\r\n");
  EXPECT_EQ(removed("a = 1\r\nb = 2", {"b"}), "a = 1");
  EXPECT_EQ(removed("a = 1\nb = 2", {"a"}), "b = 2");
  EXPECT_EQ(removed("a = 1", {"a"}), "");
}

TEST(RemoveTomlKey, TakesDottedKeysFromWhereverTheyStand) {
  EXPECT_EQ(removed("[d]\na.x = 1\nb = 2\na . \"y\" = 3\n", {"d", "a"}), "[d]\nb = 2\n");
  EXPECT_EQ(removed("d.a.x = 1\nd.b = 2\n", {"d", "a"}), "d.b = 2\n");
}

TEST(RemoveTomlKey, TakesASectionWithItsSubsections) {
  EXPECT_EQ(
      removed("[d]\nx = 1\n\n[d.a] # why\n# inside\nv = 1\n\n# free\n\n[d . 'a'.t]\nw = 2\n\n[e]\n",
              {"d", "a"}),
      "[d]\nx = 1\n\n# free\n\n[e]\n");
  EXPECT_EQ(removed("[d]\nx = 1\n\n[d.a]\nv = 1\n", {"d", "a"}), "[d]\nx = 1\n");
  EXPECT_EQ(removed("[d.a]\nv = 1\n\n[[d.a.b]]\nw = 1\n\n[d.ab]\n", {"d", "a"}), "[d.ab]\n");
}

TEST(RemoveTomlKey, MergesTheBlankLinesAroundWhatGoes) {
  EXPECT_EQ(removed("a = 1\n\nb = 2\n\nc = 3\n", {"b"}), "a = 1\n\nc = 3\n");
  EXPECT_EQ(removed("a = 1\nb = 2\n\nc = 3\n", {"b"}), "a = 1\n\nc = 3\n");
  EXPECT_EQ(removed("[x]\na = 1\n\n[d.a]\ny = 1\n\n[d.a.b]\nz = 1\n\n[e]\n", {"d"}),
            "[x]\na = 1\n\n[e]\n");
  EXPECT_EQ(removed("[d.a]\ny = 1\n\n[d.a.b]\nz = 1\n", {"d"}), "");
}

TEST(RemoveTomlKey, TakesElementsOfInlineTables) {
  EXPECT_EQ(removed("d = { a = 1, b = 2 } # c\n", {"d", "a"}), "d = { b = 2 } # c\n");
  EXPECT_EQ(removed("d = { a = 1, b = 2 }\n", {"d", "b"}), "d = { a = 1 }\n");
  EXPECT_EQ(removed("d = {a=1,b=2,c=3}\n", {"d", "b"}), "d = {a=1,c=3}\n");
  EXPECT_EQ(removed("d = { a = 1 }\n", {"d", "a"}), "d = {}\n");
  EXPECT_EQ(removed("d = { a.x = 1, b = 2, a.y = 3 }\n", {"d", "a"}), "d = { b = 2 }\n");
  EXPECT_EQ(removed("x.d = { a = { b = 1, c = 2 } }\n", {"x", "d", "a", "b"}),
            "x.d = { a = { c = 2 } }\n");
}

TEST(RemoveTomlKey, TakesLinesOfInlineTablesOverSeveralLines) {
  EXPECT_EQ(removed("d = {\n  a = 1, # one\n  b = 2, # two\n}\n", {"d", "a"}),
            "d = {\n  b = 2, # two\n}\n");
  EXPECT_EQ(removed("d = {\n  a = 1, # one\n  b = 2 # two\n}\n", {"d", "b"}),
            "d = {\n  a = 1 # one\n}\n");
}

TEST(RemoveTomlKey, SaysWhatIsNotThere) {
  EXPECT_EQ(removed("[foo-bar]\n", {"foo"}), "error: t: there is no 'foo'");
  EXPECT_EQ(removed("[[a]]\nb = 1\n", {"a", "b"}), "error: t: there is no 'a.b'");
  EXPECT_EQ(removed("a = \n", {"a"}), "error: t:1: expected a value");
}

TEST(SetTomlValue, ExchangesTheBytesOfAValue) {
  EXPECT_EQ(set("[p]\n\tx   =   1   # keep\r\n", {"p", "x"}, "8"), "[p]\n\tx   =   8   # keep\r\n");
  EXPECT_EQ(set("p = { x = [1,\n2], y = 3 }", {"p", "x"}, "'z'"), "p = { x = 'z', y = 3 }");
  EXPECT_EQ(set("p.'x' = 1", {"p", "x"}, "2"), "p.'x' = 2");
}

TEST(SetTomlValue, LeavesAValueThatIsThereAlready) {
  EXPECT_EQ(set("x = \"a\" # b", {"x"}, "\"a\""), "x = \"a\" # b");
}

TEST(SetTomlValue, AddsAKeyBehindTheLastOfItsSection) {
  EXPECT_EQ(set("[p]\n  x = 1 # c\n# d\n\n[q]\n", {"p", "y"}, "2"),
            "[p]\n  x = 1 # c\n  y = 2\n# d\n\n[q]\n");
  EXPECT_EQ(set("[p]\n[q]\n", {"p", "y"}, "2"), "[p]\ny = 2\n[q]\n");
  EXPECT_EQ(set("[p]\r\nx=1", {"p", "y"}, "2"), "[p]\r\nx=1\r\ny=2");
  EXPECT_EQ(set("[p]", {"p", "a b"}, "2"), "[p]\n\"a b\" = 2");
}

TEST(SetTomlValue, AddsAKeyInTheFormOfItsTable) {
  EXPECT_EQ(set("p.r.x = 1\nz = 2\n", {"p", "r", "y"}, "2"), "p.r.x = 1\np.r.y = 2\nz = 2\n");
  EXPECT_EQ(set("p.r.x = 1\nz = 2\n", {"p", "q", "y"}, "2"), "p.r.x = 1\np.q.y = 2\nz = 2\n");
  EXPECT_EQ(set("[p]\nr.x = 1\n", {"p", "r", "y"}, "2"), "[p]\nr.x = 1\nr.y = 2\n");
  EXPECT_EQ(set("[p]\nr = { x = 1 }\n", {"p", "r", "y"}, "2"), "[p]\nr = { x = 1, y = 2 }\n");
  EXPECT_EQ(set("[p]\nr = {}\n", {"p", "r", "y"}, "2"), "[p]\nr = { y = 2 }\n");
  EXPECT_EQ(set("p = { r.x = 1 }\n", {"p", "r", "y"}, "2"), "p = { r.x = 1, r.y = 2 }\n");
  EXPECT_EQ(set("p = { x = 1 }\n", {"p", "q", "r", "y"}, "2"), "p = { x = 1, q.r.y = 2 }\n");
  EXPECT_EQ(set("p = {\n  x = 1, # c\n}\n", {"p", "y"}, "2"), "p = {\n  x = 1, # c\n  y = 2,\n}\n");
}

TEST(SetTomlValue, MakesASectionBehindThoseWithMostOfItsName) {
  EXPECT_EQ(set("", {"p", "r", "x"}, "1"), "[p.r]\nx = 1\n");
  EXPECT_EQ(set("[a]\n", {"p", "x"}, "1"), "[a]\n\n[p]\nx = 1\n");
  EXPECT_EQ(set("[p.a]\ny = 1\n\n# of z\n[z]\n", {"p", "r", "x"}, "1"),
            "[p.a]\ny = 1\n\n[p.r]\nx = 1\n\n# of z\n[z]\n");
  EXPECT_EQ(set("[p.a]\ny = 1\n[z]\n", {"p", "r", "x"}, "1"),
            "[p.a]\ny = 1\n\n[p.r]\nx = 1\n\n[z]\n");
  EXPECT_EQ(set("[a]\nb = 1", {"p", "x"}, "1"), "[a]\nb = 1\n\n[p]\nx = 1");
  EXPECT_EQ(set("[p]\nx = 1\n", {"p", "q", "x"}, "1"), "[p]\nx = 1\n\n[p.q]\nx = 1\n");
}

TEST(SetTomlValue, MakesASectionBeforeItsSubsections) {
  EXPECT_EQ(set("[a]\n\n# of x\n[p.r.x]\ny = 1\n", {"p", "r", "k"}, "1"),
            "[a]\n\n[p.r]\nk = 1\n\n# of x\n[p.r.x]\ny = 1\n");
}

TEST(SetTomlValue, AddsAKeyOfTheRootBeforeTheSections) {
  EXPECT_EQ(set("[a]\n", {"x"}, "1"), "x = 1\n\n[a]\n");
  EXPECT_EQ(set("y = 1\n[a]\n", {"x"}, "1"), "y = 1\nx = 1\n[a]\n");
}

TEST(SetTomlValue, KeepsASortedTableSortedWhereItIsAsked) {
  EXPECT_EQ(set("[d]\na = 1\n# c\nc = 1\n", {"d", "b"}, "1", TomlOrder::sorted),
            "[d]\na = 1\nb = 1\n# c\nc = 1\n");
  EXPECT_EQ(set("[d]\nb = 1\n", {"d", "a"}, "1", TomlOrder::sorted), "[d]\na = 1\nb = 1\n");
  EXPECT_EQ(set("[d]\nc = 1\nb = 1\n", {"d", "a"}, "1", TomlOrder::sorted),
            "[d]\nc = 1\nb = 1\na = 1\n");
}

TEST(SetTomlValue, RefusesWhatCannotBe) {
  EXPECT_EQ(set("", {"x"}, "1\ny = 2"), "error: t: '1\ny = 2' is no value of TOML");
  EXPECT_EQ(set("", {"x"}, "1 # c"), "error: t: '1 # c' is no value of TOML");
  EXPECT_EQ(set("", {"x"}, ""), "error: t: '' is no value of TOML");
  EXPECT_EQ(set("[a.b]\n", {"a", "b"}, "1"),
            "error: t: 'a.b' is a table of several lines, not one value");
  EXPECT_EQ(set("a = 1\n", {"a", "b"}, "1"), "error: t: 'a' is not a table");
  EXPECT_EQ(set("[[a]]\n", {"a", "b"}, "1"), "error: t: 'a' is not a table");
}

// TOML 1.0 has inline tables on one line only, and toml++ reads no more than that.
TEST(SetTomlValue, RefusesSeveralLinesInAnInlineTableOfAFileThatHasNone) {
  EXPECT_EQ(set("a = { b = 1 }\n", {"a", "c"}, "{\n  d = 1\n}"),
            "error: t: 'a.c' cannot be changed in the form in which the file has it: that would "
            "also change 'the whole file'");
}

TEST(MoveTomlKey, TakesALineToTheOtherSection) {
  EXPECT_EQ(moved("[d]\na = \"1\" # why\nb = 2\n\n[e]\nc = 3\n", {"d", "a"}, {"e", "a"}),
            "[d]\nb = 2\n\n[e]\na = \"1\" # why\nc = 3\n");
  EXPECT_EQ(moved("[d]\r\na.x = 1\r\n\tb = 2\r\na.y = [\r\n 1\r\n]\r\n[e]", {"d", "a"}, {"e", "a"}),
            "[d]\r\n\tb = 2\r\n[e]\r\na.x = 1\r\na.y = [\r\n 1\r\n]");
}

TEST(MoveTomlKey, MakesTheSectionBehindTheOneItComesFrom) {
  EXPECT_EQ(moved("[d]\na = 1\nb = 2\n\n[z]\n", {"d", "a"}, {"e", "a"}),
            "[d]\nb = 2\n\n[e]\na = 1\n\n[z]\n");
  EXPECT_EQ(moved("[d]\nb = 2\n\na = 1\n\n[z]\n", {"d", "a"}, {"e", "a"}),
            "[d]\nb = 2\n\n[e]\na = 1\n\n[z]\n");
}

TEST(MoveTomlKey, RenamesHeadersAndDottedKeys) {
  EXPECT_EQ(moved("[ d . a ] # c\nx = 1\n[d.a.t]\n", {"d", "a"}, {"e", "a"}),
            "[ e . a ] # c\nx = 1\n[e.a.t]\n");
  EXPECT_EQ(moved("d.a.x = 1\nd.b = 2\n", {"d", "a"}, {"e", "a"}), "e.a.x = 1\nd.b = 2\n");
  EXPECT_EQ(moved("d.a.x = 1\n[e]\nc = 2\n", {"d", "a"}, {"e", "a"}), "[e]\na.x = 1\nc = 2\n");
}

TEST(MoveTomlKey, TakesAValueOutOfAnInlineTableAndIntoOne) {
  EXPECT_EQ(moved("d = { a = 1, b = 2 }\n", {"d", "a"}, {"e", "a"}),
            "d = { b = 2 }\n\n[e]\na = 1\n");
  EXPECT_EQ(moved("e = { c = 1 }\n[d]\na = [2]\n", {"d", "a"}, {"e", "a"}),
            "e = { c = 1, a = [2] }\n[d]\n");
}

TEST(MoveTomlKey, RefusesWhatIsNotThereOrThereAlready) {
  EXPECT_EQ(moved("[d]\n", {"d", "a"}, {"e", "a"}), "error: t: there is no 'd.a'");
  EXPECT_EQ(moved("d.a = 1\ne.a = 1\n", {"d", "a"}, {"e", "a"}),
            "error: t: there is 'e.a' already");
  EXPECT_EQ(moved("d = { a.b = 1 }\n", {"d", "a"}, {"e", "a"}),
            "error: t: 'd.a' is not written as one value, and cannot be moved out of an inline "
            "table or into one");
}

TEST(SetTomlStrings, TakesOutAndPutsInElements) {
  EXPECT_EQ(strings("a = [\"x\", 'y', \"z\"]\n", {"z", "x"}), "a = [\"x\", \"z\"]\n");
  EXPECT_EQ(strings("a = [\"x\", 'y', \"z\"]\n", {"x"}), "a = [\"x\"]\n");
  EXPECT_EQ(strings("a = [\"x\"]\n", {"y"}), "a = [\"y\"]\n");
  EXPECT_EQ(strings("a = [\"x\", ]\n", {"x", "y"}), "a = [\"x\", \"y\", ]\n");
  EXPECT_EQ(strings("a = [ \"x\", \"y\", ]\n", {"x"}), "a = [ \"x\", ]\n");
  EXPECT_EQ(strings("a = []\n", {"x", "y\""}), "a = [\"x\", \"y\\\"\"]\n");
  EXPECT_EQ(strings("", {"x"}), "a = [\"x\"]\n");
}

TEST(SetTomlStrings, KeepsLinesAndTheirComments) {
  const std::string_view text = "a = [\n  \"x\", # X\n  # own\n  \"y\", # Y\n  \"z\" # Z\n]\n";
  EXPECT_EQ(strings(text, {"x", "y"}), "a = [\n  \"x\", # X\n  # own\n  \"y\" # Y\n]\n");
  EXPECT_EQ(strings(text, {"y", "z"}), "a = [\n  # own\n  \"y\", # Y\n  \"z\" # Z\n]\n");
  EXPECT_EQ(strings(text, {"x", "y", "z", "n"}),
            "a = [\n  \"x\", # X\n  # own\n  \"y\", # Y\n  \"z\", # Z\n  \"n\"\n]\n");
  EXPECT_EQ(strings("a = [\n  \"x\",\n  \"y\"]\n", {"x"}), "a = [\n  \"x\"\n  ]\n");
  EXPECT_EQ(strings("a = [ \"x\"\n    , \"y\"\n    ]\n", {"y"}), "a = [ \"y\"\n    ]\n");
  EXPECT_EQ(strings("a = [ # none\n]\n", {"x"}), "a = [\"x\" # none\n]\n");
}

TEST(SetTomlStrings, RefusesWhatIsNoListOfStrings) {
  EXPECT_EQ(strings("a = ['x', 1]\n", {"x"}), "error: t: 'a' is not a list of strings");
  EXPECT_EQ(strings("a = 'x'\n", {"x"}), "error: t: 'a' is not a list of strings");
  EXPECT_EQ(strings("[[a]]\n", {"x"}), "error: t: 'a' is not a list of strings");
}

}  // namespace
}  // namespace makespan
