#include "advise/dependencies/feature_reads.h"

#include <gtest/gtest.h>

#include "system/testing/memory_file_system.h"

namespace makespan {
namespace {

TEST(MayReadFeature, AConditionOnItReadsIt) {
  EXPECT_TRUE(may_read_feature("#[cfg(feature = \"std\")] use std::io;", "std"));
  EXPECT_TRUE(may_read_feature("#![cfg_attr(not(feature=\"std\"), no_std)]", "std"));
  EXPECT_TRUE(may_read_feature("if cfg!(any(feature\n = \n\"std\", test)) {}", "std"));
}

TEST(MayReadFeature, AConditionOnAnotherDoesNot) {
  EXPECT_FALSE(may_read_feature("#[cfg(feature = \"stdio\")] use a::b;", "std"));
  EXPECT_FALSE(may_read_feature("#[cfg(target_feature = \"std\")] use a::b;", "std"));
  EXPECT_FALSE(may_read_feature("#[derive(Default)] struct Default; // by default", "default"));
}

TEST(MayReadFeature, WhatAMacroPutsTogetherMayBeIt) {
  EXPECT_TRUE(may_read_feature("#[cfg(feature = $name)]", "std"));
  EXPECT_TRUE(may_read_feature("#[cfg(feature = r\"alloc\")]", "std"));
  EXPECT_TRUE(may_read_feature("#[cfg(feature = \"s\\x74d\")]", "std"));
}

TEST(MayReadFeature, ABuildScriptReadsVariables) {
  EXPECT_TRUE(may_read_feature("env::var(\"CARGO_FEATURE_RUNTIME_RNG\")", "runtime-rng"));
  EXPECT_FALSE(may_read_feature("env::var(\"CARGO_FEATURE_RUNTIME\")", "runtime-rng"));
  EXPECT_TRUE(may_read_feature("format!(\"CARGO_FEATURE_{}\", name)", "std"));
  EXPECT_TRUE(may_read_feature("key.strip_prefix(\"CARGO_FEATURE\")", "std"));
  EXPECT_TRUE(may_read_feature("env::var(\"CARGO_CFG_FEATURE\")", "std"));
}

TEST(MayReadFeature, AVariableOfThatNameIsNoCondition) {
  EXPECT_FALSE(may_read_feature("if feature == \"std\" {}", "std"));
  EXPECT_FALSE(may_read_feature("fn f(feature: &str) {}", "std"));
}

class APackage : public testing::Test {
 protected:
  bool reads(std::string_view feature) {
    const Result<bool> reads = package_may_read(files_, "/r/memchr", feature);
    EXPECT_TRUE(reads) << reads.error().message;
    return reads.value_or(true);
  }
  MemoryFileSystem files_;
};

TEST_F(APackage, IsReadWholeButForItsManifestAndMarkdown) {
  files_.add("/r/memchr/Cargo.toml", "# feature = \"default\"\n");
  files_.add("/r/memchr/README.md", "`feature = \"default\"`");
  files_.add("/r/memchr/src/lib.rs", "#[cfg(feature = \"alloc\")] extern crate alloc;");
  files_.add("/r/memchr/src/arch/table.in", "#[cfg(feature = \"std\")] mod std_only;");
  EXPECT_FALSE(reads("default"));
  EXPECT_TRUE(reads("alloc"));
  EXPECT_TRUE(reads("std"));
}

TEST_F(APackage, WithoutSourcesMayReadAnything) {
  EXPECT_FALSE(package_may_read(files_, "/r/gone", "std").has_value());
}

}  // namespace
}  // namespace makespan
