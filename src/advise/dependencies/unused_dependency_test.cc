#include "advise/dependencies/unused_dependency.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace makespan {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// A package /w/app with a library, a binary, a test and a build script.
class Package : public testing::Test {
 protected:
  Package() {
    WorkspacePackage app{.id = "app", .name = "app", .directory = "/w/app"};
    app.targets = {
        {.kind = "lib", .name = "app", .source = "/w/app/src/lib.rs", .test = true},
        {.kind = "bin", .name = "app", .source = "/w/app/src/main.rs", .test = true},
        {.kind = "test", .name = "it", .source = "/w/app/tests/it.rs", .test = true},
        {.kind = "custom-build", .name = "build-script-build", .source = "/w/app/build.rs"}};
    workspace_.packages.push_back(std::move(app));
  }

  DeclaredDependency& declare(const std::string& name,
                              DependencyKind kind = DependencyKind::normal) {
    auto& all = workspace_.packages[0].dependencies;
    all.push_back({.package = name, .name = name, .kind = kind});
    return all.back();
  }

  // What the lint says of one target; `used` and `unused` are what it was given.
  void compiled(const std::string& source, bool test, std::vector<std::string> used,
                const std::vector<std::string>& unused, std::vector<std::string> files = {}) {
    CheckedCall call{.crate_name = source == "tests/it.rs" ? "it" : "app",
                     .source = "/w/app/" + source,
                     .test = test,
                     .succeeded = true};
    call.given = std::move(used);
    call.given.insert(call.given.end(), unused.begin(), unused.end());
    std::ranges::sort(call.given);
    call.unused = unused;
    std::ranges::sort(call.unused);
    for (std::string& file : files)
      file.insert(0, "/w/app/");
    files.push_back(call.source);
    evidence_.calls.push_back(std::move(call));
    evidence_.files.push_back(std::move(files));
  }

  // All of them with `rand` in hand, used by the given sources ("src/lib.rs" and "+test").
  void all_compiled(const std::vector<std::string>& users) {
    for (const auto& [source, test] :
         std::vector<std::pair<std::string, bool>>{{"src/lib.rs", false},
                                                   {"src/lib.rs", true},
                                                   {"src/main.rs", false},
                                                   {"src/main.rs", true},
                                                   {"tests/it.rs", true}}) {
      const std::string name = source + (test && !source.starts_with("tests") ? "+test" : "");
      const bool uses = std::ranges::count(users, name) > 0;
      if (uses)
        compiled(source, test, {"rand"}, {});
      else
        compiled(source, test, {}, {"rand"});
    }
    compiled("build.rs", false, {}, {});
  }

  void text(const std::string& file, std::string_view source) {
    evidence_.text.files.push_back({.path = "/w/app/" + file, .names = scan_rust_source(source)});
  }

  // "rand: remove", "rand: move: REASON".
  std::vector<std::string> found() {
    std::vector<std::string> lines;
    for (const UnusedDependency& unused : find_unused(workspace_, 0, evidence_)) {
      std::string line = unused.crate + ": ";
      line += unused.action == UnusedAction::remove ? "remove" : "move";
      for (const Doubt& doubt : unused.doubts)
        line += ": " + doubt.reason;
      lines.push_back(line);
    }
    return lines;
  }

  Workspace workspace_;
  PackageEvidence evidence_;
};

TEST_F(Package, WhatNoTargetUsesMayGo) {
  declare("rand");
  all_compiled({});
  EXPECT_THAT(found(), ElementsAre("rand: remove"));
}

