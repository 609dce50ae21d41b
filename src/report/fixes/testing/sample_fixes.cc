#include "report/fixes/testing/sample_fixes.h"

#include <utility>

namespace makespan {

Saving sample_saving(double expected, double low, double high) {
  return {.expected = Duration::seconds(expected),
          .low = Duration::seconds(low),
          .high = Duration::seconds(high),
          .bytes = {}};
}

Fix unused_fix() {
  Fix fix{.id = "unused",
          .kind = "unused",
          .title = "Drop 33 dependencies that nothing uses",
          .verdict = Verdict::recommended,
          .saving = sample_saving(36.2, 34.9, 37.6),
          .basis = Basis::simulated,
          .method = "121 of 248 units are there only for them, and were left out",
          .effort = {.effort = EffortClass::manifest, .files = 7, .lines = 39},
          .risk = Risk::none,
          .evidence = {"rustc names each of them unused in every target of its package",
                       "no feature, doc comment, include or build script names them"},
          .checked = {"compiles on this target with default features, all targets",
                      "no surviving package changes its version or features"},
          .not_checked = {"other targets: no `cfg` names them"},
          .reason = "saves twelve times the noise, and nothing known speaks against it"};
  fix.saving->bytes = 1'240'000'000;
  fix.diff =
      "--- a/Cargo.lock\n+++ b/Cargo.lock\n@@ -1,7 +1,3 @@\n-[[package]]\n-name = \"rand\"\n"
      "-version = \"0.8.5\"\n-\n [[package]]\n"
      "--- a/crates/core/Cargo.toml\n+++ b/crates/core/Cargo.toml\n@@ -11,7 +11,5 @@\n"
      " [dependencies]\n serde = { version = \"1\", features = [\"derive\"] }\n"
      "-rand = \"0.8\"\n-ndarray = { workspace = true }\n thiserror = \"1\"\n"
      " tracing = \"0.1\"\n \n"
      "--- a/crates/analysis/Cargo.toml\n+++ b/crates/analysis/Cargo.toml\n"
      "@@ -9,8 +9,6 @@\n [dependencies]\n core = { path = \"../core\" }\n"
      "-petgraph = \"0.6\"\n-nalgebra = \"0.32\"\n dashmap = \"5.5\"\n \n"
      " [dev-dependencies]\n proptest = \"1\"\n";
  return fix;
}

Fix codegen_units_fix() {
  return {
      .id = "release.codegen-units=16",
      .kind = "codegen-units",
      .title = "Compile in 16 codegen units",
      .verdict = Verdict::decision,
      .saving = sample_saving(2.2, 1.1, 3.4),
      .basis = Basis::replayed,
      .method = "14 of 148 units re-run with it, 134 scaled by them, then simulated",
      .effort = {.effort = EffortClass::setting, .files = 1, .lines = 1},
      .risk = Risk::run_time,
      .risk_note = "more pieces are optimised less across their borders: the product may be slower",
      .evidence = {"codegen-units = 1 (Cargo.toml:25)"},
      .checked = {"the compiler calls of 14 units end well with it"},
      .not_checked = {"the run time and size of what is built",
                      "the compiler calls of 134 other units"},
      .reason =
          "release ships: measure the run time and size of what it builds first "
          "(`makespan try release.codegen-units=16 --bench CMD`)",
      .diff =
          "--- a/Cargo.toml\n+++ b/Cargo.toml\n@@ -24,3 +24,3 @@\n [profile.release]\n"
          "-codegen-units = 1\n+codegen-units = 16\n lto = \"thin\"\n"};
}

Fix align_fix() {
  return {.id = "align:dashmap@6.1.0",
          .kind = "align",
          .title = "Use dashmap 6.1.0 everywhere, not 5.5.3 too",
          .verdict = Verdict::recommended,
          .saving = sample_saving(1.9, 1.5, 2.2),
          .basis = Basis::simulated,
          .method = "the tasks of dashmap 5.5.3 were left out",
          .effort = {.effort = EffortClass::manifest, .files = 2, .lines = 2},
          .risk = Risk::none,
          .evidence = {"detection and analysis ask for ^5.5, response for ^6.1"},
          .checked = {"every target compiles with it"},
          .not_checked = {"windows"},
          .reason = "compiles with it, and is more than the noise",
          .diff =
              "--- a/crates/detection/Cargo.toml\n+++ b/crates/detection/Cargo.toml\n"
              "@@ -14,3 +14,3 @@\n tokio = \"1\"\n-dashmap = \"5.5\"\n+dashmap = \"6.1\"\n"
              " regex = \"1\"\n"};
}

Fix debug_info_fix() {
  return {.id = "ci.debug=line-tables-only",
          .kind = "debug",
          .title = "debug = \"line-tables-only\" in profile release, in a profile for CI",
          .verdict = Verdict::recommended,
          .saving = sample_saving(5.1, 4.2, 6.3),
          .basis = Basis::replayed,
          .method = "16 of 148 units re-run with it, 132 scaled by them, then simulated",
          .effort = {.effort = EffortClass::manifest, .files = 1, .lines = 4},
          .risk = Risk::debugging,
          .risk_note =
              "CI then tests another binary than the one that release ships; debuggers "
              "show no variables and no types; backtraces keep file and line",
          .evidence = {"debug = true (Cargo.toml:21)",
                       "148 units write it; their code generation and links take 30.2 s of 137.9 s "
                       "of CPU"},
          .checked = {"the compiler calls of 16 units end well with it"},
          .not_checked = {"debuggers, profilers and other tools that read it",
                          "the compiler calls of 132 other units"},
          .diff =
              "--- a/Cargo.toml\n+++ b/Cargo.toml\n@@ -20,3 +20,7 @@\n [profile.release]\n"
              " debug = true\n \n+[profile.ci]\n+inherits = \"release\"\n"
              "+debug = \"line-tables-only\"\n+\n",
          .build_profile = "ci"};
}

Fix features_fix() {
  return {.id = "features:core/tokio",
          .kind = "features",
          .title = "Ask tokio for 3 features instead of `full`",
          .verdict = Verdict::possible,
          .saving = sample_saving(1.4, 0, 1.4),
          .basis = Basis::bounded,
          .method = "the whole of tokio's own time is the bound",
          .effort = {.effort = EffortClass::manifest, .files = 1, .lines = 1},
          .risk = Risk::behaviour,
          .risk_note = "a feature may be needed at run time",
          .evidence = {"tokio is asked for with `full`"},
          .not_checked = {"which features are used"},
          .reason = "`makespan fixes --deep` searches for the smallest set"};
}

Fix split_fix() {
  return {.id = "split:analysis",
          .kind = "split",
          .title = "Split aimds-analysis, which all others wait for",
          .verdict = Verdict::possible,
          .saving = sample_saving(4.0, 0, 4.0),
          .basis = Basis::bounded,
          .effort = {.effort = EffortClass::source},
          .risk = Risk::behaviour,
          .risk_note = "items move to other crates",
          .evidence = {"aimds-analysis 0.1.0 compiles for 9.1 s of CPU, and 4 units wait for it"},
          .not_checked = {"where it can be cut, and what its parts then cost"},
          .reason = "an upper bound: what if it took no time at all"};
}

Fix cache_fix() {
  return {.id = "cache=sccache",
          .kind = "cache",
          .title = "Keep compiled libraries in a cache for clean builds",
          .verdict = Verdict::possible,
          .saving = sample_saving(40.0, 0, 41.0),
          .basis = Basis::bounded,
          .method = "simulated without it: an upper bound",
          .risk = Risk::behaviour,
          .risk_note =
              "a server process keeps the cache; a build that misses takes longer than without",
          .evidence = {"148 of 161 units could be kept: libraries that are not compiled "
                       "incrementally, 90.1 s of 101.2 s of CPU"},
          .not_checked = {"how many of them a cache would have"},
          .reason = "at most this much, with every one of them found in the cache and at no cost"};
}

Fix more_cores_fix() {
  return {.id = "cores=4",
          .kind = "parallelism",
          .title = "A machine with 4 cores instead of 2",
          .verdict = Verdict::decision,
          .saving = sample_saving(21.0, 17.0, 23.0),
          .basis = Basis::simulated,
          .method = "the recorded tasks, simulated",
          .not_checked = {"a machine with that many cores"},
          .reason = "a machine costs money, and cores that were never measured are extrapolated"};
}

Fix rejected_fix(std::string id, std::string title, std::optional<Saving> saving,
                 std::string reason) {
  std::string kind = id.substr(0, id.find_first_of(":="));
  return {.id = std::move(id),
          .kind = std::move(kind),
          .title = std::move(title),
          .verdict = Verdict::rejected,
          .saving = saving,
          .basis = Basis::replayed,
          .reason = std::move(reason)};
}

std::vector<Fix> usual_rejects() {
  return {rejected_fix("linker=mold", "Link with mold", sample_saving(0.1, 0.0, 0.2),
                       "link is 0.4 s of 73.4 s"),
          rejected_fix("release.lto=off", "Turn LTO off", sample_saving(-9.6, -11.2, -8.1),
                       "takes 9.60 s longer: without LTO each library is compiled to the end")};
}

}  // namespace makespan
