#include "advise/weighing.h"

#include <fmt/format.h>

#include <algorithm>

namespace makespan {
namespace {

// Below it nobody who runs or downloads the product is served worse.
constexpr double kUnnoticed = 0.01;

std::string percents(double share) {
  return fmt::format("{:+.1f}%", 100 * share);
}

std::string measured(const ProductChange& product) {
  std::string text =
      fmt::format("with it the benchmark takes {} ({} to {}) of time", percents(product.run_time),
                  percents(product.run_time_low), percents(product.run_time_high));
  return product.bytes ? text + fmt::format(" and the product {} of room", percents(*product.bytes))
                       : text;
}

}  // namespace

void weigh(Candidate& candidate, const Trial& trial) {
  if (!candidate.weighs_product || !trial.product) return;
  Fix& fix = candidate.fix;
  const ProductChange& product = *trial.product;
  const std::string what = measured(product);
  if (product.run_time_high > kUnnoticed || product.bytes.value_or(0) > kUnnoticed) {
    fix.reason = what + ": whether that is worth the build's time is for people to say";
    if (!candidate.hidden.empty()) add_reason(fix, candidate.hidden);
    return;
  }
  fix.verdict = candidate.hidden.empty() ? Verdict::recommended : Verdict::possible;
  fix.reason = candidate.hidden;
  std::erase_if(fix.not_checked,
                [](const std::string& sentence) { return sentence.ends_with(kOfTheProduct); });
  fix.checked.push_back(
      fmt::format("{} ({} rounds, run {})", what, trial.rounds, trial.variant_run));
}

}  // namespace makespan
