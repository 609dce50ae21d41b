#include "cli/machine_facts.h"

#include <fmt/format.h>

#include <charconv>
#include <utility>

#include "cli/project.h"
#include "gather/run_facts.h"

namespace makespan {
namespace {

constexpr int kFirstGccWithWild = 16;

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

std::string host_triple(World& world) {
  Result<CommandOutput> output = world.commands.run({"rustc", "-vV"}, world.working_directory);
  if (!output || output->exit_code != 0) return {};
  return host_triple_in(output->standard_output);
}

// wild is named by -fuse-ld to gcc from version 16 on, and to clang where it is there as ld.wild.
// "16" of `gcc -dumpversion`; "clang version 16.0.6" of clang's --version.
void add_wild(World& world, MachineFacts& facts) {
  bool as_linker = on_path(world, "ld.wild");
  if (!as_linker && !on_path(world, "wild")) return;
  auto out_of_reach = [&](std::string reason) {
    facts.linkers_out_of_reach.push_back({.linker = "wild", .reason = std::move(reason)});
  };
  Result<CommandOutput> version = world.commands.run({"cc", "--version"}, world.working_directory);
  if (!version || version->exit_code != 0) return out_of_reach("no C compiler `cc` was found");
  if (version->standard_output.find("clang") != std::string::npos) {
    if (as_linker) {
      facts.linkers.emplace_back("wild");
    } else {
      out_of_reach("clang looks for ld.wild, and only wild is there");
    }
    return;
  }
  Result<CommandOutput> number =
      world.commands.run({"cc", "-dumpversion"}, world.working_directory);
  int major = 0;
  if (number) {
    const std::string& text = number->standard_output;
    std::from_chars(text.data(), text.data() + text.size(), major);
  }
  if (major >= kFirstGccWithWild) {
    facts.linkers.emplace_back("wild");
  } else {
    out_of_reach(
        fmt::format("cc is gcc {}, and gcc before version {} knows no -fuse-ld=wild; clang takes "
                    "`-C link-arg=--ld-path=wild`",
                    major, kFirstGccWithWild));
  }
}

}  // namespace

MachineFacts find_machine_facts(const std::vector<std::string>& variables, World& world) {
  MachineFacts facts;
  // As the compiler driver looks for what -fuse-ld names.
  if (on_path(world, "ld.lld")) facts.linkers.emplace_back("lld");
  if (on_path(world, "mold") || on_path(world, "ld.mold")) facts.linkers.emplace_back("mold");
  add_wild(world, facts);
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
  for (const std::string& name : variables) {
    if (std::optional<std::string> value = world.environment(name))
      facts.environment.push_back(name + "=" + *value);
  }
  return facts;
}

}  // namespace makespan
