#include "store/run_reference.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

// Newest first, as a store lists them.
const std::vector<RunSummary> kRuns = {
    {.id = "20261124-101500-77aa"},
    {.id = "20261124-081502-3f9a"},
    {.id = "20261124-081400-1b2c", .purpose = RunPurpose::trial},
    {.id = "20261123-170000-0001"},
};

std::string found(std::string_view text) {
  Result<std::string> id = find_run(kRuns, text);
  return id ? *id : "(none)";
}

std::string complaint(std::string_view text, const std::vector<RunSummary>& runs = kRuns) {
  Result<std::string> id = find_run(runs, text);
  return id ? "found " + *id : id.error().message;
}

TEST(RunReference, LastIsTheNewestBuild) {
  EXPECT_EQ(found("last"), "20261124-101500-77aa");
  EXPECT_EQ(found("last~0"), "20261124-101500-77aa");
  EXPECT_EQ(found("last~1"), "20261124-081502-3f9a");
}

TEST(RunReference, LastPassesOverTheRunsOfTry) {
  EXPECT_EQ(found("last~2"), "20261123-170000-0001");
}

TEST(RunReference, AnIdOrItsBeginningNamesARun) {
  EXPECT_EQ(found("20261124-081502-3f9a"), "20261124-081502-3f9a");
  EXPECT_EQ(found("20261123"), "20261123-170000-0001");
  EXPECT_EQ(found("20261124-0814"), "20261124-081400-1b2c");
}

TEST(RunReference, AWholeIdWinsOverALongerOne) {
  EXPECT_EQ(find_run({{.id = "ab"}, {.id = "a"}}, "a").value(), "a");
}

TEST(RunReference, AnAmbiguousBeginningListsTheCandidates) {
  EXPECT_EQ(complaint("20261124-08"),
            "`20261124-08` could be any of 2 runs: 20261124-081502-3f9a or 20261124-081400-1b2c");
  std::vector<RunSummary> many;
  for (char c = 'a'; c <= 'i'; ++c)
    many.push_back({.id = std::string("2") + c});
  EXPECT_EQ(complaint("2", many), "`2` could be any of 9 runs: 2a, 2b, 2c, 2d, 2e, 2f and 3 more");
}

TEST(RunReference, AnUnknownOneNamesTheNearest) {
  EXPECT_EQ(complaint("20261124-081602-3f9a"),
            "there is no run `20261124-081602-3f9a`; close to it: 20261124-081502-3f9a, "
            "20261124-081400-1b2c and 20261124-101500-77aa; `makespan list` shows all");
  EXPECT_EQ(complaint("20261122", {kRuns[0], kRuns[3]}),
            "there is no run `20261122`; close to it: 20261124-101500-77aa and "
            "20261123-170000-0001; `makespan list` shows all");
  EXPECT_EQ(complaint("nonsense", {kRuns[0]}),
            "there is no run `nonsense`; close to it: 20261124-101500-77aa; `makespan list` shows "
            "all");
  EXPECT_EQ(complaint("lst", {kRuns[0]}),
            "there is no run `lst`; close to it: last and 20261124-101500-77aa; `makespan list` "
            "shows all");
}

TEST(RunReference, BeyondTheFirstThereIsNothing) {
  EXPECT_EQ(complaint("last~3"),
            "there is no `last~3`: only 3 runs are stored, see `makespan list`");
  EXPECT_EQ(complaint("last~1", {kRuns[0]}),
            "there is no `last~1`: only 1 run is stored, see `makespan list`");
}

TEST(RunReference, WithNoRunsItSaysHowToMakeOne) {
  const char* hint = "no run is stored here yet: record one with `makespan run -- COMMAND`";
  EXPECT_EQ(complaint("last", {}), hint);
  EXPECT_EQ(complaint("2026", {}), hint);
  EXPECT_EQ(complaint("last", {kRuns[2]}), hint);
}

TEST(RunReference, WhatIsNotQuiteLastIsAnId) {
  for (const char* text : {"last~", "last~x", "last~1x", "last~-1", "lastly"})
    EXPECT_EQ(parse_last(text), std::nullopt) << text;
  EXPECT_EQ(complaint(""), "an empty text names no run: see `makespan list`");
}

}  // namespace
}  // namespace makespan
