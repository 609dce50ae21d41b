#pragma once
// The ledger: trials to keep of an answer, and what all trials say about the predictions.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/trial.h"
#include "try/answer.h"

namespace makespan {

struct TrialPlace {
  std::string workspace;  // the project's root
  std::string directory;  // where the command runs
};

// A trial for every variant that was predicted and finished a round or failed to build.
std::vector<Trial> trials_of(const TryAnswer& answer, std::span<const TryCandidate> candidates,
                             const TrialPlace& place, UnixTime at);

// So many pairs of a kind are needed before its intervals are called those of 90%.
inline constexpr size_t kPairsForConfidence = 20;

// Errors are distances of predicted and measured, as fractions of the build.
struct KindAccuracy {
  std::string kind;
  size_t pairs = 0;
  size_t failed = 0;          // variants that did not build: not pairs
  size_t too_few_rounds = 0;  // fewer than 3: not pairs either
  double median_error = 0;    // of the pairs; 0 where there are none
  double worst_error = 0;
  size_t held = 0;  // pairs whose measured change lay in the predicted interval
  // Pairs whose effect was measured above 2%, and those of them whose sign was predicted.
  size_t clear = 0;
  size_t right_sign = 0;
  double interval_scale = 1;

  [[nodiscard]] bool confident() const { return pairs >= kPairsForConfidence; }
};

struct Accuracy {
  std::vector<Trial> trials;        // newest first
  std::vector<KindAccuracy> kinds;  // by name
};

Accuracy measure_accuracy(std::vector<Trial> trials);

// The newest trial of this fix alone and this command in this directory that measured what is built
// then, and whose tests, if any, passed.
std::optional<Trial> weighed_trial(const Accuracy& accuracy, std::string_view fix,
                                   std::string_view command, std::string_view directory);

// By how much the intervals of this kind have to be stretched (above 1) or may be tightened (below)
// to hold nine truths in ten. With few pairs only a part of what they say is believed, and nothing
// is tightened before there are 20; 1 where nothing is known.
double interval_scale(const Accuracy& accuracy, std::string_view kind);

}  // namespace makespan