TEST_F(Package, WhatOneTargetOfTheProductUsesStays) {
  declare("rand");
  all_compiled({"src/main.rs", "src/main.rs+test"});
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(Package, WhatOnlyTestsUseMoves) {
  declare("rand");
  all_compiled({"tests/it.rs"});
  EXPECT_THAT(found(), ElementsAre("rand: move"));
  EXPECT_THAT(find_unused(workspace_, 0, evidence_)[0].used_by, ElementsAre("test it"));
}

TEST_F(Package, WhatOnlyUnitTestsUseMovesThoughTheLibraryNamesIt) {
  declare("rand");
  all_compiled({"src/lib.rs+test"});
  text("src/lib.rs", "#[cfg(test)] mod tests { use rand::random; }");
  EXPECT_THAT(found(), ElementsAre("rand: move"));
}

TEST_F(Package, CodeForOtherPlatformsKeepsAMoveFromBeingCertain) {
  declare("rand");
  all_compiled({"src/lib.rs+test"});
  text("src/lib.rs", "#[cfg(windows)] mod windows { use rand::random; }");
  EXPECT_THAT(found(), ElementsAre("rand: move: src/lib.rs:1 names it, in code that was not "
                                   "compiled here"));
}

TEST_F(Package, WhatIsAlreadyForDevelopmentIsNotMovedAgain) {
  declare("rand");
  declare("rand", DependencyKind::development);
  all_compiled({"tests/it.rs"});
  EXPECT_THAT(found(), ElementsAre("rand: remove"));
}

TEST_F(Package, ATargetThatWasNotCompiledLeavesADoubt) {
  declare("rand");
  compiled("src/lib.rs", false, {}, {"rand"});
  EXPECT_THAT(found(), ElementsAre("rand: remove: these targets were not compiled: "
                                   "lib (unit tests), bin app, bin app (unit tests), test it"));
}

TEST_F(Package, ATargetThatDoesNotCompileLeavesADoubt) {
  declare("rand");
  all_compiled({});
  for (CheckedCall& call : evidence_.calls)
    if (call.crate_name == "it") call.succeeded = false;
  EXPECT_THAT(found(), ElementsAre("rand: remove: these targets do not compile here: test it"));
}

TEST_F(Package, NamesInAnyTextLeaveADoubt) {
  declare("rand");
  all_compiled({});
  text("src/windows.rs", "\nuse rand::random;");
  EXPECT_THAT(found(), ElementsAre("rand: remove: src/windows.rs:2 names it, in code that was not "
                                   "compiled here"));
}

TEST_F(Package, DocumentationMayBeADocTest) {
  declare("rand");
  all_compiled({});
  text("src/lib.rs", "/// ```\n/// rand::random();\n/// ```\nfn f() {}");
  EXPECT_THAT(found(), ElementsAre("rand: move: src/lib.rs:2 names it in documentation: a doc test "
                                   "may use it"));
}

TEST_F(Package, CodeSaysMoreThanDocumentation) {
  declare("rand");
  all_compiled({});
  text("src/a.rs", "/// `rand`\nfn f() {}");
  text("src/b.rs", "use rand;");
  EXPECT_THAT(found()[0], HasSubstr("src/b.rs:1"));
}

TEST_F(Package, TheBuildScriptsTextIsNotTheLibrarys) {
  declare("rand");
  declare("rand", DependencyKind::build);
  all_compiled({});
  evidence_.calls.pop_back();
  evidence_.files.pop_back();
  compiled("build.rs", false, {"rand"}, {});
  text("build.rs", "fn main() { rand::random() }");
  EXPECT_THAT(found(), ElementsAre("rand: remove"));
}

TEST_F(Package, ABuildDependencyIsJudgedByTheBuildScript) {
  declare("cc", DependencyKind::build);
  compiled("build.rs", false, {}, {"cc"});
  text("src/lib.rs", "use cc;");
  EXPECT_THAT(found(), ElementsAre("cc: remove"));
  text("src/shared.rs", "use cc;");
  EXPECT_THAT(found(), ElementsAre("cc: remove: src/shared.rs:1 names it, in code that was not "
                                   "compiled here"));
  compiled("src/lib.rs", false, {}, {}, {"src/shared.rs"});
  EXPECT_THAT(found(), ElementsAre("cc: remove"));
}

TEST_F(Package, ADevDependencyThatTheProductDeclaresTooIsLeftAlone) {
  declare("rand");
  declare("rand", DependencyKind::development);
  all_compiled({"src/lib.rs"});
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(Package, AnUnusedDevDependencyMayGo) {
  declare("rand", DependencyKind::development);
  for (const char* source : {"src/lib.rs", "src/main.rs", "tests/it.rs"})
    compiled(source, true, {}, {"rand"});
  EXPECT_THAT(found(), ElementsAre("rand: remove"));
}

TEST_F(Package, WhatWasNotBuiltHereIsOnlyPossible) {
  declare("rand").target = "cfg(windows)";
  for (const auto& [source, test] :
       std::vector<std::pair<std::string, bool>>{{"src/lib.rs", false},
                                                 {"src/lib.rs", true},
                                                 {"src/main.rs", false},
                                                 {"src/main.rs", true},
                                                 {"tests/it.rs", true}})
    compiled(source, test, {}, {});
  EXPECT_THAT(found(), ElementsAre("rand: remove: it is declared for cfg(windows), which was not "
                                   "compiled here"));
}

TEST_F(Package, AUseUnderAnyFeaturesCounts) {
  declare("rand");
  all_compiled({});
  all_compiled({"src/lib.rs"});
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(Package, AUseByAnUnknownTargetCounts) {
  declare("rand");
  all_compiled({});
  compiled("generated/main.rs", false, {"rand"}, {});
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(Package, ItsOwnNameIsNoDependency) {
  DeclaredDependency& self = declare("app", DependencyKind::development);
  self.path = "/w/app";
  all_compiled({});
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(Package, TheLibrarysNameIsWhatCodeCallsIt) {
  declare("md-5");
  workspace_.resolved = {{.id = "app", .name = "app"}, {.id = "md-5", .name = "md-5"}};
  workspace_.resolved[0].dependencies = {{.package = 1, .name = "md5"}};
  EXPECT_EQ(
      crate_name_of(workspace_, workspace_.packages[0], workspace_.packages[0].dependencies[0]),
      "md5");
}

TEST_F(Package, ARenamedDependencyIsCalledByItsNewName) {
  DeclaredDependency& renamed = declare("rand");
  renamed.name = "old-rand";
  EXPECT_EQ(crate_name_of(workspace_, workspace_.packages[0], renamed), "old_rand");
}

}  // namespace
}  // namespace makespan
