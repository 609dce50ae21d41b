#include "model/testing/generated_trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "base/check.h"
#include "model/trace_builder.h"

namespace makespan {
namespace {

class Generator {
 public:
  Generator(uint64_t seed, const GeneratedTraceSize& size) : random_(seed), size_(size) {}

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
  Timestamp unit_start(size_t unit) const {
    return Timestamp::at(Duration::milliseconds(20 + 7 * static_cast<int64_t>(unit)));
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
                .cores = 1.0 / 3,
                .memory_bytes = uint64_t{8} << 30};
    run.toolchain = {{.name = "cargo", .version = "1.95.0"},
                     {.name = "rustc", .version = "1.95.0"}};
    run.git_revision = "3f9a3f9a3f9a";
    run.git_dirty = maybe(one_in(2));
    run.wall = unit_start(size_.units) - Timestamp() + Duration::seconds(30);
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
                                           .jobs = 4,
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
    Timestamp start = unit_start(index);
    Duration wall = length(4'000'000'000);
    ProcessId rustc = add_process(cargo_, start, wall);
    std::string name = fmt::format("crate{}", index);
    add_rustc_image(rustc, start, name, index);

    StringId features[] = {text("default"), text("derive"), format("feature{}", below(10))};
    StringId flags[] = {text("opt-level=3"), text("codegen-units=16")};
    TaskId task = builder_.add_task({.kind = static_cast<TaskKind>(below(13)),
                                     .mode = static_cast<TaskMode>(below(5)),
                                     .side = static_cast<TaskSide>(below(4)),
                                     .outcome = static_cast<TaskOutcome>(below(3)),
                                     .name = text(name),
                                     .version = format("{}.{}.0", below(3), below(20)),
                                     .target = one_in(3) ? text("main") : text(name),
                                     .package_directory = format("/registry/{}", name),
                                     .unit_hash = format("{:016x}", random_()),
                                     .features = builder_.add_list(features),
                                     .flags = builder_.add_list(flags),
                                     .local = one_in(5),
                                     .invocation = invocation_,
                                     .process = rustc,
                                     .start = start,
                                     .wall = wall,
                                     .cpu = maybe(length(wall.nanoseconds())),
                                     .run_queue_wait = maybe(length(wall.nanoseconds())),
                                     .peak_memory_bytes = maybe(uint64_t{1} << below(34)),
                                     .metadata_ready = maybe(start + wall * 0.5)});
    units_.push_back({.task = task, .process = rustc, .start = start, .wall = wall});
    add_codegen(index);
    add_dependencies(index);
    builder_.add_output_file({.process = rustc,
                              .path = format("/home/dev/app/target/release/deps/lib{}.rmeta", name),
                              .modified = start + wall * 0.5,
                              .bytes = static_cast<uint64_t>(below(10'000'000))});
  }

