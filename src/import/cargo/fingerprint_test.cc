#include "import/cargo/fingerprint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "import/cargo/testing/snapshot_of.h"

namespace makespan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* kA = "00000000000000aa";
constexpr const char* kB = "00000000000000bb";
constexpr const char* kC = "00000000000000cc";

UnitGraph read(SnapshotBuilder& builder) {
  Diagnostics diagnostics;
  UnitGraph graph = read_unit_graph(builder.snapshot(), diagnostics);
  EXPECT_TRUE(diagnostics.empty());
  return graph;
}

TEST(Fingerprint, IsALittleEndianNumberInHexadecimal) {
  // A real pair: cargo 1.95's hash file, and the number in its dependent's `.json`.
  EXPECT_EQ(parse_fingerprint("17e9f3199508da04"), 349601357553199383U);
  EXPECT_EQ(parse_fingerprint("0100000000000000"), 1U);
  EXPECT_EQ(parse_fingerprint("17e9f3199508da0"), std::nullopt);
  EXPECT_EQ(parse_fingerprint("17e9f3199508da0g"), std::nullopt);
  EXPECT_EQ(parse_fingerprint(""), std::nullopt);
}

TEST(UnitGraph, ReadsAUnitOfCargo195AsItIs) {
  SnapshotBuilder builder;
  UnitDirectory& folder =
      builder.library("base", "9e01faec9e588a87", {.start = 1.0, .metadata = 1.25, .end = 2.0});
  folder.fingerprint[3].text =
      R"({"rustc":7458672600737419911,"features":"[\"fast\", \"default\"]","declared_features":"[]",)"
      R"("target":13496438561704991791,"profile":8731458305071235362,"path":3657671888098767944,)"
      R"("deps":[],"local":[{"CheckDepInfo":{"dep_info":"debug/x","checksum":false}}],)"
      R"("rustflags":[],"config":8247474407144887393,"compile_kind":0})";
  folder.dep_info = "/w/target/debug/deps/base-9e01faec9e588a87.d: base/src/lib.rs\n";
  UnitGraph graph = read(builder);
  ASSERT_EQ(graph.units.size(), 1U);
  const Unit& unit = graph.units[0];
  EXPECT_EQ(unit.package, "base");
  EXPECT_EQ(unit.target, "base");
  EXPECT_EQ(unit.kind, TaskKind::library);
  EXPECT_EQ(unit.mode, TaskMode::build);
  EXPECT_EQ(unit.state, UnitState::finished);
  EXPECT_THAT(unit.features, ElementsAre("default", "fast"));
  EXPECT_EQ(unit.rustc, 7458672600737419911U);
  EXPECT_EQ(unit.target_hash, 13496438561704991791U);
  EXPECT_TRUE(unit.pipelines);
  EXPECT_EQ(unit.local, true);
  EXPECT_EQ(unit.started, SnapshotBuilder::at(1.0));
  EXPECT_EQ(unit.metadata_ready, SnapshotBuilder::at(1.25));
  EXPECT_EQ(unit.finished, SnapshotBuilder::at(2.0));
  EXPECT_EQ(unit.output_bytes, 2000U);
}

TEST(UnitGraph, TakesKindsFromFileNames) {
  struct Case {
    const char* file;
    TaskKind kind;
    TaskMode mode;
    const char* target;
  };
  for (const Case& c : {Case{"lib-a_b", TaskKind::library, TaskMode::build, "a_b"},
                        Case{"bin-my-tool", TaskKind::binary, TaskMode::build, "my-tool"},
                        Case{"test-lib-a", TaskKind::test, TaskMode::build, "a"},
                        Case{"test-bin-my-tool", TaskKind::test, TaskMode::build, "my-tool"},
                        Case{"test-integration-test-it", TaskKind::test, TaskMode::build, "it"},
                        Case{"test-bench-speed", TaskKind::bench, TaskMode::build, "speed"},
                        Case{"example-ex", TaskKind::example, TaskMode::build, "ex"},
                        Case{"doc-lib-a", TaskKind::doc, TaskMode::doc, "a"},
                        Case{"build-script-build-script-build", TaskKind::build_script,
                             TaskMode::build, "build-script-build"},
                        Case{"run-build-script-build-script-build", TaskKind::build_script_run,
                             TaskMode::execute, "build-script-build"}}) {
    SnapshotBuilder builder;
    builder.unit("a", kA, c.file, {.start = 1, .end = 2});
    UnitGraph graph = read(builder);
    ASSERT_EQ(graph.units.size(), 1U) << c.file;
    EXPECT_EQ(graph.units[0].kind, c.kind) << c.file;
    EXPECT_EQ(graph.units[0].mode, c.mode) << c.file;
    EXPECT_EQ(graph.units[0].target, c.target) << c.file;
    EXPECT_EQ(graph.units[0].started, SnapshotBuilder::at(1)) << c.file;
  }
}

