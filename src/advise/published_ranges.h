#pragma once
// What has been published of a change's effect, as factors on a call's sections: all that is known
// where nothing was measured here. Wide, and never enough to recommend anything.

#include "replay/call_change.h"

namespace makespan {

struct Factor {
  double low = 1;
  double expected = 1;
  double high = 1;
};

struct SectionFactors {
  Factor frontend;
  Factor codegen;
  Factor link;
  Factor compile_c;
};

// All but LTO, which moves work between units: lto_model.h.
SectionFactors published_range(const CallChange& change);

}  // namespace makespan
