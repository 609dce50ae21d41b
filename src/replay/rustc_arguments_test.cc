#include "replay/rustc_arguments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "replay/testing/words.h"

namespace makespan {
namespace {

using testing::ElementsAre;

std::string written(const RustcArguments& arguments) {
  return joined(arguments.words());
}

TEST(RustcArguments, KeepWhatIsNotEdited) {
  std::vector<std::string> words = words_of(
      "rustc --crate-name syn --edition=2021 src/lib.rs --error-format=json --json=artifacts "
      "--crate-type lib --emit=dep-info,metadata,link -C embed-bitcode=no -Cdebuginfo=2 --cfg x "
      "-L dependency=/t --extern quote=/t/libquote.rmeta -l static=z --cap-lints allow");
  EXPECT_EQ(written(RustcArguments(words)),
            "rustc --crate-name syn --edition 2021 src/lib.rs --error-format json --json artifacts "
            "--crate-type lib --emit dep-info,metadata,link -C embed-bitcode=no -C debuginfo=2 "
            "--cfg x -L dependency=/t --extern quote=/t/libquote.rmeta -l static=z --cap-lints "
            "allow");
}

TEST(RustcArguments, TakeEverySpellingOfAnOption) {
  RustcArguments arguments(words_of("rustc -g -Cno_redzone --codegen lto --codegen=opt-level=s"));
  EXPECT_EQ(arguments.codegen("debuginfo"), "2");
  EXPECT_EQ(arguments.codegen("no-redzone"), "");
  EXPECT_EQ(arguments.codegen("lto"), "");
  EXPECT_EQ(arguments.codegen("opt-level"), "s");
  EXPECT_EQ(arguments.codegen("strip"), std::nullopt);
}

TEST(RustcArguments, ReplaceAnOptionInItsPlace) {
  RustcArguments arguments(words_of("rustc -C opt-level=3 -C lto=fat x.rs -L dependency=/t"));
  arguments.set_codegen("opt-level", "1");
  arguments.set_codegen("lto", std::nullopt);
  EXPECT_EQ(written(arguments), "rustc -C opt-level=1 x.rs -L dependency=/t");
}

TEST(RustcArguments, AddAnOptionBeforeThoseOfRustflags) {
  RustcArguments arguments(words_of("rustc x.rs -L dependency=/t --extern a=/t/a -C target-cpu=x"));
  arguments.set_codegen("codegen-units", "16");
  EXPECT_EQ(written(arguments),
            "rustc x.rs -C codegen-units=16 -L dependency=/t --extern a=/t/a -C target-cpu=x");
}

TEST(RustcArguments, KnowThatRustflagsWin) {
  RustcArguments arguments(
      words_of("rustc -C codegen-units=1 x.rs -L dependency=/t -C codegen-units=4"));
  EXPECT_EQ(arguments.codegen("codegen-units"), "1");
  EXPECT_TRUE(arguments.is_overridden("codegen-units"));
  EXPECT_FALSE(arguments.is_overridden("opt-level"));
  arguments.set_codegen("codegen-units", "16");
  EXPECT_EQ(written(arguments),
            "rustc -C codegen-units=16 x.rs -L dependency=/t -C codegen-units=4");
}

TEST(RustcArguments, DoNotTakeAValueForAnOption) {
  RustcArguments arguments(words_of("rustc --cfg -C --crate-name -g x.rs"));
  EXPECT_EQ(arguments.codegen("debuginfo"), std::nullopt);
  EXPECT_THAT(arguments.values("--crate-name"), ElementsAre("-g"));
}

TEST(RustcArguments, ThatEndInTheMiddleOfAnOptionAreNoTrouble) {
  EXPECT_EQ(written(RustcArguments(words_of("rustc x.rs --emit"))), "rustc x.rs --emit ");
  EXPECT_EQ(written(RustcArguments(words_of("rustc x.rs -C"))), "rustc x.rs -C ");
  EXPECT_EQ(written(RustcArguments({})), "");
}

}  // namespace
}  // namespace makespan
