#include "cli/try_variants.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "system/testing/fake_command_runner.h"
#include "system/testing/temporary_directory.h"

namespace makespan {
namespace {

namespace fs = std::filesystem;

constexpr const char* kLinker = "[target.x]\nlinker = \"mold\"\n";

// A workspace `w/app` and a setting for the user's own configuration, `cargo-home/config.toml`.
struct UserSetting : testing::Test {
  UserSetting() { write("w/app/Cargo.toml", "[workspace]\n"); }
  void write(const std::string& name, const std::string& text) const {
    fs::create_directories(fs::path(top + "/" + name).parent_path());
    std::ofstream(top + "/" + name) << text;
  }
  // Puts it in place in a copy, for a command that runs in `where`.
  Status put(const std::string& where = "w/app") {
    ScratchRequest request{.workspace_root = top + "/w/app",
                           .outside = {},
                           .target_directory = "",
                           .environment = {.cache_directory = top + "/cache",
                                           .temporary_directory = "",
                                           .cargo_home = top + "/cargo-home"},
                           .stop = {}};
    MAKESPAN_TRY(ScratchCopy copy, ScratchCopy::create(real_file_system(), commands, request));
    ScratchShell shell(copy, commands, top + "/" + where, {});
    TryVariants variants(real_file_system(), copy, shell, "", {});
    Patch patch{
        .files = {
            {.path = top + "/cargo-home/config.toml", .before = std::nullopt, .after = kLinker}}};
    MAKESPAN_CHECKED(variants.prepare({patch}, {"linker=mold"}));
    MAKESPAN_CHECKED(variants.put(0));
    for (const char* name : {"config", "config.toml"}) {
      Result<std::string> text = real_file_system().read_file(copy.root() + "/.cargo/" + name);
      if (text) configuration[name] = *text;
    }
    return {};
  }

  TemporaryDirectory directory;
  std::string top = directory.path();
  FakeCommandRunner commands;
  std::map<std::string, std::string> configuration;  // of the copy
};

using Files = std::map<std::string, std::string>;

TEST_F(UserSetting, IsMadeInTheCopy) {
  ASSERT_TRUE(put());
  EXPECT_EQ(configuration, (Files{{"config.toml", kLinker}}));
}

TEST_F(UserSetting, JoinsTheFileThatCargoReads) {
  write("w/app/.cargo/config", "[build]\n");
  write("w/app/.cargo/config.toml", "[alias]\n");
  ASSERT_TRUE(put());
  EXPECT_EQ(configuration,
            (Files{{"config", std::string("[build]\n") + kLinker}, {"config.toml", "[alias]\n"}}));
}

TEST_F(UserSetting, IsRefusedWhereATableWouldStandTwice) {
  write("w/app/.cargo/config", "[target.x]\n");
  Status refused = put();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message,
            top +
                "/cargo-home/config.toml cannot be changed for a try, and what is to be tried "
                "cannot be told from what there is in it or in " +
                top + "/w/app/.cargo/config");
}

TEST_F(UserSetting, IsRefusedWhereCargoDoesNotReadTheWorkspacesConfiguration) {
  Status refused = put("w");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message,
            top + "/cargo-home/config.toml cannot be changed for a try, and cargo reads " + top +
                "/w/app/.cargo/config.toml only where it runs in " + top +
                "/w/app: run the try there");
}

}  // namespace
}  // namespace makespan
