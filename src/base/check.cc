#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace makespan {

void check_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr,
               "makespan: internal error: %s does not hold (%s:%d). Please report this; the "
               "recording itself is safe.\n",
               condition, file, line);
  std::abort();
}

}  // namespace makespan
