#include "model/chosen_toolchain.h"

#include <gtest/gtest.h>

#include "model/trace_builder.h"

namespace makespan {
namespace {

std::string toolchain(std::vector<std::string> command,
                      const std::vector<std::vector<std::string_view>>& cargo_images = {}) {
  TraceBuilder builder;
  builder.run().command = std::move(command);
  const ProcessId process = builder.add_process({});
  for (const std::vector<std::string_view>& words : cargo_images) {
    std::vector<StringId> arguments;
    for (std::string_view word : words)
      arguments.push_back(builder.intern(word));
    builder.add_image({.process = process}, arguments, {});
  }
  builder.add_invocation({.tool = BuildTool::cargo, .process = process});
  return chosen_toolchain(std::move(builder).finish().value());
}

TEST(ChosenToolchain, IsTheCommandsOwn) {
  EXPECT_EQ(toolchain({"cargo", "+nightly", "build"}), "+nightly");
  EXPECT_EQ(toolchain({"env", "RUSTUP_TOOLCHAIN=1.80", "make"}), "+1.80");
  EXPECT_EQ(toolchain({"cargo", "build"}), "");
}

TEST(ChosenToolchain, IsThatOfTheCargoThatTheCommandStarted) {
  EXPECT_EQ(toolchain({"make"}, {{"cargo", "+nightly", "build"}, {"/t/bin/cargo", "build"}}),
            "+nightly");
  EXPECT_EQ(toolchain({"env", "A=1", "cargo", "+beta", "b"},
                      {{"env", "A=1", "cargo", "+beta", "b"}, {"cargo", "+beta", "b"}}),
            "+beta");
  EXPECT_EQ(toolchain({"make"}, {{"cargo"}, {"/t/bin/cargo", "build"}}), "");
}

}  // namespace
}  // namespace makespan