  // The threads are dealt out evenly; the first of a unit is its coordinator, the others codegen.
  void add_codegen(size_t index) {
    const Unit& unit = units_[index];
    builder_.add_section({.task = unit.task,
                          .kind = SectionKind::frontend,
                          .start = unit.start,
                          .wall = unit.wall * 0.5,
                          .cpu = maybe(length(unit.wall.nanoseconds()))});
    size_t first = size_.threads * index / size_.units;
    size_t last = size_.threads * (index + 1) / size_.units;
    ThreadId coordinator;
    for (size_t i = first; i < last; ++i) {
      Timestamp start = unit.start + unit.wall * (0.5 + 0.001 * static_cast<double>(below(400)));
      Duration wall = length((unit.start + unit.wall - start).nanoseconds());
      std::string name = fmt::format("cgu.{:02}", i - first);
      Usage usage{.cpu = length(wall.nanoseconds()), .run_queue_wait = maybe(length(1'000'000))};
      ThreadId thread =
          builder_.add_thread({.process = unit.process,
                               .name = i == first ? text("coordinator") : text("opt " + name),
                               .start = start,
                               .end = start + wall,
                               .usage = usage,
                               .spawner = coordinator,
                               .spawner_cpu = maybe(length(1'000'000'000))});
      if (i == first) {
        coordinator = thread;
        builder_.process(unit.process).spawner = thread;
        continue;
      }
      builder_.add_section({.task = unit.task,
                            .kind = SectionKind::codegen,
                            .name = text(name),
                            .start = start,
                            .wall = wall,
                            .cpu = usage.cpu,
                            .run_queue_wait = usage.run_queue_wait});
    }
  }

  // On up to six of the hundred units before it, so that there is no cycle.
  void add_dependencies(size_t index) {
    for (int64_t i = below(7); i > 0 && index > 0; --i) {
      int64_t back = 1 + below(static_cast<int64_t>(std::min<size_t>(index, 100)));
      builder_.add_dependency({.task = units_[index].task,
                               .on = units_[index - static_cast<size_t>(back)].task,
                               .waits_for = one_in(3) ? WaitsFor::all : WaitsFor::metadata});
    }
  }

  // What compilers and build scripts start: a C compiler, or a shell that becomes one.
  void add_helper(size_t index) {
    const Unit& unit =
        units_.empty() ? Unit{.process = cargo_, .wall = Duration::seconds(1)}
                       : units_[static_cast<size_t>(below(static_cast<int64_t>(units_.size())))];
    Timestamp start = unit.start + length(unit.wall.nanoseconds());
    ProcessId process = add_process(unit.process, start, length(500'000'000));
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

  void add_rustc_image(ProcessId rustc, Timestamp start, const std::string& name, size_t index) {
    std::vector<StringId> arguments = {text("rustc"),
                                       text("--crate-name"),
                                       text(name),
                                       text("--edition=2021"),
                                       text("--emit=dep-info,metadata,link"),
                                       text("-C"),
                                       text("opt-level=3"),
                                       text("-C"),
                                       format("extra-filename=-{:016x}", random_())};
    for (int64_t i = below(12); i > 0; --i) {
      arguments.push_back(text("--extern"));
      arguments.push_back(format("crate{0}=/home/dev/app/target/release/deps/libcrate{0}.rmeta",
                                 below(static_cast<int64_t>(index + 1))));
    }
    EnvironmentEntry environment[] = {
        {.name = text("CARGO_PKG_NAME"), .value = text(name)},
        {.name = text("OUT_DIR"), .value = format("/home/dev/app/target/{}/out", name)},
        {.name = text("EMPTY"), .value = text("")},
        {.name = text("API_TOKEN"), .value = StringId::none()}};
    builder_.add_image({.process = rustc,
                        .start = start,
                        .executable = text("/usr/bin/rustc"),
                        .working_directory = format("/registry/{}", name)},
                       arguments, environment);
  }

  void add_samples() {
    std::vector<float> cores(size_.cores);
    for (size_t i = 0; i < size_.samples; ++i) {
      for (float& core : cores)
        core = share();
      builder_.add_sample(
          {.time = Timestamp::at(Duration::milliseconds(50) * static_cast<double>(i)),
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

  void add_oddities() {
    StringId arguments[] = {
        text("odd"),       text(""), text("it's"), text("two\nlines"), text("\xff\xfe not UTF-8"),
        text("\"quoted\"")};
    builder_.add_image({.process = cargo_, .start = Timestamp::at(Duration::nanoseconds(1))},
                       arguments, {});
    builder_.diagnostics().add(Severity::note, "short-process", "a process was too short", 3);
    builder_.diagnostics().add(Severity::error, "torn-recording", "the recording's end is missing");
    builder_.diagnostics().add(Severity::warning, "left-behind", "sccache was left behind");
  }

  struct Unit {
    TaskId task;
    ProcessId process;
    Timestamp start;
    Duration wall;
  };
  std::mt19937_64 random_;
  GeneratedTraceSize size_;
  TraceBuilder builder_;
  ProcessId cargo_;
  InvocationId invocation_;
  std::vector<Unit> units_;
};

}  // namespace

Trace generate_trace(uint64_t seed, const GeneratedTraceSize& size) {
  return Generator(seed, size).generate();
}

}  // namespace makespan
