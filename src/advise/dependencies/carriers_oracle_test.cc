// The search for what may go, against a resolver that tries every set: on random graphs in which
// features are unified as cargo does it.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "advise/dependencies/unused_search.h"
#include "advise/dependencies/workbench.h"
#include "system/testing/memory_file_system.h"

namespace makespan {
namespace {

using Features = std::set<std::string>;
using Built = std::map<size_t, Features>;  // package -> features
using Set = std::set<size_t>;

const std::vector<std::string> kFeatures = {"x", "y"};

struct AskedOf {
  size_t package = 0;
  std::string when;  // a feature of who asks; empty: always
  Features features;
};

// Packages 0 (app) and 1 (tool, which may depend on app) are members; the others are fetched. What
// app names in `unused` it never uses.
struct RandomGraph {
  std::vector<std::vector<AskedOf>> asks;
  std::vector<size_t> unused;

  explicit RandomGraph(uint32_t seed) : asks(12), random_(seed) {
    for (size_t from = 2; from < asks.size(); ++from)
      for (size_t to = from + 1; to < asks.size(); ++to)
        if (chance(30)) ask(from, to, chance(30) ? one_of(kFeatures) : "");
    for (size_t to = 2; to < asks.size(); ++to) {
      if (chance(45)) {
        unused.push_back(to);
        ask(0, to, "");
      } else if (chance(25)) {
        ask(0, to, "");
      }
      if (chance(15)) ask(1, to, "");
    }
    if (chance(50)) ask(1, 0, "");
  }

  // A build of some members, app without some of what it never uses.
  [[nodiscard]] Built build(const Set& roots, const Set& gone) const {
    Built built;
    for (const size_t root : roots)
      built[root];
    for (bool more = true; more;) {
      more = false;
      for (const auto& [from, features] : Built(built))
        for (const AskedOf& asked : asks[from]) {
          if (from == 0 && gone.contains(asked.package)) continue;
          if (!asked.when.empty() && !features.contains(asked.when)) continue;
          const size_t before = built.contains(asked.package) ? built[asked.package].size() + 1 : 0;
          built[asked.package].insert(asked.features.begin(), asked.features.end());
          more |= built[asked.package].size() + 1 != before;
        }
    }
    return built;
  }

 private:
  bool chance(uint32_t percent) { return random_() % 100 < percent; }
  std::string one_of(const std::vector<std::string>& words) {
    return words[random_() % words.size()];
  }
  void ask(size_t from, size_t to, std::string when) {
    AskedOf asked{.package = to, .when = std::move(when), .features = {}};
    for (const std::string& feature : kFeatures)
      if (chance(30)) asked.features.insert(feature);
    asks[from].push_back(std::move(asked));
  }

  std::mt19937 random_;
};

const std::vector<Set> kBuilds = {{0, 1}, {0}, {1}};

std::string name_of(size_t package) {
  return package == 0 ? "app" : package == 1 ? "tool" : "p" + std::to_string(package);
}

// Packages that some build has before and after, with other features.
Set changed(const RandomGraph& graph, const Set& gone) {
  Set packages;
  for (const Set& roots : kBuilds) {
    const Built before = graph.build(roots, {});
    for (const auto& [package, features] : graph.build(roots, gone))
      if (before.at(package) != features) packages.insert(package);
  }
  return packages;
}

std::vector<Set> all_parts(const std::vector<size_t>& of) {
  std::vector<Set> parts;
  for (size_t bits = 0; bits < (size_t{1} << of.size()); ++bits) {
    Set part;
    for (size_t i = 0; i < of.size(); ++i)
      if ((bits >> i & 1U) != 0) part.insert(of[i]);
    parts.push_back(std::move(part));
  }
  return parts;
}

// A cargo for such a graph: whatever is not used compiles away.
class GraphWorkbench final : public Workbench {
 public:
  GraphWorkbench(const RandomGraph& graph, FileSystem& files) : graph_(graph), files_(files) {}

  Result<CommandOutput> cargo(const CargoCall& call) override {
    if (call.arguments[0] == "check") {
      leave_call();
      return CommandOutput();
    }
    const auto package = std::ranges::find(call.arguments, "--package");
    const Set roots = package == call.arguments.end() ? kBuilds[0]
                      : *(package + 1) == "app"       ? kBuilds[1]
                                                      : kBuilds[2];
    std::string tree;
    for (const auto& [built, features] : graph_.build(roots, gone_)) {
      std::string words;
      for (const std::string& feature : features)
        words += (words.empty() ? "" : ",") + feature;
      tree += name_of(built) + " v1.0.0\t" + words + "\n";
    }
    return CommandOutput{.standard_output = tree, .standard_error = ""};
  }
  Status write(const std::string& path, std::string_view text) override {
    if (path != "/w/app/Cargo.toml") return {};
    gone_.clear();
    for (const size_t package : graph_.unused)
      if (text.find(name_of(package) + " =") == std::string_view::npos) gone_.insert(package);
    return {};
  }
  Result<std::string> program(std::string_view name, std::string_view) override {
    return "/bench/" + std::string(name);
  }
  std::string folder() override { return "/bench"; }
  std::string original(const std::string& path) override { return path; }
  std::string copied(const std::string& path) override { return path; }

 private:
  void leave_call() {
    std::string words, messages;
    for (const char* word : {"/w", "/w/app", "rustc", "--crate-name", "app", "app/src/lib.rs"})
      words += std::string(word) + '\0';
    for (const AskedOf& asked : graph_.asks[0])
      words += std::string("--extern") + '\0' + name_of(asked.package) + "=/t/x.rmeta" + '\0';
    for (const size_t package : graph_.unused)
      messages += R"({"message":"extern crate `)" + name_of(package) +
                  R"(` is unused","code":{"code":"unused_crate_dependencies"}})" + "\n";
    EXPECT_TRUE(files_.write_file("/bench/lint/app.call", words));
    EXPECT_TRUE(files_.write_file("/bench/lint/app.err", messages));
    EXPECT_TRUE(files_.write_file("/bench/lint/app.status", "0\n"));
  }

