#include "model/testing/generated_trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "base/check.h"
#include "model/testing/generated_units.h"
#include "model/trace_builder.h"

namespace makespan {
namespace {

class Generator {
 public:
  Generator(uint64_t seed, const GeneratedTraceSize& size)
      : random_(seed), size_(size), plan_(generate_units(random_, size.units, size.cores)) {
    for (const GeneratedUnit& unit : plan_)
      end_ = std::max(end_, unit.end());
  }

  Trace generate() {
    CHECK(size_.processes > size_.units);
    add_run();
    add_cargo();
    for (size_t i = 0; i < size_.units; ++i)
      add_unit(i);
    for (size_t i = size_.units + 1; i < size_.processes; ++i)
      add_helper(i);
    add_samples();
    add_oddities();
    Result<Trace> trace = std::move(builder_).finish();
    CHECK(trace.has_value());
    return std::move(*trace);
  }

 private:
  int64_t below(int64_t limit) {
    return static_cast<int64_t>(random_() % static_cast<uint64_t>(limit));
  }
  bool one_in(int64_t n) { return below(n) == 0; }
  // Any length up to `limit`, to the nanosecond.
  Duration length(int64_t limit_ns) { return Duration::nanoseconds(1 + below(limit_ns)); }
  // Empty one time in eight: "not known".
  template <class T>
  std::optional<T> maybe(T value) {
    return one_in(8) ? std::nullopt : std::optional(value);
  }
  StringId text(std::string_view text) { return builder_.intern(text); }
  template <class... Arguments>
  StringId format(fmt::format_string<Arguments...> pattern, Arguments&&... arguments) {
    return text(fmt::format(pattern, std::forward<Arguments>(arguments)...));
  }

  void add_run() {
    Run& run = builder_.run();
    run.started = UnixTime::at(Duration::seconds(1.79e9) + length(1'000'000'000'000));
    run.id = fmt::format("20261124-{:06}-{:04x}", below(240'000), below(65'536));
    run.command = {"cargo", "build", "--release", "--features", "a b", "it's", "\xff\xfe"};
    run.working_directory = "/home/dev/app";
    run.project_root = "/home/dev/app";
    run.host = {.cpu_model = "AMD EPYC 7763",
                .kernel = "Linux 6.18.44",
                .online_cores = 64,
                .cores = static_cast<double>(size_.cores) + 1.0 / 3,
                .memory_bytes = uint64_t{8} << 30};
    run.toolchain = {{.name = "cargo", .version = "1.95.0"},
                     {.name = "rustc", .version = "1.95.0"}};
    run.git_revision = "3f9a3f9a3f9a";
    run.git_dirty = maybe(one_in(2));
    run.wall = end_ - Timestamp() + Duration::seconds(1);
    run.cpu = maybe(length(run.wall.nanoseconds()));
    run.exit_code = maybe(static_cast<int>(below(3)));
    run.cold = one_in(2);
    run.complete = !one_in(4);
    run.makespan_version = "0.1.0";
  }

  void add_cargo() {
    cargo_ = builder_.add_process({.pid = 1000,
                                   .start = Timestamp(),
                                   .end = Timestamp() + builder_.run().wall,
                                   .exit_code = 0});
    StringId arguments[] = {text("cargo"), text("build"), text("--release")};
    builder_.add_image({.process = cargo_,
                        .start = Timestamp(),
                        .executable = text("/usr/bin/cargo"),
                        .working_directory = text("/home/dev/app")},
                       arguments, {});
    builder_.add_lock_wait({.process = cargo_,
                            .start = Timestamp::at(Duration::milliseconds(1)),
                            .end = Timestamp::at(Duration::milliseconds(9)),
                            .holder = text("cargo check --message-format=json")});
    invocation_ = builder_.add_invocation({.tool = BuildTool::cargo,
                                           .process = cargo_,
                                           .command = "cargo build --release",
                                           .subcommand = "build",
                                           .profile = "release",
                                           .target_directory = "/home/dev/app/target",
                                           .wall = builder_.run().wall,
                                           .exit_code = 0,
                                           .jobs = static_cast<uint32_t>(size_.cores),
                                           .failed = {"app (bin)", "it's \"odd\"\n"},
                                           .not_reached = {"zlib"}});
    builder_.add_invocation({.tool = BuildTool::make,
                             .parent = invocation_,
                             .command = "make -j2",
                             .start = Timestamp::at(Duration::milliseconds(40)),
                             .wall = Duration::milliseconds(100),
                             .fresh = 7});
  }

