// Parses, dispatches, prints the one error, returns the exit code. Nothing else exits.

#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/world.h"

int main(int argc, char** argv) {
  using namespace makespan;
  World world = real_world();
  std::string_view name = argc > 0 ? base_name(argv[0]) : "makespan";
  std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
  Result<CommandLine> line =
      parse_arguments(std::move(words), name == "cargo-makespan", world.variable("CARGO", "cargo"));
  if (!line) {
    world.say(line.error().message);
    return kExitWrongUse;
  }
  return run_command_line(*line, world);
}