TEST(UnitGraph, ResolvesDependenciesByFingerprint) {
  SnapshotBuilder builder;
  builder.library("a", kA, {.start = 1, .end = 2});
  builder.library("b", kB, {.start = 2, .end = 3}, {kA});
  builder.binary("app", kC, {.start = 3, .end = 4}, {kA, kB, "00000000000000dd"});
  UnitGraph graph = read(builder);
  ASSERT_EQ(graph.units.size(), 3U);
  UnitId a = *find_unit(graph, kA);
  UnitId b = *find_unit(graph, kB);
  UnitId app = *find_unit(graph, kC);
  ASSERT_EQ(graph[app].dependencies.size(), 3U);
  EXPECT_EQ(graph[app].dependencies[0].unit, a);
  EXPECT_EQ(graph[app].dependencies[1].unit, b);
  EXPECT_EQ(graph[app].dependencies[2].unit, UnitId::none());
  EXPECT_EQ(graph[app].dependencies[2].fingerprint, 0xddU);
  EXPECT_THAT(dependencies_of(graph, std::vector{app}), ElementsAre(a, b));
  EXPECT_THAT(dependencies_of(graph, std::vector{b, a}), ElementsAre(a));
  EXPECT_THAT(dependencies_of(graph, std::vector{a}), IsEmpty());
  EXPECT_EQ(find_unit(graph, "00000000000000dd"), std::nullopt);
}

TEST(UnitGraph, OnlyMetadataMeansChecked) {
  SnapshotBuilder builder;
  // Cargo sets a checked .rmeta's time back to the unit's start: it says nothing.
  builder.check("a", kA, {.start = 1, .metadata = 1, .end = 2});
  builder.check("b", kB, {.start = 1, .metadata = 1, .end = 2}).dep_info =
      "/t/b.d: b/src/lib.rs\n\nb/src/lib.rs:\n\n# env-dep:CLIPPY_ARGS=\n";
  UnitGraph graph = read(builder);
  EXPECT_EQ(graph.units[0].mode, TaskMode::check);
  EXPECT_EQ(graph.units[1].mode, TaskMode::clippy);
  EXPECT_FALSE(graph.units[0].pipelines);
  EXPECT_EQ(graph.units[0].metadata_ready, std::nullopt);
}

TEST(UnitGraph, MetadataThatRustcReusedHasNoTime) {
  SnapshotBuilder builder;
  builder.library("a", kA, {.start = 10, .metadata = 3, .end = 12});
  builder.library("b", kB, {.start = 10, .metadata = 12.01, .end = 12});  // within a tick
  UnitGraph graph = read(builder);
  EXPECT_TRUE(graph.units[0].pipelines);
  EXPECT_EQ(graph.units[0].metadata_ready, std::nullopt);
  EXPECT_EQ(graph.units[1].metadata_ready, SnapshotBuilder::at(12.01));
}

TEST(UnitGraph, AHashedSharedLibraryIsAProcMacroAndSoIsItsCheckedTwin) {
  SnapshotBuilder builder;
  builder.unit("m", kA, "lib-m", {.start = 1, .end = 2}, {}, {std::string("libm-") + kA + ".so"});
  builder.check("m", kB, {.start = 1, .end = 2});
  builder.unit("plugin", kC, "lib-plugin", {.start = 1, .end = 2}, {}, {"libplugin.so"});
  for (size_t twin : {0, 1})
    builder.snapshot().units[twin].fingerprint[3].text = R"({"target":77,"deps":[]})";
  UnitGraph graph = read(builder);
  EXPECT_EQ(graph[*find_unit(graph, kA)].kind, TaskKind::proc_macro);
  EXPECT_EQ(graph[*find_unit(graph, kB)].kind, TaskKind::proc_macro);
  EXPECT_EQ(graph[*find_unit(graph, kC)].kind, TaskKind::library);
  EXPECT_FALSE(graph[*find_unit(graph, kA)].pipelines);
  EXPECT_FALSE(graph[*find_unit(graph, kC)].pipelines);
}

