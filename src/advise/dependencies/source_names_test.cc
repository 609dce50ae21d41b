#include "advise/dependencies/source_names.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

bool names(std::string_view text, std::string_view crate) {
  return scan_rust_source(text).names.contains(crate);
}

NamedAt place(std::string_view text, std::string_view crate) {
  const SourceNames found = scan_rust_source(text);
  const auto at = found.names.find(crate);
  return at == found.names.end() ? NamedAt{} : at->second;
}

TEST(RustNames, PathsInCodeBeginWithACrate) {
  EXPECT_TRUE(names("fn f() { rand::random() }", "rand"));
  EXPECT_TRUE(names("fn f() { ::rand::random() }", "rand"));
  EXPECT_TRUE(names("type T = Vec<url::Url>;", "url"));
  EXPECT_TRUE(names("impl<T> From<<a::B as c::D>::E> for T {}", "c"));
  EXPECT_TRUE(names("fn f() { r#type::go() }", "type"));
  EXPECT_TRUE(names("#[tokio::main] async fn main() {}", "tokio"));
  EXPECT_TRUE(names("#[cfg_attr(feature = \"x\", derive(serde::Serialize))] struct S;", "serde"));
}

TEST(RustNames, LaterWordsOfAPathAreNoCrates) {
  EXPECT_FALSE(names("fn f() { std::time::now() }", "time"));
  EXPECT_FALSE(names("fn f() { Vec::<u8>::log::x() }", "log"));
  EXPECT_FALSE(names("use std::time::Duration;", "time"));
  EXPECT_FALSE(names("use std::{time::Duration, io};", "time"));
}

TEST(RustNames, WordsThatBeginNoPathAreNoCrates) {
  EXPECT_FALSE(names("let time = clock.time; log(time);", "time"));
  EXPECT_FALSE(names("struct S { url: String }", "url"));
}

TEST(RustNames, RootsOfUseTrees) {
  EXPECT_TRUE(names("use rand;", "rand"));
  EXPECT_TRUE(names("pub use rand as random;", "rand"));
  EXPECT_TRUE(names("use foo as _;", "foo"));
  EXPECT_TRUE(names("use ::foo::x;", "foo"));
  EXPECT_TRUE(names("use {a::{b, c}, d};", "d"));
  EXPECT_TRUE(names("use {a::{b, c}, d};", "a"));
  EXPECT_FALSE(names("use {a::{b, c}, d};", "c"));
  EXPECT_FALSE(names("use a::{b, c}; fn f() {}", "b"));
  EXPECT_TRUE(names("use a::{b, c}; fn f() { e::g() }", "e"));
}

TEST(RustNames, ExternCrateNamesOne) {
  EXPECT_TRUE(names("#[macro_use] extern crate log;", "log"));
  EXPECT_TRUE(names("extern crate openssl as _;", "openssl"));
}

TEST(RustNames, PlainCommentsSayNothing) {
  EXPECT_FALSE(names("// use rand::random\nfn f() {}", "rand"));
  EXPECT_FALSE(names("/* rand::random /* nested */ rand::random */ fn f() {}", "rand"));
  EXPECT_FALSE(names("//// rand::random\nfn f() {}", "rand"));
}

TEST(RustNames, DocumentationIsTold) {
  EXPECT_EQ(place("/// See rand::random.\nfn f() {}", "rand").where, NamedIn::documentation);
  EXPECT_EQ(place("//! [`rand`]\n", "rand").where, NamedIn::documentation);
  EXPECT_EQ(place("/**\n * ```\n * use rand;\n * ```\n */\nfn f() {}", "rand").line, 3U);
  EXPECT_EQ(place("#[doc = \"`rand`\"] fn f() {}", "rand").where, NamedIn::documentation);
  EXPECT_TRUE(names("///     use rand;\nfn f() {}", "rand"));
  EXPECT_FALSE(names("/// Numbers at rand, and the url of it.\nfn f() {}", "rand"));
}

TEST(RustNames, FencesEndWithTheirComment) {
  EXPECT_FALSE(names("/// ```\n/// use a;\nfn f() {}\n/// the url\nfn g() {}", "url"));
  EXPECT_TRUE(names("/// ```\n/// use a;\n///\n/// use url;\n/// ```\nfn f() {}", "url"));
}

TEST(RustNames, StringsMayHoldPaths) {
  EXPECT_EQ(place("#[serde(with = \"hex::serde\")] struct S;", "hex").where, NamedIn::string);
  EXPECT_EQ(place("#[serde(crate = \"serde_mine\")] struct S;", "serde_mine").where,
            NamedIn::string);
  EXPECT_TRUE(names("let s = r#\"use a\" hex::x\"#;", "hex"));
  EXPECT_FALSE(names("let s = [\"log\"];", "log"));
  EXPECT_FALSE(names("let s = \"a \\\" b\"; // hex::x", "hex"));
}

TEST(RustNames, CharactersAndLifetimesDoNotOpenStrings) {
  EXPECT_TRUE(names("let q = '\"'; hex::x();", "hex"));
  EXPECT_TRUE(names("let q = b'\"'; hex::x();", "hex"));
  EXPECT_TRUE(names("let q = '\\''; hex::x();", "hex"));
  EXPECT_TRUE(names("let q = '\\u{22}'; hex::x();", "hex"));
  EXPECT_TRUE(names("fn f<'a>(x: &'a str) { hex::x() }", "hex"));
}

