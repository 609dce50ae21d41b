#include "report/fixes/testing/accuracy_situations.h"

#include <fmt/format.h>

#include <utility>

namespace makespan {
namespace {

Trial trial(std::string fix, double predicted, double half_width, std::optional<double> measured) {
  std::string kind = fix.substr(0, fix.find_first_of(":="));
  return {.workspace = "/home/me/aimds",
          .command = "cargo build --release",
          .kind = std::move(kind),
          .fix = std::move(fix),
          .rounds = 5,
          .basis = "replayed",
          .predicted = predicted,
          .predicted_low = predicted - half_width,
          .predicted_high = predicted + half_width,
          .measured = measured};
}

Accuracy a_few() {
  return {.trials = {trial("unused", -0.493, 0.03, -0.513),
                     trial("release.codegen-units=16", -0.03, 0.02, -0.031),
                     trial("release.lto=off", 0.08, 0.02, 0.131),
                     trial("align:dashmap@6.1.0", -0.026, 0.01, -0.031),
                     trial("unused:core/rand", -0.02, 0.01, std::nullopt)},
          .kinds = {{.kind = "align",
                     .pairs = 1,
                     .median_error = 0.005,
                     .worst_error = 0.005,
                     .held = 1,
                     .clear = 1,
                     .right_sign = 1},
                    {.kind = "lto",
                     .pairs = 1,
                     .median_error = 0.051,
                     .worst_error = 0.051,
                     .held = 0,
                     .clear = 1,
                     .right_sign = 1,
                     .interval_scale = 1.08},
                    {.kind = "unused",
                     .pairs = 1,
                     .failed = 1,
                     .median_error = 0.02,
                     .worst_error = 0.02,
                     .held = 1,
                     .clear = 1,
                     .right_sign = 1}}};
}

Accuracy many() {
  Accuracy accuracy;
  for (int i = 0; i < 60; ++i) {
    double predicted = -0.002 * i;
    accuracy.trials.push_back(trial(fmt::format("release.codegen-units={}", 2 + i), predicted, 0.01,
                                    predicted + 0.0004 * (i - 30)));
  }
  accuracy.kinds = {{.kind = "codegen-units",
                     .pairs = 60,
                     .median_error = 0.006,
                     .worst_error = 0.012,
                     .held = 51,
                     .clear = 48,
                     .right_sign = 48,
                     .interval_scale = 1.12}};
  return accuracy;
}

Accuracy nothing_built() {
  return {.trials = {trial("unused:größe-表示/with-a-name-that-goes-on-and-on", -0.02, 0.01,
                           std::nullopt)},
          .kinds = {{.kind = "unused", .failed = 1}}};
}

}  // namespace

std::vector<AccuracySituation> accuracy_situations() {
  return {{"a-few", a_few()}, {"many", many()}, {"nothing-built", nothing_built()}};
}

}  // namespace makespan
