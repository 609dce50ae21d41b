#include "report/testing/situations.h"

#include "analysis/testing/tale.h"

namespace makespan {
namespace {

constexpr TaskKind kMacro = TaskKind::proc_macro;
constexpr TaskKind kScript = TaskKind::build_script;
constexpr TaskKind kScriptRun = TaskKind::build_script_run;
constexpr TaskKind kBinary = TaskKind::binary;

std::vector<std::string> release_flags() {
  return {"codegen-units=1", "lto=thin", "opt-level=3"};
}

// Two versions of two packages, a C library in a build script, a chain of macros, one big link.
Trace release() {
  Tale tale("cargo build --release -p app");
  tale.invocation("cargo build --release -p app", 2, 7990,
                  {.subcommand = "build", .profile = "release", .jobs = 2, .fresh = 0});
  TaskId build_pm = tale.unit("proc-macro2", "1.0.86", 240,
                              {.kind = kScript, .frontend = 120, .codegen = {60}, .link = 90});
  TaskId run_pm =
      tale.unit("proc-macro2", "1.0.86", 515, {.kind = kScriptRun, .script = 25}, {build_pm});
  TaskId ident = tale.unit("unicode-ident", "1.0.12", 245, {.frontend = 90, .codegen = {30}});
  TaskId pm = tale.unit("proc-macro2", "1.0.86", 545, {.frontend = 260, .codegen = {110, 90}},
                        {run_pm, ident});
  TaskId quote = tale.unit("quote", "1.0.36", 810, {.frontend = 140, .codegen = {80}}, {pm});
  TaskId syn = tale.unit("syn", "2.0.106", 955, {.frontend = 900, .codegen = {420, 380, 310}},
                         {pm, quote, ident});
  TaskId dash5 = tale.unit("dashmap", "5.5.3", 370,
                           {.frontend = 210, .codegen = {140}, .flags = release_flags()});
  TaskId lock = tale.unit("lock_api", "0.4.11", 725, {.frontend = 90, .codegen = {40}});
  TaskId old =
      tale.unit("old-cache", "0.3.1", 860, {.frontend = 80, .codegen = {60}}, {dash5, lock});
  TaskId dash6 = tale.unit("dashmap", "6.1.0", 1005,
                           {.frontend = 230, .codegen = {150}, .flags = release_flags()});
  TaskId thiserror1 =
      tale.unit("thiserror-impl", "1.0.69", 2580,
                {.kind = kMacro, .frontend = 280, .codegen = {90}, .link = 120}, {syn, quote, pm});
  TaskId thiserror2 =
      tale.unit("thiserror-impl", "2.0.17", 2585,
                {.kind = kMacro, .frontend = 300, .codegen = {95}, .link = 130}, {syn, quote, pm});
  TaskId ring_build = tale.unit("ring", "0.17.8", 1390,
                                {.kind = kScript, .frontend = 210, .codegen = {80}, .link = 110});
  TaskId ring_run = tale.unit(
      "ring", "0.17.8", 1800,
      {.kind = kScriptRun, .script = 60, .compile_c = {220, 260, 240, 180, 90}}, {ring_build});
  TaskId ring = tale.unit("ring", "0.17.8", 3110, {.frontend = 420, .codegen = {330}}, {ring_run});
  TaskId core =
      tale.unit("app-core", "0.1.0", 3115,
                {.local = true, .frontend = 510, .codegen = {640}, .flags = release_flags()},
                {thiserror1, dash6});
  TaskId response =
      tale.unit("app-response", "0.1.0", 3870,
                {.local = true, .frontend = 380, .codegen = {710}, .flags = release_flags()},
                {core, thiserror2, old, ring});
  tale.unit("app", "0.1.0", 4960,
            {.kind = kBinary,
             .local = true,
             .frontend = 410,
             .codegen = {640},
             .lto = 1270,
             .link = 690,
             .flags = release_flags()},
            {core, response});
  tale.sample(0.1);
  return tale.end(8000);
}

// No binary, nothing linked but macros; thread pools of two.
Trace library_only() {
  Tale tale("cargo build");
  tale.invocation("cargo build", 1, 2395,
                  {.subcommand = "build", .profile = "dev", .jobs = 2, .fresh = 0});
  TaskId either = tale.unit("either", "1.13.0", 110, {.frontend = 210, .codegen = {40, 40, 20}});
  TaskId rayon_core =
      tale.unit("rayon-core", "1.12.1", 112, {.frontend = 420, .codegen = {130, 120, 90}});
  TaskId rayon = tale.unit("rayon", "1.10.0", 540, {.frontend = 830, .codegen = {60, 50}},
                           {either, rayon_core});
  TaskId matrix = tale.unit("matrixmultiply", "0.3.8", 420, {.frontend = 160, .codegen = {80, 60}});
  tale.unit("my-math", "0.2.0", 1375,
            {.local = true, .frontend = 610, .codegen = {210, 200, 190, 170}}, {rayon, matrix});
  tale.sample();
  return tale.end(2400);
}

Trace check() {
  Tale tale("cargo check");
  tale.invocation("cargo check", 1, 1290,
                  {.subcommand = "check", .profile = "dev", .jobs = 2, .fresh = 12});
  TaskId serde = tale.unit("serde", "1.0.210", 90, {.mode = TaskMode::check, .frontend = 310});
  TaskId log = tale.unit("log", "0.4.22", 92, {.mode = TaskMode::check, .frontend = 80});
  TaskId app = tale.unit("app-core", "0.1.0", 405,
                         {.mode = TaskMode::check, .local = true, .frontend = 520}, {serde, log});
  tale.unit("app", "0.1.0", 930,
            {.kind = kBinary, .mode = TaskMode::check, .local = true, .frontend = 340}, {app});
  tale.sample();
  return tale.end(1300);
}

Trace one_unit() {
  Tale tale("cargo build");
  tale.invocation("cargo build", 1, 745,
                  {.subcommand = "build", .profile = "dev", .jobs = 2, .fresh = 243});
  tale.unit(
      "app", "0.1.0", 70,
      {.kind = kBinary, .local = true, .frontend = 280, .codegen = {60, 70, 50, 40}, .link = 260});
  tale.sample();
  return tale.end(750);
}

Trace fresh() {
  Tale tale("cargo build --release");
  tale.invocation("cargo build --release", 1, 118,
                  {.subcommand = "build", .profile = "release", .jobs = 2, .fresh = 244});
  tale.sample();
  return tale.end(120, 95);
}

Trace failed() {
  Tale tale("cargo build");
  tale.invocation("cargo build", 1, 1498,
                  {.subcommand = "build",
                   .profile = "dev",
                   .exit_code = 101,
                   .jobs = 2,
                   .fresh = 31,
                   .failed = {"app-core 0.1.0"},
                   .not_reached = {"app-detection", "app-response", "app"}});
  TaskId regex = tale.unit("regex", "1.10.6", 80, {.frontend = 440, .codegen = {190, 180}});
  tale.unit("app-core", "0.1.0", 525,
            {.outcome = TaskOutcome::failed, .local = true, .frontend = 960}, {regex});
  tale.sample();
  return tale.end(1500, 20, 101);
}

Trace coarse() {
  Tale tale("cargo build", RunSource::coarse);
  tale.builder().diagnostics().add(
      Severity::warning, "no-ptrace",
      "ptrace is refused here, so processes were polled: those shorter than 50 ms are missing and "
      "times are to 50 ms");
  tale.invocation("cargo build", 0, 1950, {.subcommand = "build", .profile = "dev", .jobs = 2});
  TaskId libc = tale.unit("libc", "0.2.159", 150, {.rest = 300});
  TaskId rand = tale.unit("rand_core", "0.6.4", 450, {.rest = 250}, {libc});
  tale.unit("app", "0.1.0", 700, {.kind = kBinary, .local = true, .rest = 1200}, {rand});
  return tale.end(2000);
}

Trace target_directory() {
  Tale tale("", RunSource::target_directory);
  tale.builder().diagnostics().add(
      Severity::note, "older-builds",
      "37 units are of earlier builds and not shown: this is the newest cluster");
  tale.invocation("", 0, 5200, {.profile = "release", .target_directory = "target/release"});
  TaskId libc = tale.unit("libc", "0.2.159", 0, {.frontend = 300, .codegen = {350}});
  TaskId rand = tale.unit("rand_core", "0.6.4", 310, {.frontend = 200, .codegen = {250}}, {libc});
  TaskId chacha =
      tale.unit("rand_chacha", "0.3.1", 520, {.frontend = 300, .codegen = {900}}, {rand});
  tale.unit("app", "0.1.0", 1730, {.kind = kBinary, .local = true, .rest = 3470}, {chacha});
  return tale.end(5200);
}

Trace process_tree() {
  Tale tale("make -j2 all");
  ProcessId make = tale.process("make", 0, 3100, 40);
  int start = 50;
  for (int i = 0; i < 6; ++i) {
    ProcessId gcc = tale.process("gcc", start, start + 620, 5, make);
    tale.process("cc1", start + 5, start + 520, 500, gcc);
    tale.process("as", start + 525, start + 615, 80, gcc);
    if (i % 2 == 1) start += 640;
  }
  ProcessId driver = tale.process("gcc", 1990, 2720, 4, make);
  ProcessId collect = tale.process("collect2", 1995, 2715, 6, driver);
  tale.process("ld", 2000, 2710, 690, collect);
  tale.process("gen-docs", 2725, 3080, 340, make);
  tale.sample();
  return tale.end(3110);
}

// A check, then a build with other features, then its tests; a lock held by an editor's check.
Trace several_invocations() {
  Tale tale("just ci");
  tale.process("just", 0, 6000, 12);
  tale.invocation("cargo check", 15, 1900,
                  {.subcommand = "check", .profile = "dev", .jobs = 2, .fresh = 0});
  InvocationId check = InvocationId(0);
  tale.builder().add_lock_wait(
      {.process = tale.builder().so_far().invocations[check.index()].process,
       .start = Timestamp::at(Duration::milliseconds(30)),
       .end = Timestamp::at(Duration::milliseconds(830)),
       .holder = tale.builder().intern("cargo check --workspace --message-format=json")});
  TaskId serde = tale.unit("serde", "1.0.210", 900, {.mode = TaskMode::check, .frontend = 300});
  tale.unit("app", "0.1.0", 1210,
            {.kind = kBinary, .mode = TaskMode::check, .local = true, .frontend = 640}, {serde});
  tale.invocation("cargo build", 1910, 3300,
                  {.subcommand = "build", .profile = "dev", .jobs = 2, .fresh = 0});
  serde = tale.unit("serde", "1.0.210", 1990,
                    {.frontend = 320, .codegen = {60, 40}, .features = {"default", "std"}});
  tale.unit("app", "0.1.0", 2320,
            {.kind = kBinary, .local = true, .frontend = 520, .codegen = {130, 120}, .link = 240},
            {serde});
  tale.invocation("cargo test --features derive", 3310, 5990,
                  {.subcommand = "test", .profile = "dev", .jobs = 2, .fresh = 0});
  serde =
      tale.unit("serde", "1.0.210", 3390,
                {.frontend = 350, .codegen = {65, 40}, .features = {"default", "derive", "std"}});
  TaskId test = tale.unit(
      "app", "0.1.0", 3750,
      {.kind = TaskKind::test, .local = true, .frontend = 610, .codegen = {150, 120}, .link = 260},
      {serde});
  tale.unit("app", "0.1.0", 4780,
            {.kind = TaskKind::test_run, .mode = TaskMode::execute, .local = true, .rest = 1190},
            {test});
  tale.sample();
  return tale.end(6010);
}

// `--target`: what host and target both need is built twice, here with other features too.
Trace host_and_target() {
  Tale tale("cargo build --target x86_64-unknown-linux-musl");
  tale.invocation("cargo build --target x86_64-unknown-linux-musl", 1, 2290,
                  {.subcommand = "build", .profile = "dev", .jobs = 2, .fresh = 0});
  TaskId host = tale.unit(
      "memchr", "2.7.4", 60,
      {.side = TaskSide::host, .frontend = 340, .codegen = {120, 110}, .features = {"alloc"}});
  TaskId target = tale.unit("memchr", "2.7.4", 62,
                            {.side = TaskSide::target,
                             .frontend = 350,
                             .codegen = {130, 120},
                             .features = {"alloc", "std"}});
  TaskId script = tale.unit("app", "0.1.0", 640,
                            {.kind = kScript,
                             .side = TaskSide::host,
                             .local = true,
                             .frontend = 180,
                             .codegen = {60, 50},
                             .link = 120},
                            {host});
  TaskId run = tale.unit("app", "0.1.0", 1010,
                         {.kind = kScriptRun, .side = TaskSide::host, .local = true, .script = 380},
                         {script});
  tale.unit("app", "0.1.0", 1395,
            {.kind = kBinary,
             .side = TaskSide::target,
             .local = true,
             .frontend = 420,
             .codegen = {90, 90, 80, 70},
             .link = 290},
            {run, target});
  tale.sample();
  return tale.end(2300);
}

// More units than a screen has rows: two hundred small ones, and a chain that ends in a binary.
Trace many_units() {
  Tale tale("cargo build");
  tale.invocation("cargo build", 2, 13300,
                  {.subcommand = "build", .profile = "dev", .jobs = 2, .fresh = 0});
  std::vector<TaskId> all;
  TaskId last;
  for (int i = 0; i < 200; ++i) {
    bool heavy = i % 20 == 19;
    std::string name = (heavy ? "heavy-" : "small-") + std::to_string(i);
    std::vector<TaskId> on;
    if (heavy && last.valid()) on.push_back(last);
    TaskId id = tale.unit(
        name, "1.0." + std::to_string(i), 100 + i * 60,
        {.frontend = heavy ? 700 : 40 + i % 7 * 5, .codegen = {heavy ? 300 : 30 + i % 5 * 4}}, on);
    if (heavy) last = id;
    all.push_back(id);
  }
  tale.unit("app", "0.1.0", 12550,
            {.kind = kBinary, .local = true, .frontend = 300, .codegen = {120, 110}, .link = 250},
            all);
  tale.sample();
  return tale.end(13400);
}

}  // namespace

std::vector<ReportSituation> report_situations() {
  return {{"release", release},
          {"library-only", library_only},
          {"check", check},
          {"one-unit", one_unit},
          {"fresh", fresh},
          {"failed", failed},
          {"coarse", coarse},
          {"target-directory", target_directory},
          {"process-tree", process_tree},
          {"several-invocations", several_invocations},
          {"host-and-target", host_and_target},
          {"many-units", many_units}};
}

}  // namespace makespan
