#pragma once
// Which of rustup's toolchains a recorded build chose.

#include <string>

#include "model/trace.h"

namespace makespan {

// "+nightly": how the command, or the first cargo that it started, chose (`cargo +nightly build`,
// `env RUSTUP_TOOLCHAIN=nightly make`); empty where it did not.
std::string chosen_toolchain(const Trace& trace);

}  // namespace makespan
