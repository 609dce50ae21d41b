#include "advise/dependencies/dependency_findings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "advise/dependencies/search_inputs.h"
#include "system/testing/memory_file_system.h"

namespace makespan {
namespace {

using testing::ElementsAre;

Workspace workspace_of_app() {
  Workspace workspace{.root = "/w"};
  workspace.root_manifest_path = "/w/Cargo.toml";
  workspace.lock_path = "/w/Cargo.lock";
  WorkspacePackage app{.name = "app",
                       .directory = "/w/app",
                       .manifest_path = "/w/app/Cargo.toml",
                       .manifest = "[dependencies]\n"};
  app.targets = {{.kind = "lib", .name = "app", .source = "/w/app/src/lib.rs"}};
  app.dependencies = {
      {.package = "one", .name = "one"},
      {.package = "one", .name = "one", .kind = DependencyKind::build, .target = "cfg(unix)"}};
  workspace.packages.push_back(std::move(app));
  return workspace;
}

TEST(DependencyFindings, AreReadBackAsTheyWere) {
  const Workspace workspace = workspace_of_app();
  DependencyFindings findings;
  findings.unused.found = {{.package = 0,
                            .dependency = 1,
                            .crate = "one",
                            .action = UnusedAction::to_development,
                            .used_by = {"test it"},
                            .checked = {"lib"},
                            .changes = {"two 1.0.0 loses \"x\""},
                            .doubts = {{.reason = "r", .settles = "s"}},
                            .apart = {{.reason = "a", .settles = "b"}}}};
  findings.unused.proven = {"default features"};
  findings.unused.notes = {"a note"};
  findings.unused.all_platforms = false;
  findings.proofs["dashmap@6.1.0"] = {.outcome = AlignmentProof::Outcome::partly,
                                      .error = "e",
                                      .compiled = "c",
                                      .update = {.version = "6.1.0",
                                                 .commands = {"cargo update"},
                                                 .moved = {"dashmap"},
                                                 .lock = "version = 4\n",
                                                 .complaint = "no"}};
  findings.features = {{.package = 0,
                        .dependency = 0,
                        .inherited = true,
                        .listed = {"full"},
                        .needed = {"rt"},
                        .changes = {"tokio 1.0.0 loses net"},
                        .vanished = {"mio 1.0.0"},
                        .shrunk = {"tokio 1.0.0"},
                        .alone = {"app"},
                        .broken_alone = {"tool"}}};
  findings.deep = true;
  const std::string text = findings_text(workspace, {.inputs = "0f", .findings = findings});
  const Result<KeptFindings> read = read_findings(workspace, text);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->inputs, "0f");
  ASSERT_EQ(read->findings.unused.found.size(), 1U);
  const UnusedDependency& unused = read->findings.unused.found[0];
  EXPECT_EQ(unused.dependency, 1U);
  EXPECT_EQ(unused.action, UnusedAction::to_development);
  EXPECT_THAT(unused.changes, ElementsAre("two 1.0.0 loses \"x\""));
  EXPECT_EQ(unused.doubts[0].settles, "s");
  EXPECT_EQ(unused.apart[0].reason, "a");
  // The rest, by its text.
  EXPECT_EQ(findings_text(workspace, *read), text);
  EXPECT_EQ(read->findings.proofs.at("dashmap@6.1.0").outcome, AlignmentProof::Outcome::partly);
  EXPECT_EQ(read->findings.proofs.at("dashmap@6.1.0").update.lock, "version = 4\n");
  EXPECT_EQ(read->findings.proofs.at("dashmap@6.1.0").update.complaint, "no");
  EXPECT_THAT(read->findings.features[0].vanished, ElementsAre("mio 1.0.0"));
  EXPECT_THAT(read->findings.features[0].shrunk, ElementsAre("tokio 1.0.0"));
  EXPECT_THAT(read->findings.features[0].alone, ElementsAre("app"));
  EXPECT_THAT(read->findings.features[0].broken_alone, ElementsAre("tool"));
}

TEST(DependencyFindings, OfAnotherMakespanOrWorkspaceAreNone) {
  Workspace workspace = workspace_of_app();
  DependencyFindings findings;
  findings.unused.found = {{.package = 0, .dependency = 1, .crate = "one"}};
  findings.unused.proven = {""};
  const std::string text = findings_text(workspace, {.inputs = "0f", .findings = findings});
  workspace.packages[0].dependencies.pop_back();
  EXPECT_EQ(read_findings(workspace, text).error().message, "/w/app/Cargo.toml declares no `one`");
  EXPECT_FALSE(read_findings(workspace, "{\"makespan_findings\":99}"));
  EXPECT_FALSE(read_findings(workspace, text.substr(0, text.size() / 2)));
}

class InputsOfApp : public testing::Test {
 protected:
  InputsOfApp() : workspace_(workspace_of_app()) {
    files_.add("/w/app/src/lib.rs", "include!(\"part.in\");");
    files_.add("/w/app/src/part.in", "fn f() {}");
    files_.add("/w/app/src/data.bin", "1");
  }
  std::string digest() { return inputs_digest(workspace_, files_).value_or("unreadable"); }

  MemoryFileSystem files_;
  Workspace workspace_;
};

TEST_F(InputsOfApp, ChangeWithWhateverDecidesTheSearch) {
  std::set<std::string> digests = {digest()};
  files_.add("/w/app/src/lib.rs", "include!(\"part.in\"); // more");
  digests.insert(digest());
  files_.add("/w/app/src/part.in", "fn g() {}");
  digests.insert(digest());
  files_.add("/w/app/tests/new.rs", "");
  digests.insert(digest());
  workspace_.packages[0].manifest += "one = \"1\"\n";
  digests.insert(digest());
  workspace_.lock = "version = 4\n";
  digests.insert(digest());
  workspace_.config_files.push_back({.path = "/w/.cargo/config.toml", .text = "[build]\n"});
  digests.insert(digest());
  EXPECT_EQ(digests.size(), 7U);
}

TEST_F(InputsOfApp, DoNotChangeWithFilesThatNoCompilerReads) {
  const std::string before = digest();
  files_.add("/w/app/src/data.bin", "2");
  files_.add("/w/app/target/CACHEDIR.TAG", "");
  files_.add("/w/app/target/build/gen.rs", "");
  EXPECT_EQ(digest(), before);
}

}  // namespace
}  // namespace makespan
