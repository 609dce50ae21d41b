#pragma once
// Who capped the lints of a unit. Cargo writes --cap-lints for every package that is not a path
// package; flags of the user's (RUSTFLAGS, build.rustflags) may write it too, for all alike, and
// stand behind cargo's:
//
//   rustc --crate-name serde … --cap-lints allow --cap-lints warn     the registry's, and the flags
//   rustc --crate-name app …                     --cap-lints warn     a member, and the flags

#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <tuple>

#include "import/cargo/process_walk.h"

namespace makespan {

class LintCaps {
 public:
  explicit LintCaps(std::span<const Work> works);

  // The flags cap as often as the unit does that has the fewest caps among those that get the same
  // flags. Where none of these is a path package (a warm build), a vendored one is taken for it.
  [[nodiscard]] bool capped_by_cargo(const Work& work) const;

 private:
  // Flags are one cargo's; with --target what runs on the host gets none, and rustdoc has its own.
  using SameFlags = std::tuple<CargoId, std::string_view, bool>;
  static SameFlags flags_of(const Work& work);

  std::map<SameFlags, uint32_t> fewest_;
};

}  // namespace makespan