  void add_unit(size_t index) {
    const GeneratedUnit& unit = plan_[index];
    ProcessId process = add_unit_process(index);
    StringId features[] = {text("default"), text("derive"), format("feature{}", below(10))};
    StringId flags[] = {text("opt-level=3"), text("codegen-units=16")};
    TaskId task = builder_.add_task({.kind = static_cast<TaskKind>(below(13)),
                                     .mode = static_cast<TaskMode>(below(5)),
                                     .side = static_cast<TaskSide>(below(4)),
                                     .outcome = static_cast<TaskOutcome>(below(3)),
                                     .name = text(unit.package),
                                     .version = text(unit.version),
                                     .target = one_in(3) ? text("main") : text(unit.package),
                                     .package_directory = text("/registry/" + unit.package),
                                     .unit_hash = text(unit.hash),
                                     .features = builder_.add_list(features),
                                     .flags = builder_.add_list(flags),
                                     .local = one_in(5),
                                     .invocation = invocation_,
                                     .process = process,
                                     .start = unit.start,
                                     .wall = unit.wall,
                                     .cpu = maybe(length(unit.wall.nanoseconds())),
                                     .run_queue_wait = maybe(length(unit.wall.nanoseconds())),
                                     .peak_memory_bytes = maybe(uint64_t{1} << below(34)),
                                     .metadata_ready = maybe(unit.metadata())});
    units_.push_back({.task = task, .process = process});
    add_codegen(index);
    for (uint32_t need : unit.needs) {
      bool early = metadata_suffices(unit, plan_[need]);
      builder_.add_dependency({.task = task,
                               .on = units_[need].task,
                               .waits_for = early ? WaitsFor::metadata : WaitsFor::all});
    }
    builder_.add_output_file(
        {.process = process,
         .path = format("/home/dev/app/target/release/deps/lib{}.rmeta", unit.package),
         .modified = unit.metadata(),
         .bytes = static_cast<uint64_t>(below(10'000'000))});
  }

  // Without the oddities of other processes: recorded, the whole is a build that succeeded.
  ProcessId add_unit_process(size_t index) {
    const GeneratedUnit& unit = plan_[index];
    ProcessId process = add_process(cargo_, unit.start, unit.wall);
    Process& made = builder_.process(process);
    made.exit_code = 0;
    made.signal = std::nullopt;
    made.left_behind = false;
    made.unobserved = false;
    made.usage = {.cpu = length((unit.metadata() - unit.start).nanoseconds()),
                  .run_queue_wait = maybe(length(1'000'000))};

    GeneratedCommand command = command_of(plan_, index, size_.cores);
    std::vector<StringId> arguments;
    for (const std::string& argument : command.arguments)
      arguments.push_back(text(argument));
    std::vector<EnvironmentEntry> environment;
    for (const auto& [name, value] : command.environment)
      environment.push_back({.name = text(name), .value = text(value)});
    environment.push_back({.name = text("EMPTY"), .value = text("")});
    environment.push_back({.name = text("API_TOKEN"), .value = StringId::none()});
    builder_.add_image({.process = process,
                        .start = unit.start,
                        .executable = text(command.executable),
                        .working_directory = format("/registry/{}", unit.package)},
                       arguments, environment);
    return process;
  }

  // The threads are dealt out evenly. The first of a unit is its coordinator; the others generate
  // code, about one at a time.
  void add_codegen(size_t index) {
    const GeneratedUnit& unit = plan_[index];
    Unit& made = units_[index];
    builder_.add_section({.task = made.task,
                          .kind = SectionKind::frontend,
                          .start = unit.start,
                          .wall = unit.wall * 0.5,
                          .cpu = maybe(length(unit.wall.nanoseconds()))});
    size_t first = size_.threads * index / size_.units;
    size_t last = size_.threads * (index + 1) / size_.units;
    Duration backend = unit.end() - unit.metadata();
    for (size_t i = first; i < last; ++i) {
      bool coordinates = i == first;
      double share = static_cast<double>(i - first) / static_cast<double>(last - first);
      Timestamp start = unit.metadata() + backend * share;
      Duration step = backend * (1.0 / static_cast<double>(last - first));
      Duration wall =
          coordinates ? backend : std::min(length(2 * step.nanoseconds() + 1), unit.end() - start);
      Usage usage{.cpu = length(coordinates ? 1 + step.nanoseconds() : wall.nanoseconds()),
                  .run_queue_wait = maybe(length(1'000'000))};
      builder_.process(made.process).usage->cpu += usage.cpu;
      std::string name = fmt::format("cgu.{:02}", i - first);
      ThreadId thread =
          builder_.add_thread({.process = made.process,
                               .name = coordinates ? text("coordinator") : text("opt " + name),
                               .start = start,
                               .end = start + wall,
                               .usage = usage,
                               .spawner = made.coordinator,
                               .spawner_cpu = maybe(length(1'000'000))});
      if (coordinates) {
        made.coordinator = thread;
        continue;
      }
      builder_.add_section({.task = made.task,
                            .kind = SectionKind::codegen,
                            .name = text(name),
                            .start = start,
                            .wall = wall,
                            .cpu = usage.cpu,
                            .run_queue_wait = usage.run_queue_wait});
    }
  }

