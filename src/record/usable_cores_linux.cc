#include <sched.h>

#include <memory>

#include "record/host_facts.h"

namespace makespan {

// The mask may be larger than cpu_set_t's 1,024 cores: it grows until the kernel's fits.
std::vector<uint32_t> usable_cores() {
  for (size_t count = 1024; count <= (1U << 16); count *= 2) {
    std::unique_ptr<cpu_set_t, void (*)(cpu_set_t*)> mask(CPU_ALLOC(count),
                                                          [](cpu_set_t* set) { CPU_FREE(set); });
    size_t size = CPU_ALLOC_SIZE(count);
    if (::sched_getaffinity(0, size, mask.get()) != 0) continue;
    std::vector<uint32_t> cores;
    for (uint32_t core = 0; core < count; ++core) {
      if (CPU_ISSET_S(core, size, mask.get())) cores.push_back(core);
    }
    return cores;
  }
  return {0};
}

}  // namespace makespan
