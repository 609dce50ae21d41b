#include "import/cargo/target_directory.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <set>
#include <unordered_map>

#include "base/json_value.h"
#include "import/cargo/fingerprint.h"
#include "import/cargo/target_directory_builds.h"
#include "import/cargo/target_directory_notes.h"
#include "model/trace_builder.h"

namespace makespan {
namespace {

// The import, step by step; each step adds to the builder.
class Import {
 public:
  Import(const TargetSnapshot& snapshot, const UnitGraph& graph, const LastBuild& build)
      : snapshot_(snapshot),
        graph_(graph),
        build_(build),
        cross_(any_unit([](const Unit& unit) { return !unit.platform.empty(); })) {}

  Result<Trace> trace(Diagnostics diagnostics) && {
    builder_.diagnostics() = std::move(diagnostics);
    add_run();
    add_invocation();
    for (UnitId unit : build_.units)
      add_task(unit);
    for (UnitId unit : build_.units)
      add_dependencies(unit);
    bound_metadata();
    add_notes(snapshot_, graph_, build_, builder_.so_far().invocations[0].subcommand,
              builder_.diagnostics());
    return std::move(builder_).finish();
  }

 private:
  [[nodiscard]] Timestamp moment(UnixTime time) const {
    return Timestamp::at(std::max(Duration(), time - build_.started));
  }

  // Where the metadata's moment is not known (rustc reused an old file), a dependent that started
  // on it says that it was there by then.
  void bound_metadata() {
    for (const Dependency& dependency : builder_.so_far().dependencies) {
      if (dependency.waits_for != WaitsFor::metadata) continue;
      Task& on = builder_.task(dependency.on);
      if (metadata_known_[dependency.on.index()]) continue;
      Timestamp start = builder_.task(dependency.task).start;
      Timestamp latest = on.metadata_ready.value_or(on.end());
      on.metadata_ready = std::min(std::max(start, on.start), latest);
    }
  }

  template <class Predicate>
  [[nodiscard]] bool any_unit(Predicate holds) const {
    return std::any_of(build_.units.begin(), build_.units.end(),
                       [&](UnitId unit) { return holds(graph_[unit]); });
  }

  void add_run() {
    Run& run = builder_.run();
    run.source = RunSource::target_directory;
    run.id = run_id();
    run.working_directory = snapshot_.workspace_root;
    run.project_root = snapshot_.workspace_root;
    run.started = build_.started;
    run.wall = build_.ended - build_.started;
    if (std::optional<std::string> rustc = rustc_version())
      run.toolchain.push_back({.name = "rustc", .version = std::move(*rustc)});
  }

  // The start in UTC, and 16 bits of what was built.
  [[nodiscard]] std::string run_id() const {
    uint64_t digest = 0xcbf29ce484222325;  // FNV-1a
    for (UnitId unit : build_.units) {
      for (char c : graph_[unit].hash)
        digest = (digest ^ static_cast<uint8_t>(c)) * 0x100000001b3;
    }
    std::time_t seconds = build_.started.since_epoch().nanoseconds() / 1'000'000'000;
    return fmt::format("{:%Y%m%d-%H%M%S}-{:04x}", fmt::gmtime(seconds), digest & 0xffff);
  }

  // Cargo's cache of `rustc -vV`; it is of the last rustc that was used, so it is only believed
  // where all units are of one rustc.
  [[nodiscard]] std::optional<std::string> rustc_version() const {
    std::set<uint64_t> compilers;
    for (UnitId unit : build_.units) {
      if (graph_[unit].rustc != 0) compilers.insert(graph_[unit].rustc);
    }
    if (compilers.size() > 1 || snapshot_.rustc_info.empty()) return std::nullopt;
    Result<JsonValue> json = parse_json(snapshot_.rustc_info, ".rustc_info.json");
    if (!json) return std::nullopt;
    constexpr std::string_view kName = "rustc ";
    for (const auto& [key, output] : (*json)["outputs"].object()) {
      std::string_view text = output["stdout"].text();
      if (text.starts_with(kName))
        return std::string(text.substr(kName.size(), text.find('\n') - kName.size()));
    }
    return std::nullopt;
  }

  void add_invocation() {
    Invocation invocation{.tool = BuildTool::cargo,
                          .subcommand = std::string(subcommand()),
                          .profile = profile_of_folder(snapshot_.profile),
                          .target_directory = snapshot_.build_directory,
                          .wall = build_.ended - build_.started,
                          .fresh = fresh_units()};
    std::set<std::string> not_reached;
    for (UnitId unit : build_.units) {
      if (graph_[unit].state == UnitState::failed) invocation.failed.push_back(label(graph_[unit]));
    }
    for (UnitId unit : build_.not_started)
      not_reached.insert(graph_[unit].package);
    invocation.not_reached.assign(not_reached.begin(), not_reached.end());
    invocation_ = builder_.add_invocation(std::move(invocation));
  }

  static std::string label(const Unit& unit) {
    return fmt::format("{} ({})", unit.package, word(unit.kind));
  }

