#include "record/processor_stay_linux.h"

namespace makespan {
namespace {

// Long enough for dozens of spawns, short enough that a processor which another program takes over
// does not hold the build up.
constexpr Duration kStay = Duration::milliseconds(50);

}  // namespace

ProcessorStay::ProcessorStay() {
  CPU_ZERO(&allowed_);
  works_ = ::sched_getaffinity(0, sizeof allowed_, &allowed_) == 0 && CPU_COUNT(&allowed_) > 1;
}

void ProcessorStay::woken(Timestamp now) {
  if (!works_) return;
  if (!staying_) {
    stay_here(now);
  } else if (now - since_ > kStay) {
    leave();  // the next wake-up is where the kernel finds best
  }
}

void ProcessorStay::stay_here(Timestamp now) {
  int processor = ::sched_getcpu();
  if (processor < 0 || processor >= CPU_SETSIZE) return;
  cpu_set_t here;
  CPU_ZERO(&here);
  CPU_SET(processor, &here);
  staying_ = ::sched_setaffinity(0, sizeof here, &here) == 0;
  since_ = now;
}

void ProcessorStay::leave() {
  staying_ = false;
  works_ = ::sched_setaffinity(0, sizeof allowed_, &allowed_) == 0;
}

}  // namespace makespan
