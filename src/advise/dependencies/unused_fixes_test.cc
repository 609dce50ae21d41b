#include "advise/dependencies/unused_fixes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/trace_builder.h"

namespace makespan {
namespace {

using testing::ElementsAre;

// app: library, test, build script; all of them given the library of `one`, and other gives it too.
class RecordedApp : public testing::Test {
 protected:
  RecordedApp() {
    TraceBuilder builder;
    builder.run().wall = Duration::milliseconds(100);
    const auto add = [&](std::string_view name, TaskKind kind, int64_t start) {
      return builder.add_task({.kind = kind,
                               .name = builder.intern(name),
                               .version = builder.intern("0.1.0"),
                               .start = Timestamp::at(Duration::milliseconds(start)),
                               .wall = Duration::milliseconds(1)});
    };
    const TaskId one = add("one", TaskKind::library, 0);
    int64_t at = 10;
    for (const TaskKind kind : {TaskKind::library, TaskKind::test, TaskKind::build_script})
      builder.add_dependency({.task = add("app", kind, at++), .on = one});
    builder.add_dependency({.task = add("other", TaskKind::library, at), .on = one});
    trace_ = std::move(builder).finish().value();
    WorkspacePackage app{.id = "app",
                         .name = "app",
                         .version = "0.1.0",
                         .directory = "/w/app",
                         .manifest_path = "/w/app/Cargo.toml",
                         .manifest = "[dependencies]\none = \"1\"\ntwo = \"1\"\n"};
    app.dependencies = {{.package = "one", .name = "one"}, {.package = "two", .name = "two"}};
    workspace_.packages.push_back(std::move(app));
  }

  // The kinds of app's tasks that lose `one`.
  std::vector<TaskKind> losing(DependencyKind table, UnusedAction action) {
    workspace_.packages[0].dependencies[0].kind = table;
    std::vector<TaskKind> kinds;
    for (const Dependency& edge : unused_edges(trace_, workspace_, {.action = action}).edges)
      kinds.push_back(trace_.tasks[edge.task.index()].kind);
    return kinds;
  }

  Trace trace_;
  Workspace workspace_;
};

TEST_F(RecordedApp, EachTableIsSeenByItsOwnTasks) {
  EXPECT_THAT(losing(DependencyKind::normal, UnusedAction::remove),
              ElementsAre(TaskKind::library, TaskKind::test));
  EXPECT_THAT(losing(DependencyKind::normal, UnusedAction::to_development),
              ElementsAre(TaskKind::library));
  EXPECT_THAT(losing(DependencyKind::development, UnusedAction::remove),
              ElementsAre(TaskKind::test));
  EXPECT_THAT(losing(DependencyKind::build, UnusedAction::remove),
              ElementsAre(TaskKind::build_script));
}

// What the manifest declares for tests, too, stays there.
TEST_F(RecordedApp, ADeclarationForTestsKeepsItForThem) {
  workspace_.packages[0].dependencies.push_back(
      {.package = "one", .name = "one", .kind = DependencyKind::development});
  EXPECT_THAT(losing(DependencyKind::normal, UnusedAction::remove), ElementsAre(TaskKind::library));
}

TEST_F(RecordedApp, OnlyTheVersionThatTheEntryMeansIsLost) {
  workspace_.packages[0].dependencies[1] = {.package = "one", .name = "one_old"};
  workspace_.resolved = {{.id = "app", .name = "app", .version = "0.1.0"},
                         {.id = "new", .name = "one", .version = "0.1.0"},
                         {.id = "old", .name = "one", .version = "0.0.9"}};
  workspace_.resolved[0].dependencies = {{.package = 1, .name = "one"},
                                         {.package = 2, .name = "one_old"}};
  EXPECT_EQ(unused_edges(trace_, workspace_, {.dependency = 0}).edges.size(), 2U);
  EXPECT_THAT(unused_edges(trace_, workspace_, {.dependency = 1}).edges, testing::IsEmpty());
}

TEST_F(RecordedApp, AMemberStaysThatTheBuildWasAskedFor) {
  workspace_.packages.push_back({.name = "one", .version = "0.1.0", .member = true});
  const Unlink unlink = unused_edges(trace_, workspace_, {.dependency = 0});
  ASSERT_EQ(unlink.asked.size(), 1U);
  EXPECT_EQ(task_label(trace_, unlink.asked[0]), "one 0.1.0");
}

TEST_F(RecordedApp, OneThatGoesBesideOneThatMovesIsOne) {
  UnusedSearch search;
  search.found = {{.dependency = 0}, {.dependency = 1, .action = UnusedAction::to_development}};
  search.proven = {"all features", "all features"};
  const std::vector<Candidate> candidates = unused_candidates(trace_, workspace_, search);
  EXPECT_EQ(candidates.back().fix.title,
            "Drop 1 dependency that nothing uses, move 1 to dev-dependencies");
  EXPECT_THAT(candidates[0].fix.not_checked,
              testing::Contains(testing::StartsWith("default features")));
}

TEST_F(RecordedApp, SeveralThatAreCertainAreOneFixToo) {
  UnusedSearch search;
  search.found = {{.dependency = 0}, {.dependency = 1}};
  search.proven.resize(2);
  const std::vector<Candidate> candidates = unused_candidates(trace_, workspace_, search);
  ASSERT_EQ(candidates.size(), 3U);
  EXPECT_EQ(candidates[0].fix.id, "unused:app/one");
  EXPECT_EQ(candidates[0].part_of, "unused");
  EXPECT_EQ(candidates[2].fix.id, "unused");
  std::string text = workspace_.packages[0].manifest;
  for (const FileEdit& edit : candidates[2].edits)
    text = edit.edit(text).value();
  EXPECT_EQ(text, "[dependencies]\n");
}

TEST_F(RecordedApp, WhatIsDoubtfulIsPossibleAndNoPartOfThem) {
  UnusedSearch search;
  search.found = {{.dependency = 0}, {.dependency = 1}};
  search.found[1].doubts = {{.reason = "src/a.rs:1 names it", .settles = "compile it"}};
  search.proven.resize(2);
  const std::vector<Candidate> candidates = unused_candidates(trace_, workspace_, search);
  ASSERT_EQ(candidates.size(), 2U);
  EXPECT_EQ(candidates[1].fix.verdict, Verdict::possible);
  EXPECT_EQ(candidates[1].fix.reason, "src/a.rs:1 names it (to settle it: compile it)");
  EXPECT_EQ(candidates[1].part_of, "");
}

TEST_F(RecordedApp, AnOptionalOneOfAPublishedPackageBreaksOthers) {
  workspace_.packages[0].dependencies[0].optional = true;
  UnusedSearch search;
  search.found = {{.dependency = 0}};
  search.proven.resize(1);
  EXPECT_EQ(unused_candidates(trace_, workspace_, search)[0].fix.risk, Risk::breaking);
  workspace_.packages[0].published = false;
  EXPECT_EQ(unused_candidates(trace_, workspace_, search)[0].fix.risk, Risk::none);
}

}  // namespace
}  // namespace makespan
