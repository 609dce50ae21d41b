#include "replay/lto_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "model/trace_builder.h"

namespace makespan {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(LtoOptions, AreThoseThatCargoPasses) {
  for (const char* lto : {"fat", "thin"}) {
    EXPECT_THAT(lto_options(LtoPlace::links, lto), ElementsAre("lto=" + std::string(lto)));
    EXPECT_THAT(lto_options(LtoPlace::bitcode, lto), ElementsAre("linker-plugin-lto"));
    EXPECT_THAT(lto_options(LtoPlace::object_and_bitcode, lto), IsEmpty());
    EXPECT_THAT(lto_options(LtoPlace::object, lto), ElementsAre("embed-bitcode=no"));
    EXPECT_THAT(lto_options(LtoPlace::host, lto), ElementsAre("embed-bitcode=no"));
  }
  for (LtoPlace place :
       {LtoPlace::links, LtoPlace::bitcode, LtoPlace::object_and_bitcode, LtoPlace::object}) {
    EXPECT_THAT(lto_options(place, "thin-local"), ElementsAre("embed-bitcode=no"));
    EXPECT_THAT(lto_options(place, "off"), ElementsAre("lto=off", "embed-bitcode=no"));
  }
  EXPECT_THAT(lto_options(LtoPlace::host, "off"), ElementsAre("embed-bitcode=no"));
}

struct Unit {
  TaskKind kind;
  std::vector<std::string_view> types;
  std::vector<std::string> needs;
  bool test = false;
};

std::map<std::string, LtoPlace> places(const std::vector<std::pair<std::string, Unit>>& units) {
  TraceBuilder builder;
  std::map<std::string, TaskId> ids;
  int64_t start = 0;
  // Dependencies first, as cargo builds.
  for (const auto& [name, unit] : units) {
    ids[name] = builder.add_task({.kind = unit.kind,
                                  .name = builder.intern(name),
                                  .start = Timestamp::at(Duration::milliseconds(++start))});
    for (const std::string& need : unit.needs)
      builder.add_dependency({.task = ids[name], .on = ids.at(need)});
  }
  Trace trace = std::move(builder).finish().value();
  std::vector<RustcCall> calls;
  for (const auto& [name, unit] : units)
    calls.push_back({.crate_types = unit.types, .test = unit.test});
  std::vector<const RustcCall*> pointers;
  for (uint32_t i = 0; i < units.size(); ++i)
    pointers.push_back(units[i].second.kind == TaskKind::build_script_run ? nullptr : &calls[i]);
  std::vector<LtoPlace> found = find_lto_places(trace, pointers);
  std::map<std::string, LtoPlace> named;
  for (uint32_t i = 0; i < units.size(); ++i)
    named[units[i].first] = found[i];
  return named;
}

Unit library(std::vector<std::string> needs = {}) {
  return {.kind = TaskKind::library, .types = {"lib"}, .needs = std::move(needs)};
}
Unit binary(std::vector<std::string> needs) {
  return {.kind = TaskKind::binary, .types = {"bin"}, .needs = std::move(needs)};
}
Unit macro(std::vector<std::string> needs) {
  return {.kind = TaskKind::proc_macro, .types = {"proc-macro"}, .needs = std::move(needs)};
}

TEST(LtoPlaces, OfABinaryAndItsLibraries) {
  auto found =
      places({{"base", library()}, {"core", library({"base"})}, {"app", binary({"core"})}});
  EXPECT_EQ(found["base"], LtoPlace::bitcode);
  EXPECT_EQ(found["core"], LtoPlace::bitcode);
  EXPECT_EQ(found["app"], LtoPlace::links);
}

TEST(LtoPlaces, OfAWorkspaceOfLibrariesAreBitcodeThatNobodyLinks) {
  EXPECT_EQ(places({{"a", library()}, {"b", library({"a"})}})["a"], LtoPlace::bitcode);
}

TEST(LtoPlaces, OfWhatOnlyTheHostNeedsIsTheHosts) {
  auto found =
      places({{"quote", library()},
              {"syn", library({"quote"})},
              {"derive", macro({"syn"})},
              {"script", {.kind = TaskKind::build_script, .types = {"bin"}, .needs = {"quote"}}},
              {"run", {.kind = TaskKind::build_script_run, .needs = {"script"}}},
              {"app", binary({"derive", "run"})}});
  for (const char* name : {"quote", "syn", "derive", "script"})
    EXPECT_EQ(found[name], LtoPlace::host) << name;
}

TEST(LtoPlaces, OfWhatBothSidesNeedHoldBoth) {
  auto found = places(
      {{"base", library()}, {"derive", macro({"base"})}, {"app", binary({"base", "derive"})}});
  EXPECT_EQ(found["base"], LtoPlace::object_and_bitcode);
}

// The workspace of the header's table; cargo -v says the same.
TEST(LtoPlaces, OfMixedCratesAndTheirLibraries) {
  auto found = places(
      {{"base", library()},
       {"shared", library({"base"})},
       {"mixed", {.kind = TaskKind::library, .types = {"lib", "cdylib"}, .needs = {"base"}}},
       {"below", library()},
       {"dylib", {.kind = TaskKind::library, .types = {"dylib"}, .needs = {"below"}}},
       {"cdylib", {.kind = TaskKind::library, .types = {"cdylib"}}},
       {"test", {.kind = TaskKind::test, .types = {"lib"}, .needs = {"shared"}, .test = true}},
       {"app", binary({"mixed", "shared"})}});
  EXPECT_EQ(found["base"], LtoPlace::object_and_bitcode);
  EXPECT_EQ(found["shared"], LtoPlace::bitcode);
  EXPECT_EQ(found["mixed"], LtoPlace::object_and_bitcode);
  EXPECT_EQ(found["below"], LtoPlace::object);
  EXPECT_EQ(found["dylib"], LtoPlace::object);
  EXPECT_EQ(found["cdylib"], LtoPlace::links);
  EXPECT_EQ(found["test"], LtoPlace::links);
}

}  // namespace
}  // namespace makespan