  const RandomGraph& graph_;
  FileSystem& files_;
  Set gone_;
};

struct Answer {
  std::vector<size_t> certain;  // may go together
  std::vector<size_t> alone;    // of these, may go in any part
  std::vector<size_t> only_together;
  std::vector<size_t> doubted;
};

Workspace workspace_of(const RandomGraph& graph, MemoryFileSystem& files) {
  Workspace workspace{.root = "/w"};
  for (const size_t member : {size_t{0}, size_t{1}}) {
    const std::string name = name_of(member);
    WorkspacePackage package{.id = name,
                             .name = name,
                             .version = "1.0.0",
                             .directory = "/w/" + name,
                             .manifest_path = "/w/" + name + "/Cargo.toml",
                             .manifest = "[dependencies]\n",
                             .member = true};
    package.targets = {{.kind = "lib", .name = name, .source = "/w/" + name + "/src/lib.rs"}};
    files.add(package.targets[0].source, "pub fn f() {}");
    for (const AskedOf& asked : graph.asks[member]) {
      package.manifest += name_of(asked.package) + " = \"1\"\n";
      package.dependencies.push_back(
          {.package = name_of(asked.package), .name = name_of(asked.package)});
    }
    workspace.packages.push_back(std::move(package));
  }
  for (size_t i = 0; i < graph.asks.size(); ++i) {
    ResolvedPackage resolved{.id = name_of(i),
                             .name = name_of(i),
                             .version = "1.0.0",
                             .manifest_path = "/r/" + name_of(i) + "/Cargo.toml"};
    for (const AskedOf& asked : graph.asks[i])
      resolved.dependencies.push_back({.package = asked.package, .name = name_of(asked.package)});
    workspace.resolved.push_back(std::move(resolved));
    if (i > 1)
      files.add("/r/" + name_of(i) + "/src/lib.rs",
                "#[cfg(feature = \"x\")] fn x() {}\n#[cfg(feature = \"y\")] fn y() {}\n");
  }
  return workspace;
}

Answer ask(const RandomGraph& graph) {
  MemoryFileSystem files;
  GraphWorkbench bench(graph, files);
  const Workspace workspace = workspace_of(graph, files);
  const Result<UnusedSearch> search = search_unused(workspace, files, bench);
  Answer answer;
  EXPECT_TRUE(search) << search.error().message;
  if (!search) return answer;
  for (const UnusedDependency& unused : search->found) {
    if (workspace.packages[unused.package].name != "app") continue;
    const size_t package = graph.asks[0][unused.dependency].package;
    if (!unused.doubts.empty()) {
      answer.doubted.push_back(package);
      continue;
    }
    answer.certain.push_back(package);
    (unused.apart.empty() ? answer.alone : answer.only_together).push_back(package);
  }
  return answer;
}

// Whether some set that holds it, of these, takes something from a package that stays.
bool has_a_part_in_harm(const RandomGraph& graph, size_t package, const std::vector<size_t>& of) {
  return std::ranges::any_of(all_parts(of), [&](const Set& gone) {
    return gone.contains(package) && !changed(graph, gone).empty();
  });
}

bool has_a_pair_that_only_harms_together(const RandomGraph& graph) {
  for (const size_t one : graph.unused)
    for (const size_t other : graph.unused)
      if (one < other && changed(graph, {one}).empty() && changed(graph, {other}).empty() &&
          !changed(graph, {one, other}).empty())
        return true;
  return false;
}

void expect_harmless(const RandomGraph& graph) {
  const Answer answer = ask(graph);
  ASSERT_EQ(answer.certain.size() + answer.doubted.size(), graph.unused.size());
  EXPECT_TRUE(changed(graph, Set(answer.certain.begin(), answer.certain.end())).empty());
  for (const Set& part : all_parts(answer.alone))
    EXPECT_TRUE(changed(graph, part).empty());
  for (const size_t package : answer.doubted)
    EXPECT_TRUE(has_a_part_in_harm(graph, package, graph.unused)) << name_of(package);
  for (const size_t package : answer.only_together)
    EXPECT_TRUE(has_a_part_in_harm(graph, package, answer.certain)) << name_of(package);
}

constexpr uint32_t kSeeds = 400;

TEST(CarriersAgainstAllSets, WhatIsRecommendedTakesNothingFromWhatStays) {
  for (uint32_t seed = 0; seed < kSeeds; ++seed) {
    SCOPED_TRACE(seed);
    expect_harmless(RandomGraph(seed));
  }
}

// Else the test above would say nothing.
TEST(CarriersAgainstAllSets, MeetsEveryKindOfGraph) {
  size_t certain = 0, doubted = 0, together = 0, harming_pairs = 0;
  for (uint32_t seed = 0; seed < kSeeds; ++seed) {
    const RandomGraph graph(seed);
    const Answer answer = ask(graph);
    certain += answer.certain.empty() ? 0 : 1;
    doubted += answer.doubted.empty() ? 0 : 1;
    together += answer.only_together.empty() ? 0 : 1;
    harming_pairs += has_a_pair_that_only_harms_together(graph) ? 1 : 0;
  }
  EXPECT_GT(certain, 40U);
  EXPECT_GT(doubted, 40U);
  EXPECT_GT(together, 10U);
  EXPECT_GT(harming_pairs, 10U);
}

}  // namespace
}  // namespace makespan