  // What build scripts start: a C compiler, or a shell that becomes one.
  void add_helper(size_t index) {
    ProcessId parent = cargo_;
    ThreadId spawner;
    Timestamp start;
    Duration wall = Duration::seconds(1);
    if (!units_.empty()) {
      size_t unit = parent_of_helpers();
      parent = units_[unit].process;
      spawner = units_[unit].coordinator;
      start = plan_[unit].start + length(plan_[unit].wall.nanoseconds()) * 0.9;
      wall = std::min(plan_[unit].end() - start, Duration::milliseconds(500));
    }
    ProcessId process =
        add_process(parent, start, length(std::max<int64_t>(1, wall.nanoseconds())));
    builder_.process(process).spawner = spawner;
    if (one_in(10)) {
      StringId shell[] = {text("sh"), text("-c"), format("exec cc file{}.c", index)};
      builder_.add_image({.process = process, .start = start, .executable = text("/bin/sh")}, shell,
                         {});
    }
    std::vector<StringId> arguments = {text("cc"),    text("-O2"),  text("-ffunction-sections"),
                                       text("-fPIC"), text("-m64"), text("-Wall"),
                                       text("-c")};
    for (int64_t i = 0; i < 6; ++i)
      arguments.push_back(format("-I/registry/include{}", below(40)));
    arguments.push_back(format("src/file{}.c", index));
    arguments.push_back(text("-o"));
    arguments.push_back(format("out/{:08x}-file{}.o", index * 2654435761U & 0xffffffffU, index));
    builder_.add_image({.process = process,
                        .start = start + Duration::microseconds(1),
                        .executable = text("/usr/bin/cc"),
                        .working_directory = format("/registry/crate{}", below(50))},
                       arguments, {});
  }

  // A run of a build script, or any unit where there is none.
  size_t parent_of_helpers() {
    auto unit = static_cast<size_t>(below(static_cast<int64_t>(plan_.size())));
    for (size_t back = 0; back <= unit; ++back) {
      if (plan_[unit - back].kind == GeneratedUnitKind::script_run) return unit - back;
    }
    return unit;
  }

  ProcessId add_process(ProcessId parent, Timestamp start, Duration wall) {
    bool killed = one_in(20);
    return builder_.add_process(
        {.parent = parent,
         .pid = static_cast<int32_t>(1001 + builder_.so_far().processes.size()),
         .start = start,
         .end = start + wall,
         .exit_code = killed ? std::nullopt : std::optional(static_cast<int>(below(2))),
         .signal = killed ? std::optional(9) : std::nullopt,
         .usage = maybe(
             Usage{.cpu = length(wall.nanoseconds()), .run_queue_wait = maybe(length(1'000'000))}),
         .user = maybe(length(wall.nanoseconds())),
         .system = maybe(length(wall.nanoseconds())),
         .peak_memory_bytes = maybe(static_cast<uint64_t>(below(int64_t{1} << 33))),
         .read_bytes = maybe(static_cast<uint64_t>(below(1 << 20))),
         .written_bytes = maybe(static_cast<uint64_t>(below(1 << 24))),
         .spawner_cpu = maybe(length(wall.nanoseconds())),
         .left_behind = one_in(50),
         .unobserved = one_in(50)});
  }

  void add_samples() {
    std::vector<float> cores(size_.cores);
    for (size_t i = 0; i < size_.samples; ++i) {
      for (float& core : cores)
        core = share();
      builder_.add_sample(
          {.time = Timestamp() + builder_.run().wall * (static_cast<double>(i + 1) /
                                                        static_cast<double>(size_.samples)),
           .busy_cores = share() * 4,
           .own_cores = maybe(share()),
           .stolen_cores = maybe(share()),
           .memory_used_bytes = static_cast<uint64_t>(below(int64_t{1} << 36)),
           .read_bytes = static_cast<uint64_t>(below(1 << 20)),
           .written_bytes = static_cast<uint64_t>(below(1 << 20)),
           .cpu_pressure = maybe(share()),
           .io_pressure = maybe(share()),
           .memory_pressure = maybe(share())},
          cores);
    }
  }
  float share() { return static_cast<float>(below(100'000)) / 100'000.0F; }

  // On the last helper: cargo and its units are what a build is recognised by.
  void add_oddities() {
    StringId arguments[] = {
        text("odd"),       text(""), text("it's"), text("two\nlines"), text("\xff\xfe not UTF-8"),
        text("\"quoted\"")};
    if (size_.processes > size_.units + 1) {
      ProcessId last(builder_.so_far().processes.size() - 1);
      builder_.add_image({.process = last, .start = builder_.process(last).end}, arguments, {});
    }
    builder_.diagnostics().add(Severity::note, "short-process", "a process was too short", 3);
    builder_.diagnostics().add(Severity::error, "torn-recording", "the recording's end is missing");
    builder_.diagnostics().add(Severity::warning, "left-behind", "sccache was left behind");
  }

  struct Unit {
    TaskId task;
    ProcessId process;
    ThreadId coordinator;
  };
  std::mt19937_64 random_;
  GeneratedTraceSize size_;
  std::vector<GeneratedUnit> plan_;
  Timestamp end_;  // of the last unit
  TraceBuilder builder_;
  ProcessId cargo_;
  InvocationId invocation_;
  std::vector<Unit> units_;  // made so far, as in plan_
};

}  // namespace

Trace generate_trace(uint64_t seed, const GeneratedTraceSize& size) {
  return Generator(seed, size).generate();
}

}  // namespace makespan
