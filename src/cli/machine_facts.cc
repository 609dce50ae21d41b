#include "cli/machine_facts.h"

#include <array>

#include "cli/project.h"

namespace makespan {
namespace {

bool on_path(World& world, const std::string& program) {
  std::string path = world.variable("PATH");
  for (size_t at = 0; at <= path.size();) {
    size_t end = std::min(path.find(':', at), path.size());
    std::string place = join_path(path.substr(at, end - at), program);
    std::optional<FileStatus> status = world.files.status(place).value_or(std::nullopt);
    if (status && status->kind == FileKind::file) return true;
    at = end + 1;
  }
  return false;
}

// "host: x86_64-unknown-linux-gnu"
std::string host_triple(World& world) {
  Result<CommandOutput> output = world.commands.run({"rustc", "-vV"}, world.working_directory);
  if (!output || output->exit_code != 0) return {};
  std::string_view text = output->standard_output;
  size_t at = text.find("host: ");
  if (at == std::string_view::npos) return {};
  text.remove_prefix(at + 6);
  return std::string(text.substr(0, text.find('\n')));
}

}  // namespace

MachineFacts find_machine_facts(World& world) {
  MachineFacts facts;
  // As the compiler driver looks for what -fuse-ld names. wild is not among them: gcc before
  // version 16 knows no -fuse-ld=wild.
  if (on_path(world, "ld.lld")) facts.linkers.emplace_back("lld");
  if (on_path(world, "mold") || on_path(world, "ld.mold")) facts.linkers.emplace_back("mold");
  for (const char* cache : {"sccache", "ccache"}) {
    if (on_path(world, cache)) facts.caches.emplace_back(cache);
  }
  facts.host = host_triple(world);
  if (std::string home = cargo_environment(world).cargo_home; !home.empty()) {
    // `config` wins where both are there.
    std::string old = join_path(home, "config");
    bool has_old = world.files.status(old).value_or(std::nullopt).has_value();
    facts.user_config = has_old ? old : join_path(home, "config.toml");
  }
  for (const char* name : {"CARGO_ENCODED_RUSTFLAGS", "RUSTFLAGS", "RUSTC_WRAPPER"}) {
    std::string value = world.variable(name);
    if (!value.empty()) facts.environment.push_back(std::string(name) + "=" + value);
  }
  return facts;
}

}  // namespace makespan
