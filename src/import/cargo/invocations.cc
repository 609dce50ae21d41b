#include "import/cargo/invocations.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "import/cargo/artifact_folder.h"
#include "import/cargo/cargo_command.h"
#include "import/cargo/program_role.h"
#include "import/cargo/recorded_image.h"

namespace makespan {
namespace {

std::optional<int64_t> number(std::string_view text) {
  int64_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// What the units of one cargo show about it.
struct UnitFacts {
  uint32_t works = 0;
  std::string_view target_directory;
  std::string_view profile_folder;
  std::string_view jobs;  // NUM_JOBS of a build script's run
};

class InvocationFinder {
 public:
  InvocationFinder(const Trace& trace, const ProcessWalk& walk,
                   std::span<const ConfiguredJobs> configured_jobs)
      : trace_(trace),
        walk_(walk),
        configured_jobs_(configured_jobs),
        facts_(walk.cargos.size()),
        kept_(walk.cargos.size()),
        typed_(walk.cargos.size()) {
    found_.of_cargo = DenseMap<CargoId, InvocationId>(walk.cargos.size());
  }

  FoundInvocations run() {
    collect_facts();
    choose();
    for (uint32_t i = 0; i < walk_.cargos.size(); ++i) {
      if (kept_[CargoId(i)]) add(CargoId(i));
    }
    return std::move(found_);
  }

 private:
  [[nodiscard]] const CargoProcess& cargo(CargoId id) const { return walk_.cargos[id.index()]; }

  [[nodiscard]] CargoCommand command_of(CargoId id) const {
    std::vector<std::string_view> words = arguments_of(trace_, trace_.images[cargo(id).image]);
    // `cargo-nextest nextest run`, started by hand, has the same words.
    return parse_cargo_command(std::span(words).subspan(words.empty() ? 0 : 1));
  }

  void collect_facts() {
    for (const Work& work : walk_.works) {
      if (!work.cargo.valid()) continue;
      UnitFacts& facts = facts_[work.cargo];
      ++facts.works;
      const Image& image = trace_.images[work.compiler_image];
      if (work.kind == WorkKind::build_script && facts.jobs.empty()) {
        facts.jobs = environment_value(trace_, image, "NUM_JOBS");
      }
      bool compile = work.kind == WorkKind::compile;
      std::string_view folder = compile ? work.call.out_dir : std::string_view();
      std::string_view platform = work.call.platform;
      if (work.kind == WorkKind::build_script) {
        folder = environment_value(trace_, image, "OUT_DIR");
        platform = environment_value(trace_, image, "TARGET");
      }
      ArtifactFolder place = artifact_folder(folder, platform);
      if (work.kind == WorkKind::document && file_name(work.call.out_dir) == "doc") {
        place.target_directory = folder_of(work.call.out_dir);
        if (file_name(place.target_directory) == platform) {
          place.target_directory = folder_of(place.target_directory);
        }
      }
      if (facts.target_directory.empty() && !place.target_directory.empty()) {
        facts.target_directory = place.target_directory;
      }
      if (facts.profile_folder.empty()) facts.profile_folder = place.profile_folder;
    }
  }

  // Which cargos are invocations, and which stand for the one that was typed above them.
  void choose() {
    DenseMap<CargoId, uint32_t> kept_beneath(walk_.cargos.size());
    for (uint32_t i = 0; i < walk_.cargos.size(); ++i) {
      CargoId id(i);
      bool asked = !cargo(id).subcommand && may_build(command_of(id).subcommand);
      kept_[id] = facts_[id].works > 0 || asked;
      if (kept_[id] && cargo(id).parent.valid()) ++kept_beneath[cargo(id).parent];
    }
    for (uint32_t i = 0; i < walk_.cargos.size(); ++i) {
      CargoId id(i);
      CargoId parent = cargo(id).parent;
      typed_[id] = id;
      if (!kept_[id] || !parent.valid() || kept_[parent]) continue;
      if (cargo(parent).subcommand && kept_beneath[parent] == 1) typed_[id] = parent;
    }
  }

  [[nodiscard]] InvocationId invocation_above(CargoId id) const {
    for (CargoId at = cargo(id).parent; at.valid(); at = cargo(at).parent) {
      if (kept_[at]) return found_.of_cargo[at];
    }
    return {};
  }

  void add(CargoId id) {
    CargoId typed = typed_[id];
    const Process& process = trace_.processes[cargo(typed).process.index()];
    CargoCommand command = command_of(id);
    Invocation invocation{
        .tool = BuildTool::cargo,
        .process = cargo(typed).process,
        .parent = invocation_above(typed),
        .command = command_text(typed),
        .subcommand = std::string(command_of(typed).subcommand),
        .profile = std::string(profile(id, command)),
        .target_directory = std::string(target_directory(id, command)),
        .start = process.start,
        .wall = process.end - process.start,
        .exit_code = process.exit_code,
        .jobs = jobs(id, command),
    };
    if (process.signal) invocation.exit_code = 128 + *process.signal;
    InvocationId invocation_id(found_.invocations.size());
    found_.of_cargo[id] = invocation_id;
    found_.of_cargo[typed] = invocation_id;
    found_.invocations.push_back(std::move(invocation));
    found_.packages.emplace_back(command.packages.begin(), command.packages.end());
  }

  // As typed: the program's name without its folder, since rustup's proxy puts the whole path in.
  [[nodiscard]] std::string command_text(CargoId id) const {
    std::vector<std::string_view> words =
        arguments_of(trace_, trace_.images[cargo(id).first_image]);
    if (!words.empty()) words[0] = file_name(words[0]);
    return quoted_command(words);
  }

  [[nodiscard]] std::string_view profile(CargoId id, const CargoCommand& command) const {
    if (!command.profile.empty()) return command.profile;
    std::string_view folder = facts_[id].profile_folder;
    std::string_view usual = default_profile(command.subcommand);
    // The bench profile shares the release profile's folder.
    if (folder.empty() || (folder == "release" && usual == "bench")) return usual;
    return profile_of_folder(folder);
  }

  [[nodiscard]] std::string_view target_directory(CargoId id, const CargoCommand& command) const {
    if (!facts_[id].target_directory.empty()) return facts_[id].target_directory;
    if (!command.target_directory.empty()) return command.target_directory;
    return environment_value(trace_, trace_.images[cargo(id).image], "CARGO_TARGET_DIR");
  }

  [[nodiscard]] std::optional<uint32_t> jobs(CargoId id, const CargoCommand& command) const {
    int64_t asked = asked_jobs(id, command);
    // A build script was told what came of it all, of --config too.
    if (asked <= 0 || !command.jobs) asked = number(facts_[id].jobs).value_or(asked);
    if (asked > 0) return static_cast<uint32_t>(std::min<int64_t>(asked, UINT32_MAX));
    auto cores = static_cast<int64_t>(std::floor(trace_.run.host.cores));
    if (cores <= 0) return std::nullopt;
    return static_cast<uint32_t>(std::max<int64_t>(1, cores + std::max(asked, -cores)));
  }

  // Negative counts back from the cores; 0 is what it is without a word about it.
  [[nodiscard]] int64_t asked_jobs(CargoId id, const CargoCommand& command) const {
    if (command.jobs) return *command.jobs;
    const Image& image = trace_.images[cargo(id).image];
    std::string_view set = environment_value(trace_, image, "CARGO_BUILD_JOBS");
    if (!set.empty()) return number(set).value_or(0);  // or "default"
    std::string_view directory = trace_.text(image.working_directory);
    for (const ConfiguredJobs& configured : configured_jobs_)
      if (configured.directory == directory) return configured.jobs;
    return 0;
  }

  const Trace& trace_;
  const ProcessWalk& walk_;
  std::span<const ConfiguredJobs> configured_jobs_;
  DenseMap<CargoId, UnitFacts> facts_;
  DenseMap<CargoId, bool> kept_;
  DenseMap<CargoId, CargoId> typed_;
  FoundInvocations found_;
};

}  // namespace

FoundInvocations find_invocations(const Trace& trace, const ProcessWalk& walk,
                                  std::span<const ConfiguredJobs> configured_jobs) {
  return InvocationFinder(trace, walk, configured_jobs).run();
}

}  // namespace makespan
