#include "replay/remade_libraries.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "import/cargo/testing/recorded_build.h"
#include "replay/testing/words.h"

namespace makespan {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

CompilerCall call_of(const std::string& line) {
  CompilerCall call;
  call.arguments = words_of(line);
  return call;
}

TEST(RemadeLibraries, HaveNamesAndADirectoryOfTheirOwn) {
  RemadeLibraries libraries("/s/libraries-0");
  CompilerCall call = libraries.remade(
      call_of("rustc --crate-name syn src/lib.rs --crate-type lib --out-dir /s/out -C opt-level=3 "
              "-C extra-filename=-0f -L dependency=/t/deps"));
  EXPECT_EQ(joined(call.arguments),
            "rustc --crate-name syn src/lib.rs --crate-type lib --out-dir /s/libraries-0 -C "
            "opt-level=3 -C extra-filename=-0fr -L dependency=/t/deps -L "
            "dependency=/s/libraries-0");
}

TEST(RemadeLibraries, AreReadByThoseBehindThemAndByTheLink) {
  RemadeLibraries libraries("/l");
  libraries.remade(call_of("rustc --crate-name quote --out-dir /s/out -C extra-filename=-0a"));
  CompilerCall syn = libraries.remade(
      call_of("rustc --crate-name syn --out-dir /s/out -C extra-filename=-0f -L dependency=/t/deps "
              "--extern quote=/t/deps/libquote-0a.rmeta"));
  EXPECT_THAT(joined(syn.arguments), testing::HasSubstr("--extern quote=/l/libquote-0ar.rmeta"));
  CompilerCall link =
      libraries.linked(call_of("rustc --crate-name app --out-dir /s/out -C extra-filename=-0b -L "
                               "dependency=/t/deps --extern syn=/t/deps/libsyn-0f.rlib --extern "
                               "derive=/t/deps/libderive-0c.so --extern proc_macro"));
  EXPECT_EQ(joined(link.arguments),
            "rustc --crate-name app --out-dir /s/out -C extra-filename=-0b -L dependency=/t/deps "
            "--extern syn=/l/libsyn-0fr.rlib --extern derive=/t/deps/libderive-0c.so --extern "
            "proc_macro -L dependency=/l");
}

// app -> syn -> quote; app -> derive (a proc-macro) -> parse; app -> alone
struct LibrariesToRemake : testing::Test {
  LibrariesToRemake() {
    quote = task(TaskKind::library);
    parse = task(TaskKind::library);
    derive = task(TaskKind::proc_macro, {parse});
    syn = task(TaskKind::library, {quote});
    alone = task(TaskKind::library);
    app = task(TaskKind::binary, {syn, derive, alone});
  }
  TaskId task(TaskKind kind, const std::vector<TaskId>& needs = {}) {
    TaskId id(static_cast<uint32_t>(trace.tasks.size()));
    trace.tasks.push_back({.kind = kind});
    for (TaskId on : needs)
      trace.dependencies.push_back({.task = id, .on = on});
    return id;
  }
  Trace trace;
  TaskId quote, parse, derive, syn, alone, app;
};

TEST_F(LibrariesToRemake, AreTheChangedOnesAndWhatUsesThem) {
  EXPECT_THAT(libraries_to_remake(trace, {app}, {quote}), ElementsAre(quote, syn));
  EXPECT_THAT(libraries_to_remake(trace, {app}, {alone}), ElementsAre(alone));
}

TEST_F(LibrariesToRemake, AreNotThoseOfProcMacrosAlone) {
  EXPECT_THAT(libraries_to_remake(trace, {app}, {parse}), IsEmpty());
  EXPECT_THAT(libraries_to_remake(trace, {app}, {quote, parse, syn, alone}),
              ElementsAre(quote, syn, alone));
}

TEST_F(LibrariesToRemake, AreNoneWhereNothingChanges) {
  EXPECT_THAT(libraries_to_remake(trace, {app}, {}), IsEmpty());
}

}  // namespace
}  // namespace makespan
