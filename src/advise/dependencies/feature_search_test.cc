#include "advise/dependencies/feature_search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "advise/testing/fake_workbench.h"
#include "model/trace_builder.h"
#include "system/testing/memory_file_system.h"

namespace makespan {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// app asks serde for two features and needs neither. Without them
//
//   mio     is not shipped any more, and a build script goes on using it
//   extra   goes
//   derive  a proc-macro, goes with syn, which only it used
TEST(FeatureSearch, CountsAsGoneOnlyWhatNothingBuilds) {
  MemoryFileSystem files;
  files.add("/w/app/src/lib.rs", "pub fn f() {}");
  FakeWorkbench bench(files);
  Workspace workspace{.root = "/w"};
  WorkspacePackage app{
      .id = "app",
      .name = "app",
      .directory = "/w/app",
      .manifest_path = "/w/app/Cargo.toml",
      .manifest = "[dependencies]\nserde = { version = \"1\", features = [\"derive\", \"rc\"] }\n",
      .member = true};
  app.dependencies = {{.package = "serde", .name = "serde"}};
  workspace.packages.push_back(std::move(app));
  TraceBuilder builder;
  builder.add_task({.name = builder.intern("serde"), .wall = Duration::seconds(1)});
  const Trace trace = std::move(builder).finish().value();

  const std::string asked = "app v0.1.0\t\nserde v1.0.0\tderive,rc\nmio v1.0.0\t\nextra v1.0.0\t\n";
  const std::string bare = "app v0.1.0\t\nserde v1.0.0\t\n";
  bench.trees = {asked, asked + "derive v1.0.0 (proc-macro)\t\nsyn v2.0.1\t\n", bare, bare,
                 bare + "mio v1.0.0\t\n"};
  const Result<std::vector<FeatureFinding>> found =
      search_features(trace, workspace, files, bench, {});
  ASSERT_TRUE(found) << found.error().message;
  ASSERT_EQ(found->size(), 1U);
  EXPECT_THAT(found->at(0).needed, IsEmpty());
  EXPECT_THAT(found->at(0).vanished, ElementsAre("derive 1.0.0", "extra 1.0.0", "syn 2.0.1"));
  EXPECT_THAT(found->at(0).shrunk, ElementsAre("serde 1.0.0", "mio 1.0.0"));
}

}  // namespace
}  // namespace makespan