TEST(UnitGraph, FindsVersionsInSourcePaths) {
  SnapshotBuilder builder;
  builder.library("a-b", kA, {.start = 1, .end = 2}).dep_info =
      "/t/debug/deps/a_b-00000000000000aa.d: /c/registry/src/index-01/a-b-1.2.3-rc.1/src/lib.rs\n";
  builder.library("c", kB, {.start = 1, .end = 2}).dep_info =
      "/t/c.d: /home/me/c-2/src/lib.rs\n\n# env-dep:CARGO_PKG_VERSION=0.4.0\n";
  UnitGraph graph = read(builder);
  EXPECT_EQ(graph.units[0].version, "1.2.3-rc.1");
  EXPECT_EQ(graph.units[0].local, false);
  EXPECT_EQ(graph.units[1].version, "0.4.0");
  EXPECT_EQ(graph.units[1].local, true);
}

TEST(UnitGraph, ABuildScriptsRunHasThePackagesVersion) {
  SnapshotBuilder builder;
  builder.unit("ring", kA, "build-script-build-script-build", {.start = 1, .end = 2}).dep_info =
      "/t/b.d: /c/registry/src/i/ring-0.17.8/build.rs\n";
  builder.unit("ring", kB, "run-build-script-build-script-build", {.start = 2, .end = 3}, {kA});
  builder.library("ring", kC, {.start = 3, .end = 4}, {kB});
  std::string& library = builder.snapshot().units[2].fingerprint[3].text;
  std::string& run = builder.snapshot().units[1].fingerprint[1].text;
  library = R"({"deps":[[9,"build_script_build",false,187]]})";
  run = R"({"deps":[[9,"build_script_build",false,170]]})";
  UnitGraph graph = read(builder);
  EXPECT_EQ(graph[*find_unit(graph, kB)].version, "0.17.8");
  EXPECT_EQ(graph[*find_unit(graph, kC)].version, "");  // nothing says so
}

TEST(UnitGraph, TakesVersionsFromCargoLockWhereTheNameIsUnique) {
  SnapshotBuilder builder;
  builder.library("one", kA, {.start = 1, .end = 2});
  builder.library("two", kB, {.start = 1, .end = 2});
  builder.snapshot().lock_file =
      "[[package]]\nname = \"one\"\nversion = \"1.0.0\"\n"
      "[[package]]\nname = \"two\"\nversion = \"1.0.0\"\nsource = \"registry+x\"\n"
      "[[package]]\nname = \"two\"\nversion = \"2.0.0\"\nsource = \"registry+x\"\n";
  UnitGraph graph = read(builder);
  EXPECT_EQ(graph.units[0].version, "1.0.0");
  EXPECT_EQ(graph.units[0].local, true);
  EXPECT_EQ(graph.units[1].version, "");
  EXPECT_EQ(graph.units[1].local, std::nullopt);
}

TEST(UnitGraph, TellsFailedUnfinishedAndNotStartedUnitsApart) {
  SnapshotBuilder builder;
  // Cargo emptied the three hash files at 10.0, when it planned the build.
  auto clear = [](UnitDirectory& folder, size_t hash) {
    folder.fingerprint[hash].text.clear();
    folder.fingerprint[hash].modified = SnapshotBuilder::at(10);
  };
  UnitDirectory& failed = builder.library("bad", kA, {.start = 11, .end = 2});
  clear(failed, 2);
  failed.fingerprint.push_back({.name = "output-lib-bad",
                                .modified = SnapshotBuilder::at(12),
                                .text = R"({"message":"mismatched types","level":"error"})"});
  clear(builder.library("cut", kB, {.start = 11, .end = 2}), 2);
  clear(builder.binary("app", kC, {.start = 3, .end = 4}, {kA}), 2);
  builder.snapshot().units[2].fingerprint[3].text = R"({"deps":[[7,"bad",false,170]]})";
  UnitGraph graph = read(builder);
  const Unit& bad = graph[*find_unit(graph, kA)];
  EXPECT_EQ(bad.state, UnitState::failed);
  EXPECT_EQ(bad.finished, SnapshotBuilder::at(12));
  EXPECT_EQ(graph[*find_unit(graph, kB)].state, UnitState::unfinished);
  const Unit& app = graph[*find_unit(graph, kC)];
  EXPECT_EQ(app.state, UnitState::not_started);
  EXPECT_EQ(app.started, std::nullopt);
  EXPECT_EQ(app.prepared, SnapshotBuilder::at(10));
  // The edge survives although the fingerprint it names is gone.
  ASSERT_EQ(app.dependencies.size(), 1U);
  EXPECT_EQ(app.dependencies[0].unit, *find_unit(graph, kA));
}