  // What kind of command makes such units: `cargo run` and `install` pass for build, nextest for
  // test. Binaries that were built beside tests belong to the test.
  [[nodiscard]] std::string_view subcommand() const {
    if (any_unit([](const Unit& u) { return u.mode == TaskMode::doc; })) return "doc";
    if (any_unit([](const Unit& u) { return u.mode == TaskMode::clippy; })) return "clippy";
    if (any_unit([](const Unit& u) { return u.mode == TaskMode::check; })) return "check";
    if (any_unit([](const Unit& u) { return u.kind == TaskKind::bench; })) return "bench";
    if (any_unit([](const Unit& u) { return u.kind == TaskKind::test; })) return "test";
    return "build";
  }

  // Those that the built units needed and that were there already. More may have been fresh:
  // what nothing that was built depends on leaves no trace.
  [[nodiscard]] uint32_t fresh_units() const {
    std::set<UnitId> built(build_.units.begin(), build_.units.end());
    built.insert(build_.not_started.begin(), build_.not_started.end());
    std::vector<UnitId> needed = dependencies_of(graph_, build_.units);
    return static_cast<uint32_t>(std::count_if(needed.begin(), needed.end(),
                                               [&](UnitId unit) { return !built.contains(unit); }));
  }

  void add_task(UnitId id) {
    const Unit& unit = graph_[id];
    std::vector<StringId> features;
    for (const std::string& feature : unit.features)
      features.push_back(builder_.intern(feature));
    Task task{.kind = unit.kind,
              .mode = unit.mode,
              .side = side(unit),
              .outcome = outcome(unit.state),
              .name = builder_.intern(unit.package),
              .version = builder_.intern(unit.version),
              .target = builder_.intern(unit.target),
              .platform = builder_.intern(unit.platform),
              .package_directory = StringPool::kEmpty,
              .unit_hash = builder_.intern(unit.hash),
              .features = builder_.add_list(features),
              .local = unit.local.value_or(false),
              .invocation = invocation_,
              .start = moment(*unit.started)};
    // Interrupted: until the build ended, for all that is known.
    Timestamp end = std::max(moment(unit.finished.value_or(build_.ended)), task.start);
    task.wall = end - task.start;
    if (unit.metadata_ready)
      task.metadata_ready = std::clamp(moment(*unit.metadata_ready), task.start, end);
    TaskId added = builder_.add_task(task);
    tasks_.emplace(id, added);
    metadata_known_.push_back(task.metadata_ready.has_value());
    add_sections(unit, added, task);
  }

  // A library's metadata parts frontend from codegen; a check has no codegen; a build script's run
  // is its own. Of all else it is not known where codegen ends and the link begins.
  void add_sections(const Unit& unit, TaskId id, const Task& task) {
    auto add = [&](SectionKind kind, Timestamp start, Timestamp end) {
      builder_.add_section({.task = id,
                            .kind = kind,
                            .name = StringPool::kEmpty,
                            .start = start,
                            .wall = end - start});
    };
    if (unit.state != UnitState::finished) return;
    if (unit.kind == TaskKind::build_script_run) {
      add(SectionKind::script, task.start, task.end());
    } else if (unit.mode == TaskMode::check || unit.mode == TaskMode::clippy) {
      add(SectionKind::frontend, task.start, task.end());
    } else if (task.metadata_ready) {
      add(SectionKind::frontend, task.start, *task.metadata_ready);
      add(SectionKind::codegen, *task.metadata_ready, task.end());
    }
  }

  static TaskOutcome outcome(UnitState state) {
    switch (state) {
      case UnitState::finished:
        return TaskOutcome::succeeded;
      case UnitState::failed:
        return TaskOutcome::failed;
      case UnitState::unfinished:
      case UnitState::not_started:
        return TaskOutcome::interrupted;
    }
    return TaskOutcome::succeeded;
  }

  [[nodiscard]] TaskSide side(const Unit& unit) const {
    if (!unit.platform.empty()) return TaskSide::target;
    bool for_host = unit.kind == TaskKind::proc_macro || unit.kind == TaskKind::build_script ||
                    unit.kind == TaskKind::build_script_run;
    return cross_ || for_host ? TaskSide::host : TaskSide::unknown;
  }

  void add_dependencies(UnitId id) {
    const Unit& unit = graph_[id];
    for (const UnitDependency& dependency : unit.dependencies) {
      if (!dependency.unit.valid()) continue;
      auto on = tasks_.find(dependency.unit);
      if (on == tasks_.end()) continue;
      bool metadata = unit.pipelines && graph_[dependency.unit].pipelines;
      builder_.add_dependency({.task = tasks_.at(id),
                               .on = on->second,
                               .waits_for = metadata ? WaitsFor::metadata : WaitsFor::all});
    }
  }

  const TargetSnapshot& snapshot_;
  const UnitGraph& graph_;
  const LastBuild& build_;
  const bool cross_;  // `--target` was given: what lies in the host's folder is for the host
  TraceBuilder builder_;
  InvocationId invocation_;
  std::unordered_map<UnitId, TaskId> tasks_;
  std::vector<bool> metadata_known_;  // by task
};

}  // namespace

Result<Trace> import_target_directory(const TargetSnapshot& snapshot) {
  Diagnostics diagnostics;
  UnitGraph graph = read_unit_graph(snapshot, diagnostics);
  std::optional<LastBuild> build = find_last_build(graph);
  if (!build) return tl::unexpected(no_schedule(snapshot, graph));
  return Import(snapshot, graph, *build).trace(std::move(diagnostics));
}

}  // namespace makespan
