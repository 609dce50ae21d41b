#pragma once
// Trial: what a fix was predicted to do beside what building both ways showed. A line of the
// ledger.

#include <cstdint>
#include <optional>
#include <string>

#include "base/duration.h"

namespace makespan {

// What was built, beside what the base built, as a benchmark saw it (`makespan try --bench`).
struct ProductChange {
  double run_time = 0;
  double run_time_low = 0;  // of nine changes in ten
  double run_time_high = 0;
  std::optional<double> bytes;  // of the artifacts; none: there are none

  bool operator==(const ProductChange&) const = default;
};

// Changes are fractions of the base's wall time: -0.12 is 12% less.
struct Trial {
  UnixTime at;
  std::string workspace;  // the project's root
  std::string directory;  // where the command ran
  std::string command;    // quoted for a shell
  std::string kind;       // "codegen-units", "unused"; "set": several fixes at once
  std::string fix;        // ids, with " + " between them
  uint32_t rounds = 0;
  std::string basis;  // of the prediction: "replayed", …
  double predicted = 0;
  double predicted_low = 0;
  double predicted_high = 0;
  double interval_scale = 1;  // what the ledger had stretched the interval by
  // none: it could not be built.
  std::optional<double> measured;
  double measured_low = 0;
  double measured_high = 0;
  double measured_cpu = 0;
  std::string verdict;      // of the try: "faster", …
  Duration base_wall;       // median
  std::string base_run;     // ids of two recorded builds, one of each way; empty where
  std::string variant_run;  // there are none
  // none: no benchmark ran, or in too few rounds.
  std::optional<ProductChange> product;

  bool operator==(const Trial&) const = default;
};

}  // namespace makespan
