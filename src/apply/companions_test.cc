#include "apply/companions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace makespan {
namespace {

Patch patch(const std::string& before, const std::string& after) {
  return {.files = {{.path = "/w/Cargo.toml", .before = before, .after = after}}};
}

constexpr const char* kBefore =
    "[dependencies]\n"
    "rand = \"0.8\"\n"
    "serde = \"1\"  # wire\n"
    "\n"
    "[profile.release]\n"
    "codegen-units = 1\n";
constexpr const char* kFirst =
    "[dependencies]\n"
    "rand = \"0.8\"\n"
    "serde = \"1\"  # wire\n"
    "\n"
    "[profile.release]\n"
    "codegen-units = 16\n";
constexpr const char* kSecond =
    "[dependencies]\n"
    "serde = \"1\"  # wire\n"
    "\n"
    "[profile.release]\n"
    "codegen-units = 16\n";

Companions companions() {
  Patch all = patch(kBefore, kSecond);
  all.files.insert(all.files.begin(), {.path = "/w/Cargo.lock", .before = "a\n", .after = "b\n"});
  return {.root = "/w",
          .run = "r1",
          .command = "cargo build",
          .steps = {{.id = "release.codegen-units=16",
                     .title = "Generate release code in 16 pieces",
                     .saving = "saves 3.2 s",
                     .patch = patch(kBefore, kFirst)},
                    {.id = "unused:w/rand",
                     .title = "Drop rand",
                     .saving = "",
                     .patch = patch(kBefore, kSecond)}},
          .patch = all};
}

TEST(CommentedManifests, SayAtEachChangeWhichFixItIsAndWhatStoodThere) {
  EXPECT_EQ(commented_manifests(companions()),
            "# Optimised by makespan from run r1 (cargo build). What changed has a comment above "
            "it.\n"
            "# ---- Cargo.toml ----\n"
            "[dependencies]\n"
            "# unused:w/rand: Drop rand\n"
            "#   was: rand = \"0.8\"\n"
            "serde = \"1\"  # wire\n"
            "\n"
            "[profile.release]\n"
            "# release.codegen-units=16: Generate release code in 16 pieces; saves 3.2 s\n"
            "#   was: codegen-units = 1\n"
            "codegen-units = 16\n");
}

TEST(CommentedManifests, KeepWhatAnEarlierFixSaidOfALineThatALaterOneChangesAgain) {
  Companions twice = companions();
  twice.steps[1] = {
      .id = "b", .title = "Once more", .saving = "", .patch = patch(kBefore, kBefore)};
  twice.steps[1].patch.files[0].after->replace(twice.steps[1].patch.files[0].after->size() - 2, 1,
                                               "256");
  twice.patch = twice.steps[1].patch;
  EXPECT_THAT(commented_manifests(twice), testing::HasSubstr("#   was: codegen-units = 1\n"
                                                             "# b: Once more\n"
                                                             "#   was: codegen-units = 16\n"
                                                             "codegen-units = 256\n"));
}

TEST(CommentedManifests, PutTheCommentBehindALastLineWithoutABreak) {
  Companions last = companions();
  last.steps = {{.id = "a", .title = "A", .saving = "", .patch = patch("x = 1\ny = 2", "x = 1\n")}};
  last.patch = last.steps[0].patch;
  EXPECT_THAT(commented_manifests(last), testing::EndsWith("x = 1\n# a: A\n#   was: y = 2\n"));
}

TEST(CommentedManifests, StandOnTopWhereNoCommentCanStandInside) {
  Companions text = companions();
  text.steps = {{.id = "a",
                 .title = "A",
                 .saving = "",
                 .patch = patch("d = \"\"\"\none\ntwo\"\"\"\n", "d = \"\"\"\none\n2\"\"\"\n")}};
  text.patch = text.steps[0].patch;
  EXPECT_THAT(commented_manifests(text),
              testing::EndsWith("# ---- Cargo.toml ----\n# a: A\nd = \"\"\"\none\n2\"\"\"\n"));
}

TEST(PatchScript, IsAStepForEachFixThenTheLockThenCargosWord) {
  EXPECT_EQ(patch_script(companions()),
            "#!/bin/sh\n"
            "# What makespan proposes for this workspace, from run r1 (cargo build).\n"
            "# Run it in the workspace's root: sh THIS_FILE\n"
            "set -e\n"
            "test -f Cargo.toml\n"
            "\n"
            "# release.codegen-units=16: Generate release code in 16 pieces\n"
            "# saves 3.2 s\n"
            "patch --binary -p1 <<'END_OF_PATCH'\n" +
                unified_diff(patch(kBefore, kFirst), "/w") +
                "END_OF_PATCH\n"
                "\n"
                "# unused:w/rand: Drop rand\n"
                "patch --binary -p1 <<'END_OF_PATCH'\n" +
                unified_diff(patch(kFirst, kSecond), "/w") +
                "END_OF_PATCH\n"
                "\n"
                "# Cargo.lock, as cargo resolves it then: no other version changes\n"
                "patch --binary -p1 <<'END_OF_PATCH'\n" +
                unified_diff(
                    {.files = {{.path = "/w/Cargo.lock", .before = "a\n", .after = "b\n"}}}, "/w") +
                "END_OF_PATCH\n"
                "\n"
                "# cargo takes it as it is\n"
                "cargo metadata --locked --offline --format-version 1 >/dev/null\n");
}

TEST(PatchScript, NamesTheUsersConfigurationForAnyUser) {
  Companions user = companions();
  user.cargo_home = "/home/me/.cargo";
  user.patch = {
      .files = {{.path = "/home/me/.cargo/config.toml", .before = "a\n", .after = "b\n"}}};
  user.steps = {{.id = "a", .title = "A", .saving = "", .patch = user.patch}};
  EXPECT_THAT(patch_script(user),
              testing::HasSubstr("\npatch --binary -p1 -d \"${CARGO_HOME:-$HOME/.cargo}\" <<"));
}

TEST(PatchScript, PatchesAFileOutsideTheWorkspaceWhereItIs) {
  Companions outside = companions();
  Patch elsewhere{
      .files = {{.path = "/it's/lib/Cargo.toml", .before = "a\n", .after = "END_OF_PATCH\n"}}};
  outside.steps = {{.id = "a", .title = "A", .saving = "", .patch = elsewhere}};
  outside.patch = elsewhere;
  EXPECT_THAT(patch_script(outside),
              testing::HasSubstr("patch --binary -p1 -d '/it'\\''s/lib' <<'END_OF_PATCH_'\n"
                                 "diff --git a/Cargo.toml b/Cargo.toml\n"));
}

}  // namespace
}  // namespace makespan
