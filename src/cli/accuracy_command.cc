// `makespan accuracy`: the ledger.

#include "cli/commands.h"

namespace makespan {

Result<int> show_accuracy(const AccuracyArguments&, World&, SelfProfile&) {
  return failure(ErrorKind::unsupported, "there is no ledger yet");
}

}  // namespace makespan
