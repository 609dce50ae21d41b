#pragma once
// The units of a made-up Cargo build: what each is, when it ran, what it waited for, and the
// command line and environment that cargo starts it with, from which a recording is recognised
// again.
//
// Of seven units one is a build script, one its run, one the library that it is for, one a
// proc-macro, three are libraries; the last of all is the program. Each runs in one of `slots`,
// once all that it needs is there.

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "base/duration.h"

namespace makespan {

enum class GeneratedUnitKind : uint8_t { library, proc_macro, build_script, script_run, program };

struct GeneratedUnit {
  GeneratedUnitKind kind = GeneratedUnitKind::library;
  std::string package;
  std::string version;
  std::string hash;  // sixteen hex digits
  Timestamp start;
  Duration wall;
  std::vector<uint32_t> needs;  // earlier units; metadata_suffices() tells what of them

  [[nodiscard]] Timestamp end() const { return start + wall; }
  [[nodiscard]] Timestamp metadata() const { return start + wall * 0.5; }
};

std::vector<GeneratedUnit> generate_units(std::mt19937_64& random, size_t count, size_t slots);

// Does `unit` wait for no more than the metadata of `need`?
bool metadata_suffices(const GeneratedUnit& unit, const GeneratedUnit& need);

struct GeneratedCommand {
  std::string executable;
  std::vector<std::string> arguments;
  std::vector<std::pair<std::string, std::string>> environment;
};

GeneratedCommand command_of(const std::vector<GeneratedUnit>& units, size_t index, size_t jobs);

}  // namespace makespan
