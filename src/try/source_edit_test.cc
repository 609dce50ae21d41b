#include "try/source_edit.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

// The names of the functions that would be edited.
std::vector<std::string> editable(std::string_view source) {
  std::vector<std::string> names;
  for (const PrivateFunction& function : private_functions(source, 100)) {
    std::string edited = with_statement(source, function).value_or("");
    size_t statement = edited.find(" let _ = ::core::hint::black_box(");
    EXPECT_NE(statement, std::string::npos);
    EXPECT_EQ(edited[statement - 1], '{');
    size_t fn = edited.rfind("fn ", statement);
    names.emplace_back(edited.substr(fn + 3, edited.find('(', fn) - fn - 3));
    EXPECT_EQ(names.back(), function.name);
  }
  return names;
}

using Names = std::vector<std::string>;

TEST(PrivateFunctions, AreThoseOfPlainPrivateFunctions) {
  EXPECT_EQ(editable(R"(
fn one() {}
pub fn two() { fn inner() {} }
pub(crate) fn three() {}
const fn four() -> u8 { 4 }
unsafe fn five() {}
async fn six() {}
fn seven<T>(t: T) {}
impl Thing {
    fn eight(&self, f: fn(u8) -> u8) -> Vec<u8> where u8: Copy { vec![] }
}
)"),
            (Names{"one", "eight"}));
}

TEST(PrivateFunctions, AreNotInTestsMacrosTraitsAndExternBlocks) {
  EXPECT_EQ(editable(R"(
macro_rules! make { () => { fn a() {} } }
trait Shape { fn b(&self) {} fn c(&self); }
#[cfg(test)]
mod tests { fn d() {} #[test] fn e() {} }
#[cfg(windows)]
fn f() {}
lazy_static! { static ref X: u8 = { fn g() {} 1 }; }
extern "C" { fn h(); }
fn real() {}
)"),
            Names{"real"});
}

TEST(PrivateFunctions, AreNotInCommentsAndLiterals) {
  EXPECT_EQ(editable(R"x(
// fn a() {
/* fn b() { /* nested */ fn c() { */
const A: &str = "fn d() { \" fn e() {";
const B: &str = r#"fn f() { " fn g() {"#;
fn real<'a>() {}
fn quote(c: char) -> bool { c == '"' || c == '\'' || c == '{' }
fn last() {}
)x"),
            (Names{"quote", "last"}));
}

TEST(PrivateFunctions, AreAtMostAsManyAsAskedFor) {
  EXPECT_EQ(private_functions("fn a() {} fn b() {} fn c() {}", 2).size(), 2U);
  EXPECT_TRUE(private_functions("", 2).empty());
  EXPECT_TRUE(private_functions("fn a() { \"unfinished", 0).empty());
}

TEST(PrivateFunctions, AreFoundInAnotherVersionOfTheSource) {
  std::vector<PrivateFunction> functions =
      private_functions("impl A { fn new() { 1; } } impl B { fn new() { 2; } }", 9);
  EXPECT_EQ(functions,
            (std::vector<PrivateFunction>{{.name = "new"}, {.name = "new", .earlier = 1}}));
  EXPECT_EQ(with_statement("fn more() {} impl A { fn new() {} } impl B { fn new() { 3; } }",
                           functions[1]),
            "fn more() {} impl A { fn new() {} } impl B { fn new() { let _ = "
            "::core::hint::black_box(417_u64);  3; } }");
  EXPECT_EQ(with_statement("impl A { fn new() {} }", functions[1]), std::nullopt);
  EXPECT_EQ(with_statement("", functions[0]), std::nullopt);
}

TEST(ChildModules, AreThoseInFilesOfTheirOwn) {
  EXPECT_EQ(child_modules(R"(//! mod not;
#[macro_use]
mod macros;
pub(crate) mod work ;
mod inline { mod inner; fn f() {} }
#[cfg(test)]
mod tests;
#[cfg(windows)] mod windows;
#[path = "other.rs"] mod other;
const A: &str = "mod text;";
pub mod
    last;
)"),
            (Names{"macros", "work", "last"}));
  EXPECT_TRUE(child_modules("mod").empty());
  EXPECT_TRUE(child_modules("mod x").empty());
  EXPECT_TRUE(child_modules("mod ;").empty());
}

TEST(SourceEdit, AddsAStatementOrAFunction) {
  std::string_view source = "fn a() { b(); }";
  EXPECT_EQ(with_statement(source, {.name = "a"}),
            "fn a() { let _ = ::core::hint::black_box(417_u64);  b(); }");
  EXPECT_EQ(with_statement(source, {.name = "b"}), std::nullopt);
  EXPECT_TRUE(with_public_function(source).starts_with("fn a() { b(); }\n#[doc(hidden)]"));
}

}  // namespace
}  // namespace makespan