TEST(UnitGraph, AFirstBuildThatFailedLeavesNoHashFile) {
  SnapshotBuilder builder;
  UnitDirectory& folder = builder.snapshot().units.emplace_back();
  folder = {.package = "my-app", .hash = kA};
  folder.directory_modified = SnapshotBuilder::at(10);
  UnitGraph graph = read(builder);
  ASSERT_EQ(graph.units.size(), 1U);
  EXPECT_EQ(graph.units[0].state, UnitState::not_started);
  EXPECT_EQ(graph.units[0].target, "my_app");

  folder.fingerprint = {
      {.name = "invoked.timestamp", .modified = SnapshotBuilder::at(11)},
      {.name = "output-bin-my-app", .modified = SnapshotBuilder::at(12), .text = "{}"}};
  graph = read(builder);
  EXPECT_EQ(graph.units[0].state, UnitState::unfinished);
  EXPECT_EQ(graph.units[0].kind, TaskKind::binary);
}

TEST(UnitGraph, SaysWhichFilesAreNoFingerprints) {
  SnapshotBuilder builder;
  builder.library("a", kA, {.start = 1, .end = 2}).fingerprint[2].text = "not a hash at all";
  builder.library("b", kB, {.start = 1, .end = 2}).fingerprint[3].text = "{\"deps\": [";
  builder.unit("c", kC, "hat-c", {.start = 1, .end = 2});
  Diagnostics diagnostics;
  UnitGraph graph = read_unit_graph(builder.snapshot(), diagnostics);
  EXPECT_EQ(graph.units.size(), 2U);
  std::vector<Diagnostic> found = diagnostics.sorted();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].code, "bad-fingerprint");
  EXPECT_EQ(found[0].count, 2U);
  EXPECT_EQ(
      found[0].message,
      "a-00000000000000aa/lib-a does not hold 16 hex digits; the unit counts as not finished");
  EXPECT_EQ(found[1].code, "unknown-fingerprint");
}

TEST(UnitGraph, SurvivesRandomDamage) {
  std::mt19937 random(7);
  for (int round = 0; round < 500; ++round) {
    SnapshotBuilder builder;
    builder.library("a", kA, {.start = 1, .metadata = 1.5, .end = 2}).dep_info =
        "x.d: a/src/lib.rs\n";
    builder.library("b", kB, {.start = 2, .end = 3}, {kA});
    builder.binary("app", kC, {.start = 3, .end = 4}, {kA, kB});
    UnitDirectory& folder = builder.snapshot().units[random() % 3];
    SnapshotFile& file = folder.fingerprint[random() % folder.fingerprint.size()];
    for (int i = 0; i < 3 && !file.text.empty(); ++i)
      file.text[random() % file.text.size()] = static_cast<char>(random());
    if (random() % 2 == 0) file.text.resize(random() % (file.text.size() + 1));
    if (random() % 3 == 0) file.name[random() % file.name.size()] = static_cast<char>(random());
    if (random() % 3 == 0) file.modified.reset();
    Diagnostics diagnostics;
    UnitGraph graph = read_unit_graph(builder.snapshot(), diagnostics);
    EXPECT_LE(graph.units.size(), 5U);
    for (const Unit& unit : graph.units) {
      for (const UnitDependency& dependency : unit.dependencies)
        EXPECT_TRUE(!dependency.unit.valid() || dependency.unit.index() < graph.units.size());
    }
  }
}

}  // namespace
}  // namespace makespan
