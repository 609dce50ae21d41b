#include "replay/changed_call.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "replay/testing/words.h"
#include "system/testing/memory_file_system.h"

namespace makespan {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kLibrary =
    "rustc --crate-name syn --edition=2021 src/lib.rs --error-format=json "
    "--json=diagnostic-rendered-ansi,artifacts --crate-type lib --emit=dep-info,metadata,link "
    "-C opt-level=3 -C embed-bitcode=no -C codegen-units=1 -C metadata=5c -C "
    "extra-filename=-dd --out-dir /t/release/deps -C strip=debuginfo -L "
    "dependency=/t/release/deps --extern quote=/t/release/deps/libquote-0a.rmeta";

CompilerCall rustc(const std::string& line) {
  return {.label = "syn 2.0.1", .arguments = words_of(line), .working_directory = "/w"};
}
CompilerCall library(LtoPlace place = LtoPlace::bitcode) {
  CompilerCall call = rustc(kLibrary);
  call.lto_place = place;
  return call;
}
CompilerCall binary(const std::string& options) {
  CompilerCall call = rustc("rustc --crate-name app src/main.rs --crate-type bin --emit=link " +
                            options + " --out-dir /t/deps -L dependency=/t/deps");
  call.label = "app 0.1.0 (bin)";
  call.lto_place = LtoPlace::links;
  return call;
}

// The options between the crate's name and the fixed rest, without -C.
std::string options(const CompilerCall& call, const CallChange& change) {
  Result<CompilerCall> changed = changed_call(call, change, "/s");
  if (!changed) return changed.error().message;
  std::string text;
  for (size_t i = 0; i + 1 < changed->arguments.size(); ++i) {
    const std::string& value = changed->arguments[i + 1];
    if (changed->arguments[i] != "-C" || value.starts_with("metadata") ||
        value.starts_with("extra-"))
      continue;
    text += (text.empty() ? "" : " ") + value;
  }
  return text;
}

// --- rustc: where it writes ----------------------------------------------------------------------

TEST(ChangedCall, WritesIntoTheScratchDirectoryAndReadsWhereItRead) {
  Result<CompilerCall> call = changed_call(library(), {}, "/s");
  ASSERT_TRUE(call.has_value());
  EXPECT_EQ(joined(call->arguments),
            "rustc --crate-name syn --edition 2021 src/lib.rs --error-format json --json "
            "diagnostic-rendered-ansi,artifacts --crate-type lib --emit dep-info,metadata,link "
            "-C opt-level=3 -C embed-bitcode=no -C codegen-units=1 -C metadata=5c -C "
            "extra-filename=-dd --out-dir /s/out -C strip=debuginfo -L "
            "dependency=/t/release/deps --extern quote=/t/release/deps/libquote-0a.rmeta");
  EXPECT_EQ(call->working_directory, "/w");
}

TEST(ChangedCall, StartsAnIncrementalCompilationFromNothing) {
  CompilerCall call = rustc(
      "rustc --crate-name a a.rs -C incremental=/t/debug/incremental "
      "--out-dir /t/debug/deps -L dependency=/t/debug/deps");
  EXPECT_EQ(joined(changed_call(call, {}, "/s")->arguments),
            "rustc --crate-name a a.rs --out-dir /s/out -C incremental=/s/incremental -L "
            "dependency=/t/debug/deps");
}

TEST(ChangedCall, MovesEveryKindOfOutputPath) {
  CompilerCall call =
      rustc("rustc a.rs --emit=dep-info=/t/x.d,metadata,link=/t/deps/app -o /t/out/app");
  EXPECT_EQ(joined(changed_call(call, {}, "/s")->arguments),
            "rustc a.rs --emit dep-info=/s/out/x.d,metadata,link=/s/out/app -o /s/out/app");
}

TEST(ChangedCall, WithoutAnOutputPathDoesNotWriteToTheWorkingDirectory) {
  EXPECT_EQ(joined(changed_call(rustc("rustc --crate-name a a.rs"), {}, "/s")->arguments),
            "rustc --crate-name a a.rs --out-dir /s/out");
}

TEST(ChangedCall, IsRefusedWhereItWouldWriteElsewhereAllTheSame) {
  for (const char* option :
       {"-C link-arg=-Wl,-Map=/t/app.map", "-C profile-generate=/t/p", "-Z self-profile=/t/p",
        "-Zself-profile", "-Z self-profile", "-Zself_profile", "-Z dump-dep-graph",
        "-Zllvm-time-trace", "-C link-args=-Wl,--dependency-file=/t/d", "--print link-args=/t/x",
        "-Csave-temps"}) {
    Result<CompilerCall> call = changed_call(rustc("rustc a.rs " + std::string(option)), {}, "/s");
    ASSERT_FALSE(call.has_value()) << option;
    EXPECT_THAT(call.error().message, HasSubstr("may write outside of a scratch directory"));
  }
  for (const char* option : {"-C link-arg=-Wl,--as-needed", "-Z threads=8", "-Zunstable-options"})
    EXPECT_TRUE(changed_call(rustc("rustc a.rs " + std::string(option)), {}, "/s")) << option;
}

TEST(ChangedCall, HasTemporaryFilesInScratchAndNoJobserverOfTheBuild) {
  CompilerCall call = library();
  call.environment = {{"PATH", "/bin"},
                      {"CARGO_MAKEFLAGS", "--jobserver-auth=8,9"},
                      {"MAKEFLAGS", "x"},
                      {"TMPDIR", "/t/tmp"},
                      {"OUT_DIR", "/t/build/syn/out"}};
  EXPECT_THAT(changed_call(call, {}, "/s")->environment,
              ElementsAre(CallVariable{"PATH", "/bin"}, CallVariable{"OUT_DIR", "/t/build/syn/out"},
                          CallVariable{"TMPDIR", "/s/tmp"}));
}

// --- rustc: what changes -------------------------------------------------------------------------

TEST(ChangedCall, HasCodegenUnitsAsCargoWritesThem) {
  EXPECT_EQ(options(library(), {.codegen_units = 16}),
            "opt-level=3 embed-bitcode=no codegen-units=16 strip=debuginfo");
  CompilerCall without = rustc("rustc a.rs -C opt-level=3 --out-dir /t -L dependency=/t");
  EXPECT_EQ(options(without, {.codegen_units = 4}), "opt-level=3 codegen-units=4");
}

TEST(ChangedCall, SaysThatRustflagsWin) {
  CompilerCall call =
      rustc("rustc a.rs --out-dir /t -L dependency=/t -C codegen-units=2 -C linker-plugin-lto");
  call.label = "a 0.1.0";
  EXPECT_EQ(options(call, {.codegen_units = 4}),
            "RUSTFLAGS set codegen-units for a 0.1.0, whatever the profile says");
  EXPECT_EQ(options(call, {.lto = "off"}),
            "RUSTFLAGS set linker-plugin-lto for a 0.1.0, whatever the profile says");
}

TEST(ChangedCall, ReplacesTheStripThatCargoAddsWithoutDebugInfo) {
  EXPECT_EQ(options(library(), {.debuginfo = "line-tables-only"}),
            "opt-level=3 embed-bitcode=no codegen-units=1 debuginfo=line-tables-only");
  CompilerCall dev = rustc("rustc a.rs -C debuginfo=2 --out-dir /t -L dependency=/t");
  EXPECT_EQ(options(dev, {.debuginfo = "0"}), "strip=debuginfo");
  EXPECT_EQ(options(dev, {.debuginfo = "1"}), "debuginfo=1");
  CompilerCall stripped =
      rustc("rustc a.rs -C debuginfo=2 -C strip=symbols --out-dir /t -L dependency=/t");
  EXPECT_EQ(options(stripped, {.debuginfo = "0"}), "strip=symbols");
}

TEST(ChangedCall, KeepsChecksThatTheLevelWouldImplyOtherwise) {
  CompilerCall dev = rustc("rustc a.rs -C debuginfo=2 --out-dir /t -L dependency=/t");
  EXPECT_EQ(options(dev, {.opt_level = "3"}), "debuginfo=2 opt-level=3 debug-assertions=on");
  CompilerCall release = rustc("rustc a.rs -C opt-level=3 --out-dir /t -L dependency=/t");
  EXPECT_EQ(options(release, {.opt_level = "0"}), "debug-assertions=off");
  EXPECT_EQ(options(release, {.opt_level = "s"}), "opt-level=s");
  CompilerCall host = rustc("rustc a.rs -C debug-assertions=off --out-dir /t -L dependency=/t");
  EXPECT_EQ(options(host, {.opt_level = "3"}), "opt-level=3");
  CompilerCall checked =
      rustc("rustc a.rs -C opt-level=3 -C overflow-checks=on --out-dir /t -L dependency=/t");
  EXPECT_EQ(options(checked, {.opt_level = "0"}), "overflow-checks=on debug-assertions=off");
}

TEST(ChangedCall, HasLtoAsCargoWritesItForThePlaceOfTheUnit) {
  EXPECT_EQ(options(library(), {.lto = "fat"}),
            "opt-level=3 codegen-units=1 strip=debuginfo linker-plugin-lto");
  EXPECT_EQ(options(library(LtoPlace::object_and_bitcode), {.lto = "thin"}),
            "opt-level=3 codegen-units=1 strip=debuginfo");
  EXPECT_EQ(options(library(LtoPlace::host), {.lto = "thin"}),
            "opt-level=3 embed-bitcode=no codegen-units=1 strip=debuginfo");
  EXPECT_EQ(options(library(), {.lto = "off"}),
            "opt-level=3 embed-bitcode=no codegen-units=1 strip=debuginfo lto=off");
  EXPECT_EQ(options(binary("-C lto=thin"), {.lto = "fat"}), "lto=fat");
  EXPECT_EQ(options(binary("-C embed-bitcode=no"), {.lto = "off"}), "embed-bitcode=no lto=off");
}

TEST(ChangedCall, CannotMoveLtoBetweenAUnitAndItsLibraries) {
  EXPECT_EQ(options(binary("-C embed-bitcode=no"), {.lto = "thin"}),
            "LTO of app 0.1.0 (bin) needs bitcode, which the libraries of the recorded build do "
            "not hold");
  EXPECT_EQ(options(binary("-C lto"), {.lto = "thin-local"}),
            "app 0.1.0 (bin) cannot be linked without LTO: the libraries of the recorded build "
            "hold bitcode only");
}

TEST(ChangedCall, HasTheLinkerAsCargosConfigurationGivesIt) {
  CompilerCall call = rustc("rustc a.rs --out-dir /t -L dependency=/t -C link-arg=-fuse-ld=lld");
  EXPECT_EQ(options(call, {.linker = "mold"}), "link-arg=-fuse-ld=mold");
}

TEST(ChangedCall, IsNotIncrementalWhereThatIsTakenAway) {
  CompilerCall call = rustc(
      "rustc a.rs -C debuginfo=2 -C incremental=/t/incremental --out-dir /t -L dependency=/t");
  EXPECT_EQ(options(call, {.incremental = false}), "debuginfo=2");
  call.label = "a 0.1.0";
  EXPECT_EQ(options(call, {.incremental = true}),
            "a 0.1.0 has no state of an earlier build to start from");
}

TEST(ChangedCall, HasSplitDebugInfoAndStrip) {
  EXPECT_EQ(options(binary("-C debuginfo=2"), {.split_debuginfo = "unpacked", .strip = "symbols"}),
            "debuginfo=2 split-debuginfo=unpacked strip=symbols");
  EXPECT_EQ(options(binary("-C strip=symbols"), {.strip = "none"}), "");
}

TEST(RelevantPart, IsWhatCanMatterToTheCall) {
  CallChange all{.codegen_units = 4, .strip = "symbols", .linker = "mold"};
  EXPECT_EQ(relevant_part(library(), all), CallChange{.codegen_units = 4});
  EXPECT_EQ(relevant_part(binary(""), all), all);
  CompilerCall check =
      rustc("rustc --crate-name a a.rs --crate-type lib --emit=dep-info,metadata --out-dir /t");
  EXPECT_EQ(relevant_part(check, all), CallChange());
  EXPECT_EQ(relevant_part(check, {.codegen_units = 4, .incremental = false}),
            CallChange{.incremental = false});
  CompilerCall c{.kind = CallKind::c, .arguments = words_of("cc -c a.c")};
  EXPECT_EQ(relevant_part(c, {.codegen_units = 4, .debuginfo = "0"}), CallChange{.debuginfo = "0"});
}

// --- C compilers ---------------------------------------------------------------------------------

CompilerCall cc(const std::string& line, const std::string& executable = "/usr/bin/gcc-12") {
  return {.kind = CallKind::c,
          .label = "x.c of build.rs of z 1.0.0 (run)",
          .executable = executable,
          .arguments = words_of(line)};
}
std::string changed_c(const CompilerCall& call, const CallChange& change = {}) {
  Result<CompilerCall> changed = changed_call(call, change, "/s");
  return changed ? joined(changed->arguments) : changed.error().message;
}

TEST(ChangedCall, OfAcCompilerWritesItsObjectAndDependenciesToScratch) {
  EXPECT_EQ(changed_c(cc("cc -O0 -g -I include -o /t/out/a-x.o -c src/x.c")),
            "cc -O0 -g -I include -o /s/out/a-x.o -c src/x.c");
  EXPECT_EQ(changed_c(cc("cc -c x.c -o/t/x.o -MD -MF /t/x.d")),
            "cc -c x.c -o /s/out/x.o -MD -MF /s/out/x.d");
  EXPECT_EQ(changed_c(cc("cc -c dir/x.c")), "cc -c dir/x.c -o /s/out/x.o");
}

TEST(ChangedCall, OfAcCompilerIsRefusedWhereItWritesElsewhereOrRunsAnotherProgram) {
  for (const char* option : {"-wrapper gdb,--args", "-Wp,-MD,/t/x.d", "-save-temps"}) {
    EXPECT_THAT(changed_c(cc("cc -c x.c -o x.o " + std::string(option))),
                HasSubstr("may write outside of a scratch directory"));
  }
}

TEST(ChangedCall, OfAcCompilerDropsDebugInfoAsTheCcCrateDoes) {
  CompilerCall call =
      cc("cc -O0 -ffunction-sections -gdwarf-4 -fno-omit-frame-pointer -m64 -o x.o -c x.c");
  EXPECT_EQ(changed_c(call, {.debuginfo = "0"}),
            "cc -O0 -ffunction-sections -m64 -o /s/out/x.o -c x.c");
  EXPECT_EQ(changed_c(call, {.debuginfo = "line-tables-only"}), changed_c(call));
  EXPECT_EQ(changed_c(cc("cc -O3 -o x.o -c x.c"), {.debuginfo = "2"}),
            "cc -g -fno-omit-frame-pointer -O3 -o /s/out/x.o -c x.c");
}

TEST(ChangedCall, OfAcCompilerHasAnotherLevel) {
  EXPECT_EQ(changed_c(cc("cc -O3 -o x.o -c x.c"), {.opt_level = "1"}),
            "cc -O1 -o /s/out/x.o -c x.c");
  EXPECT_EQ(changed_c(cc("cc -O3 -o x.o -c x.c"), {.opt_level = "z"}),
            "cc -Os -o /s/out/x.o -c x.c");
  EXPECT_EQ(changed_c(cc("clang -O3 -o x.o -c x.c", "/usr/bin/clang-16"), {.opt_level = "z"}),
            "clang -Oz -o /s/out/x.o -c x.c");
  EXPECT_EQ(changed_c(cc("cc -o x.o -c x.c"), {.opt_level = "2"}), "cc -O2 -o /s/out/x.o -c x.c");
}

// --- response files ------------------------------------------------------------------------------

TEST(ResponseFiles, AreExpandedAsTheCompilerReadsThem) {
  MemoryFileSystem files;
  files.add("/w/args", "--crate-name\na b\n--cfg\nfeature=\"x\"\n");
  CompilerCall call = rustc("rustc @args -C debuginfo=2");
  EXPECT_THAT(
      with_response_files(call, files)->arguments,
      ElementsAre("rustc", "--crate-name", "a b", "--cfg", "feature=\"x\"", "-C", "debuginfo=2"));
  files.add("/w/list", "-O2  \"-DA=b c\" x\\ y.c '-I d'\n");
  CompilerCall c = cc("cc @list -c");
  c.working_directory = "/w";
  EXPECT_THAT(with_response_files(c, files)->arguments,
              ElementsAre("cc", "-O2", "-DA=b c", "x y.c", "-I d", "-c"));
}

TEST(ResponseFiles, ThatAreGoneAreAnError) {
  MemoryFileSystem files;
  EXPECT_EQ(with_response_files(rustc("rustc @/tmp/args"), files).error().message,
            "syn 2.0.1 cannot be run again: its arguments were in /tmp/args, which is gone");
}

}  // namespace
}  // namespace makespan
