#include "cli/run_again.h"

#include <fmt/format.h>

#include "cli/project.h"
#include "record/host_facts.h"

namespace makespan {
namespace {

std::string machine_of(const Host& host) {
  return fmt::format("{}, {} cores", host.cpu_model.empty() ? "unknown" : host.cpu_model,
                     host.online_cores);
}

}  // namespace

Surroundings find_surroundings(const Run& run, World& world) {
  return {.same_project = is_this_project(run.project_root, world),
          .host = describe_host(world.files, usable_cores().size())};
}

std::string why_not_run_again(const Run& run, RunReference::Kind kind, const Surroundings& here) {
  constexpr const char* kNone = "no compiler call of it is run again";
  if (kind != RunReference::Kind::stored) {
    return fmt::format(
        "The run comes from a file, and {0}. One that was made here, in this project, may be: "
        "`makespan import` brings it back.",
        kNone);
  }
  if (!here.same_project)
    return fmt::format("The run was made in {}, not in this project, and {}.", run.project_root,
                       kNone);
  // Not by its kernel, which updates change, nor by what a container leaves of it.
  if (run.host.cpu_model == here.host.cpu_model && run.host.online_cores == here.host.online_cores)
    return {};
  return fmt::format("The run was made on another machine ({}; this is {}), and {}.",
                     machine_of(run.host), machine_of(here.host), kNone);
}

}  // namespace makespan