TEST(RustNames, CodeIsPreferredToDocumentation) {
  const NamedAt at = place("/// a::b\nfn f() {}\nfn g() { a::b() }", "a");
  EXPECT_EQ(at.where, NamedIn::code);
  EXPECT_EQ(at.line, 3U);
}

TEST(RustNames, WhatOnlyTestsNameIsKeptApart) {
  const SourceNames found = scan_rust_source(
      "#[cfg(test)]\nmod tests {\n use a::x;\n fn f() { if b { c::d() } }\n}\nfn g() { e::f() }\n"
      "#[cfg(test)] use h::i;\nuse j::k;\n#[test] fn l() { m::n() }\nfn o() { p::q() }\n"
      "#[cfg(all(test, unix))] mod r { use s::t; }\n#[cfg(not(test))] fn u() { v::w() }");
  for (const char* name : {"a", "c", "h", "m", "s"}) {
    EXPECT_TRUE(found.test_names.contains(name)) << name;
    EXPECT_FALSE(found.names.contains(name)) << name;
  }
  for (const char* name : {"e", "j", "p", "v"})
    EXPECT_TRUE(found.names.contains(name)) << name;
}

TEST(RustNames, IncludedMarkdownIsListed) {
  const SourceNames found = scan_rust_source("#![doc = include_str!(\"../README.md\")]\n");
  ASSERT_EQ(found.documents.size(), 1U);
  EXPECT_EQ(found.documents[0], "../README.md");
  EXPECT_FALSE(found.code);
}

TEST(RustNames, IncludedCodeIsListed) {
  const SourceNames found = scan_rust_source(
      "include!(\"a.in\"); mod m { include!(concat!(env!(\"OUT_DIR\"), \"/b.rs\")); }\n"
      "const T: &str = include_str!(\"c.txt\"); fn f() { g(\"d.in\"); include(\"e.in\"); }");
  EXPECT_EQ(found.included, (std::vector<std::string>{"a.in", "OUT_DIR", "/b.rs"}));
}

TEST(RustNames, WordsThatMacrosAreGivenMayBecomePaths) {
  const SourceNames found = scan_rust_source(
      "call!(one); let two = 2; if a != b { three }\n"
      "#[cfg(windows)] fn f() { call!(four, [five]); six }\n"
      "#[cfg(test)] fn t() { call!(seven); }\n"
      "macro_rules! m { () => { eight } }\n");
  for (const char* name : {"one", "eight"})
    EXPECT_TRUE(found.macro_words.contains(name)) << name;
  for (const char* name : {"two", "three", "four", "five", "six", "seven"})
    EXPECT_FALSE(found.macro_words.contains(name)) << name;
  for (const char* name : {"four", "five"})
    EXPECT_TRUE(found.gated_macro_words.contains(name)) << name;
  for (const char* name : {"one", "six", "seven", "eight"})
    EXPECT_FALSE(found.gated_macro_words.contains(name)) << name;
}

TEST(RustNames, AGatedItemEndsWithItsBodyWhateverItsHeadHolds) {
  const SourceNames found = scan_rust_source(
      "#[cfg(windows)] #[inline] fn f<A, B>(a: [u8; 2], b: B) -> u8 { call!(one) } call!(two);\n"
      "#[cfg(windows)] use three; call!(four);");
  EXPECT_TRUE(found.gated_macro_words.contains("one"));
  EXPECT_FALSE(found.gated_macro_words.contains("two"));
  EXPECT_FALSE(found.gated_macro_words.contains("four"));
}

TEST(RustNames, AGatedFileIsGatedAsAWhole) {
  EXPECT_TRUE(scan_rust_source("#![cfg(windows)]\ncall!(one);").gated_macro_words.contains("one"));
  EXPECT_FALSE(scan_rust_source("#![cfg(test)]\ncall!(one);").gated_macro_words.contains("one"));
}

TEST(RustNames, WhatAStringNamesIsKnownBesideWhatCodeNames) {
  const SourceNames found = scan_rust_source("fn main() { one::one(); write(\"one::one()\"); }");
  EXPECT_EQ(found.names.at("one").where, NamedIn::code);
  EXPECT_TRUE(found.strings.contains("one"));
  EXPECT_FALSE(scan_rust_source("fn main() { one::one(); }").strings.contains("one"));
}

TEST(RustNames, TornTextEndsQuietly) {
  for (const char* text :
       {"\"abc", "r#\"abc", "/* abc", "'", "'\\", "use {a", "r#", "b", "#![", ""})
    EXPECT_NO_FATAL_FAILURE(scan_rust_source(text)) << text;
}

TEST(RustNames, AnEmptyCrateHasNoCode) {
  EXPECT_FALSE(scan_rust_source("//! Nothing.\n#![no_std]\n").code);
  EXPECT_TRUE(scan_rust_source("#![no_std]\nfn f() {}").code);
}

TEST(MarkdownNames, FencesPathsAndBackticksCount) {
  const SourceNames found =
      scan_markdown("# Use it\n\nThe url in `hex`, or a::b.\n```rust\nuse rand;\n```\n");
  EXPECT_TRUE(found.names.contains("rand"));
  EXPECT_TRUE(found.names.contains("hex"));
  EXPECT_TRUE(found.names.contains("a"));
  EXPECT_FALSE(found.names.contains("url"));
}

}  // namespace
}  // namespace makespan
