#include "report/fixes/testing/try_situations.h"

#include <utility>

#include "report/fixes/testing/sample_schedule.h"

namespace makespan {
namespace {

Duration seconds(double s) {
  return Duration::seconds(s);
}

std::vector<Duration> times(const std::vector<double>& values) {
  std::vector<Duration> result;
  for (double value : values)
    result.push_back(seconds(value));
  return result;
}

MeasuredChange change(double expected, double low, double high) {
  return {.expected = expected, .low = low, .high = high, .bounded = true};
}

TryFigures figures(const std::vector<double>& wall, const std::vector<double>& cpu,
                   uint64_t artifacts, uint64_t directory) {
  TryFigures result{.wall = times(wall),
                    .cpu = times(cpu),
                    .artifact_bytes = artifacts,
                    .build_directory_bytes = directory};
  for (size_t i = 0; i < wall.size(); ++i)
    result.runs.push_back("run" + std::to_string(i));
  return result;
}

TaskChange task(std::string name, std::optional<double> base, std::optional<double> variant,
                std::optional<double> predicted) {
  auto time = [](std::optional<double> value) {
    return value ? std::optional(seconds(*value)) : std::nullopt;
  };
  return {.task = std::move(name),
          .base = time(base),
          .variant = time(variant),
          .predicted = time(predicted)};
}

TryAnswer half_the_build() {
  TryAnswer answer{.command = "cargo build --release", .rounds = 5, .spent = seconds(812)};
  answer.base = figures({73.4, 71.9, 75.6, 73.0, 72.8}, {138.2, 137.1, 141.0, 138.0, 137.4},
                        10'010'000, 1'930'000'000);
  answer.variants = {
      {.fixes = {"unused"},
       .title = "unused",
       .figures = figures({35.7, 35.2, 37.1, 35.5, 35.4}, {69.0, 68.4, 70.1, 68.8, 68.6},
                          10'010'000, 690'000'000),
       .cpu = change(-0.501, -0.504, -0.497),
       .wall = change(-0.513, -0.518, -0.506),
       .predicted = PredictedChange{.wall = -0.493,
                                    .wall_low = -0.525,
                                    .wall_high = -0.47,
                                    .cpu = -0.5,
                                    .basis = "simulated"},
       .verdict = TryVerdict::faster,
       .tasks = {task("aimds-analysis 0.1.0", 12.8, 9.1, 12.6),
                 task("tokio 1.48.0", 9.8, 10.3, 9.8), task("polars-core 0.41.3", 14.9, {}, {}),
                 task("serde 1.0.210", 3.1, 3.1, 3.0)},
       .schedule = workspace_schedule()}};
  return answer;
}

// One row for each value of a setting, with tests and the program's own speed.
TryAnswer trade_off() {
  TryAnswer answer{.command = "cargo build --release",
                   .rounds = 6,
                   .end = TryEnd::budget,
                   .spent = seconds(5400)};
  auto side = [](const std::vector<double>& wall, const std::vector<double>& cpu,
                 uint64_t artifacts, double benchmark) {
    TryFigures result = figures(wall, cpu, artifacts, 359'000'000);
    result.tests = TestOutcome::passed;
    result.benchmark = times({benchmark, benchmark * 1.01, benchmark * 0.99});
    return result;
  };
  answer.base =
      side({73.0, 71.3, 73.9, 72.2, 73.1, 72.4}, {138, 137, 140, 138, 139, 137}, 10'010'000, 1.84);
  auto variant = [&](std::string id, TryFigures result, MeasuredChange cpu, MeasuredChange wall,
                     MeasuredChange benchmark, double predicted, TryVerdict verdict) {
    answer.variants.push_back({.fixes = {id},
                               .title = id,
                               .figures = std::move(result),
                               .cpu = cpu,
                               .wall = wall,
                               .benchmark = benchmark,
                               .predicted = PredictedChange{.wall = predicted,
                                                            .wall_low = predicted - 0.015,
                                                            .wall_high = predicted + 0.015,
                                                            .basis = "replayed"},
                               .verdict = verdict});
  };
  variant(
      "release.codegen-units=16",
      side({70.8, 69.1, 71.5, 70.9, 70.2, 70.0}, {146, 145, 149, 146, 147, 145}, 10'340'000, 1.87),
      change(0.058, 0.051, 0.066), change(-0.031, -0.038, -0.022), change(0.016, -0.002, 0.03),
      -0.03, TryVerdict::faster);
  variant(
      "release.lto=off",
      side({82.1, 80.9, 83.3, 82.0, 81.8, 82.6}, {160, 158, 163, 160, 159, 161}, 12'900'000, 2.02),
      change(0.16, 0.15, 0.171), change(0.131, 0.119, 0.142), change(0.098, 0.08, 0.11), 0.08,
      TryVerdict::slower);
  answer.variants.push_back({.fixes = {"release.codegen-units=16", "release.lto=off"},
                             .title = "release.codegen-units=16 release.lto=off",
                             .figures = {.tests = TestOutcome::failed},
                             .verdict = TryVerdict::fails_tests,
                             .failure = "test speed::is_fast ... FAILED\n\ttook 2.1 s"});
  return answer;
}

TryAnswer within_noise() {
  TryAnswer answer{
      .command = "cargo build", .rounds = 9, .end = TryEnd::narrow, .spent = seconds(260)};
  answer.base =
      figures({14.1, 14.9, 14.0, 14.4, 15.2, 14.1, 14.3, 14.8, 14.2},
              {27.1, 27.4, 27.0, 27.1, 27.6, 27.0, 27.2, 27.3, 27.1}, 6'000'000, 410'000'000);
  answer.variants = {{.fixes = {},
                      .title = "the same build",
                      .figures = figures({14.2, 14.7, 14.2, 14.3, 15.0, 14.4, 14.2, 14.9, 14.1},
                                         {27.2, 27.3, 27.1, 27.1, 27.5, 27.1, 27.1, 27.4, 27.0},
                                         6'000'000, 410'000'000),
                      .cpu = change(0.0006, -0.0014, 0.0026),
                      .wall = change(-0.002, -0.011, 0.009)}};
  return answer;
}

// The machine was slower whenever the variant was built, and what it leaves as it is tells that.
TryAnswer at_one_pace() {
  TryAnswer answer{.command = "cargo build", .rounds = 5, .spent = seconds(571)};
  answer.base = figures({54.8, 55.6, 54.3, 58.1, 66.1}, {101.8, 104.6, 97.8, 105.8, 123.2},
                        10'010'000, 1'930'000'000);
  answer.variants = {
      {.fixes = {"features:aimds/tokio"},
       .title = "features:aimds/tokio",
       .figures = figures({57.4, 55.5, 59.3, 58.6, 66.9}, {106.4, 103.0, 109.2, 108.6, 125.4},
                          10'010'000, 1'900'000'000),
       .cpu = change(0.027, -0.021, 0.084),
       .wall = change(0.024, -0.014, 0.07),
       .paced = PacedChange{.cpu = change(-0.02, -0.026, -0.014),
                            .wall = change(-0.023, -0.031, -0.014),
                            .pace = change(0.048, 0.003, 0.102),
                            .share = 0.864},
       .predicted =
           PredictedChange{
               .wall = -0.009, .wall_low = -0.07, .wall_high = -0.008, .basis = "simulated"},
       .verdict = TryVerdict::faster}};
  return answer;
}

TryAnswer does_not_build() {
  TryAnswer answer{.command = "cargo build", .rounds = 2, .spent = seconds(61)};
  answer.base = figures({14.1, 14.9}, {27.1, 27.4}, 6'000'000, 410'000'000);
  answer.variants = {
      {.fixes = {"unused:core/rand"},
       .title = "unused:core/rand",
       .verdict = TryVerdict::fails_to_build,
       .failure = "error[E0432]: unresolved import `rand`\n --> crates/core/src/lib.rs:3:5"}};
  return answer;
}

TryAnswer interrupted_early() {
  TryAnswer answer{
      .command = "cargo build", .rounds = 1, .end = TryEnd::interrupted, .spent = seconds(31)};
  answer.base = figures({14.1}, {27.1}, 6'000'000, 410'000'000);
  answer.variants = {{.fixes = {"align:dashmap@6.1.0"},
                      .title = "align:dashmap@6.1.0",
                      .figures = figures({13.2}, {25.6}, 6'000'000, 380'000'000),
                      .cpu = MeasuredChange{.expected = -0.055, .low = -0.055, .high = -0.055},
                      .wall = MeasuredChange{.expected = -0.064, .low = -0.064, .high = -0.064}}};
  answer.notes = {
      "fewer than 3 rounds: too few to tell a change from noise, whatever the figures look like"};
  return answer;
}

TryAnswer with_rebuilds() {
  TryAnswer answer = half_the_build();
  auto rebuild = [](SourceEdit edit, std::string file, double wall) {
    return RebuildTimes{.edit = edit,
                        .file = std::move(file),
                        .wall = times({wall, wall * 1.02, wall * 0.99}),
                        .cpu = times({wall, wall * 1.02, wall * 0.99})};
  };
  answer.base.rebuilds = {rebuild(SourceEdit::leaf_body, "crates/response/src/lib.rs", 3.1),
                          rebuild(SourceEdit::core_body, "crates/core/src/lib.rs", 6.4),
                          rebuild(SourceEdit::core_signature, "crates/core/src/lib.rs", 9.8)};
  answer.variants[0].figures.rebuilds = {
      rebuild(SourceEdit::leaf_body, "crates/response/src/lib.rs", 3.1),
      rebuild(SourceEdit::core_body, "crates/core/src/lib.rs", 5.5),
      rebuild(SourceEdit::core_signature, "crates/core/src/lib.rs", 9.9)};
  answer.variants[0].rebuilds = {change(0.001, -0.02, 0.02), change(-0.14, -0.16, -0.12),
                                 change(0.012, 0.003, 0.02)};
  return answer;
}

TryAnswer awkward_names() {
  TryAnswer answer = half_the_build();
  answer.variants[0].title =
      "unused:extraordinarily-long-package-name-that-somebody-chose/größe-表示-internals";
  answer.variants[0].fixes = {answer.variants[0].title};
  answer.variants[0].tasks[0].task = "größe-表示-with-a-name-that-goes-on-and-on-and-on 0.1.0";
  return answer;
}

}  // namespace

std::vector<TrySituation> try_situations() {
  return {{"half-the-build", half_the_build()},       {"trade-off", trade_off()},
          {"within-noise", within_noise()},           {"does-not-build", does_not_build()},
          {"interrupted-early", interrupted_early()}, {"with-rebuilds", with_rebuilds()},
          {"awkward-names", awkward_names()},         {"at-one-pace", at_one_pace()}};
}

}  // namespace makespan
