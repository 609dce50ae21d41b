#include "report/fixes/testing/fix_situations.h"

#include <fmt/format.h>

#include <utility>

#include "report/fixes/testing/sample_fixes.h"
#include "report/fixes/testing/sample_schedule.h"

namespace makespan {
namespace {

Duration seconds(double s) {
  return Duration::seconds(s);
}

FixAnswer answer_of(std::string command, double base) {
  return {.run = "4f1c2ab9d0e3",
          .command = std::move(command),
          .cores = 2,
          .base = seconds(base),
          .recorded = seconds(base * 0.996),
          .replay_error = 0.004,
          .spent = seconds(48.2),
          .experiments = 41};
}

PlanStep step(std::string id, double cumulative, double low, double high) {
  return {.id = std::move(id),
          .cumulative = seconds(cumulative),
          .low = seconds(low),
          .high = seconds(high)};
}

std::vector<TradeOffRow> usual_trade_offs() {
  auto row = [](std::string setting, std::string value, bool current, double build, double cpu,
                std::optional<int64_t> bytes, Basis basis) {
    return TradeOffRow{.setting = std::move(setting),
                       .value = std::move(value),
                       .current = current,
                       .build = seconds(build),
                       .cpu = seconds(cpu),
                       .bytes = bytes,
                       .basis = basis};
  };
  return {row("codegen-units", "1", true, 73.4, 138, 10'010'000, Basis::simulated),
          row("codegen-units", "4", false, 72.2, 141, 10'120'000, Basis::replayed),
          row("codegen-units", "16", false, 71.2, 146, 10'340'000, Basis::replayed),
          row("codegen-units", "256", false, 72.9, 155, 10'900'000, Basis::replayed),
          row("lto", "fat", false, 80.1, 151, 8'800'000, Basis::simulated),
          row("lto", "thin", true, 73.4, 138, 10'010'000, Basis::simulated),
          row("lto", "thin-local", false, 82.1, 158, std::nullopt, Basis::replayed),
          row("lto", "off", false, 83.0, 160, std::nullopt, Basis::replayed)};
}

FixAnswer good_plan() {
  FixAnswer answer = answer_of("cargo build --release", 73.4);
  answer.fixes = {unused_fix(), debug_info_fix(), codegen_units_fix(),
                  align_fix(),  features_fix(),   split_fix()};
  for (const Fix& fix : usual_rejects())
    answer.fixes.push_back(fix);
  answer.plan = {step("unused", 37.2, 35.8, 38.9),
                 step("ci.debug=line-tables-only", 35.1, 33.5, 37.0),
                 step("align:dashmap@6.1.0", 34.3, 32.7, 36.4)};
  answer.schedule = workspace_schedule();
  answer.trade_offs = usual_trade_offs();
  answer.team = {.developers = 5,
                 .builds_a_day = 12,
                 .rate = 80,
                 .currency = "EUR",
                 .recorded_builds_a_day = {}};
  answer.notes = {"ring 0.17.8 compiles C in its build script: its calls were not run again"};
  return answer;
}

FixAnswer nothing_applies() {
  FixAnswer answer = answer_of("cargo build", 4.31);
  answer.experiments = 0;
  answer.spent = {};
  return answer;
}

FixAnswer all_rejected() {
  FixAnswer answer = answer_of("cargo build -p app", 53.0);
  answer.fixes = usual_rejects();
  answer.fixes.push_back(rejected_fix("unused", "Drop unused dependencies", std::nullopt,
                                      "none: each of 61 dependencies is used in some target"));
  answer.fixes.push_back(rejected_fix("release.codegen-units=16", "Compile in 16 codegen units",
                                      sample_saving(0.4, -0.3, 1.1),
                                      "0.40 s of 53.0 s (0.8%) is within the noise"));
  return answer;
}

FixAnswer only_open_questions() {
  FixAnswer answer = answer_of("cargo build --release", 71.0);
  answer.fixes = {codegen_units_fix(), features_fix()};
  return answer;
}

// What nearly every build has: bounds, another machine, a cache.
FixAnswer only_bounds() {
  FixAnswer answer = answer_of("cargo build", 53.0);
  answer.fixes = {more_cores_fix(), cache_fix(), split_fix()};
  for (const Fix& fix : usual_rejects())
    answer.fixes.push_back(fix);
  return answer;
}

FixAnswer nothing_built() {
  FixAnswer answer = answer_of("cargo build", 0);
  answer.priced = false;
  answer.recorded = seconds(0.14);
  answer.replay_error = 0;
  answer.experimented = false;
  answer.experiments = 0;
  answer.spent = {};
  answer.notes = {
      "Nothing was built in this run, since 248 units were fresh: there is nothing to price. "
      "`makespan run --cold -- cargo build` builds all."};
  return answer;
}

FixAnswer more_cores() {
  FixAnswer answer = answer_of("cargo build", 21.9);
  answer.cores = 16;
  answer.extrapolated = true;
  answer.recorded = seconds(73.1);
  answer.fixes = {unused_fix()};
  answer.fixes[0].saving = sample_saving(8.4, 6.6, 10.9);
  answer.plan = {step("unused", 13.5, 11.0, 15.3)};
  answer.team.recorded_builds_a_day = 3.4;
  answer.notes = {"16 cores are more than the recorded machine's 2: extrapolated"};
  return answer;
}

FixAnswer without_experiments() {
  FixAnswer answer = answer_of("cargo build", 73.4);
  answer.experimented = false;
  answer.experiments = 0;
  answer.spent = {};
  answer.fixes = {unused_fix(), codegen_units_fix()};
  answer.fixes[1].verdict = Verdict::possible;
  answer.fixes[1].basis = Basis::simulated;
  answer.fixes[1].saving = sample_saving(2.0, -7.5, 9.0);
  answer.fixes[1].method = "not measured here: published ranges, simulated";
  answer.fixes[1].reason =
      "not measured here: `makespan fixes` with a budget measures it; " + answer.fixes[1].reason;
  answer.fixes[1].checked.clear();
  answer.fixes[1].not_checked.pop_back();
  answer.plan = {step("unused", 37.2, 35.8, 38.9)};
  return answer;
}

// Of a file that lies elsewhere: all that follows has to name it.
FixAnswer another_run() {
  FixAnswer answer = without_experiments();
  answer.command = "cargo build --features 'fast small'";
  answer.can_experiment = false;
  answer.fixes[1].reason =
      "not measured: no compiler call of this run can be run again; " + codegen_units_fix().reason;
  answer.notes = {
      "The run comes from a file, and no compiler call of it is run again. One that was made here, "
      "in this project, may be: `makespan import` brings it back."};
  for (int i = 0; i < 20; ++i)
    answer.fixes[0].diff += " more\n";
  return answer;
}

FixAnswer unreliable() {
  FixAnswer answer = without_experiments();
  answer.experimented = true;
  answer.experiments = 8;
  answer.spent = seconds(11.3);
  answer.reliable = false;
  answer.replay_error = -0.127;
  answer.notes = {
      "the target directory was warm: 12 of 248 units were built. "
      "`makespan run --cold -- cargo build` records the whole build",
      "recorded by polling: short processes are missing"};
  return answer;
}

FixAnswer one_fix() {
  FixAnswer answer = answer_of("cargo test", 0.84);
  answer.recorded = seconds(0.83);
  answer.fixes = {debug_info_fix()};
  answer.fixes[0].saving = sample_saving(0.11, 0.08, 0.15);
  for (int i = 0; i < 40; ++i)
    answer.fixes[0].diff += fmt::format(" \tline-{} = \"kept\"\n", i);
  answer.plan = {step(answer.fixes[0].id, 0.73, 0.69, 0.76)};
  return answer;
}

FixAnswer slower() {
  FixAnswer answer = answer_of("cargo build --release", 73.0);
  answer.fixes = {codegen_units_fix()};
  answer.fixes[0].saving = sample_saving(-3.3, -5.1, -1.2);
  answer.fixes[0].reason = "smaller file, longer build: for you to weigh";
  answer.fixes.push_back(usual_rejects()[1]);
  return answer;
}

FixAnswer long_names() {
  std::string name = "extraordinarily-long-package-name-that-somebody-chose-for-good-reasons";
  FixAnswer answer = answer_of(
      fmt::format("cargo build --release -p {} --features {}/with-a-long-feature", name, name),
      4212);
  Fix fix = unused_fix();
  fix.id = fmt::format("unused:{}/{}-internals", name, name);
  fix.title = fmt::format("Drop {}-internals from {}", name, name);
  fix.evidence = {std::string(180, 'x') + " is one word"};
  fix.saving = sample_saving(905, 760, 1100);
  answer.fixes = {fix, codegen_units_fix()};
  answer.plan = {step(fix.id, 3307, 3112, 3452)};
  answer.schedule =
      schedule_of({{name + " 1.2.3-alpha.20240101+build", 0, 4100, 0, 3200, true, true},
                   {name + "-internals 1.2.3", 20, 900, 0, 0}});
  answer.team = {.developers = 140,
                 .builds_a_day = 30,
                 .rate = {},
                 .currency = {},
                 .recorded_builds_a_day = {}};
  return answer;
}

FixAnswer not_ascii() {
  FixAnswer answer = answer_of("cargo build -p größe", 12.5);
  Fix fix = align_fix();
  fix.id = "align:größe-表示@2.0.0";
  fix.title = "Überall größe-表示 2.0.0 verwenden 🚀";
  fix.evidence = {"サーバー and клиент ask for ^1"};
  fix.diff =
      "--- a/größe/Cargo.toml\n+++ b/größe/Cargo.toml\n@@ -1 +1 @@\n-\"表示\" = \"1\"\n"
      "+\"表示\" = \"2\"  # ← \x1b[31mred\n";
  answer.fixes = {fix};
  answer.plan = {step(fix.id, 10.6, 10.3, 11.0)};
  answer.schedule = schedule_of({{"größe-表示 1.9.0", 0, 2.0, 0, 0, true},
                                 {"größe-表示 2.0.0", 2.0, 2.1, 0, 2.1, true, true},
                                 {"サーバー 0.1.0", 4.1, 8.4, 2.1, 8.5, true, true}});
  return answer;
}

// More fixes than there is room for, some of them not priced.
FixAnswer many() {
  FixAnswer answer = answer_of("cargo build --workspace --all-targets", 310);
  for (int i = 0; i < 30; ++i) {
    Fix fix = align_fix();
    fix.id = fmt::format("align:package-{}@{}.0.0", i, i % 7);
    fix.title = fmt::format("Use package-{} {}.0.0 everywhere", i, i % 7);
    double price = 40.0 / (i + 1);
    fix.saving = sample_saving(price, price * 0.8, price * 1.3);
    if (i > 4) fix.verdict = Verdict::possible;
    if (i > 25) fix.saving.reset();
    fix.effort.effort = i % 3 == 0 ? EffortClass::setting : EffortClass::manifest;
    answer.fixes.push_back(fix);
  }
  double cumulative = 310;
  for (int i = 0; i < 5; ++i) {
    cumulative -= 30.0 / (i + 1);
    std::string id = answer.fixes[static_cast<size_t>(i)].id;
    answer.plan.push_back(step(id, cumulative, cumulative * 0.97, cumulative * 1.04));
  }
  return answer;
}

}  // namespace

std::vector<FixSituation> fix_situations() {
  return {{"good-plan", good_plan()},
          {"nothing-applies", nothing_applies()},
          {"all-rejected", all_rejected()},
          {"only-open-questions", only_open_questions()},
          {"only-bounds", only_bounds()},
          {"nothing-built", nothing_built()},
          {"more-cores", more_cores()},
          {"without-experiments", without_experiments()},
          {"another-run",
           another_run(),
           {.run = "/builds/of april.run",
            .to_try = {"cargo", "build", "--features", "fast small"},
            .file_to_import = "/builds/of april.run"}},
          {"unreliable", unreliable()},
          {"one-fix", one_fix()},
          {"slower", slower()},
          {"long-names", long_names()},
          {"not-ascii", not_ascii()},
          {"many", many()}};
}

}  // namespace makespan
