#include "gather/testing/cargo_workspace.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <random>

namespace makespan {
namespace {

std::string manifest(const std::string& name, const std::string& version, const std::string& rest) {
  return "[package]\nname = \"" + name + "\"\nversion = \"" + version + "\"\nedition = \"2021\"\n" +
         rest;
}

std::string unique_folder(const std::string& name) {
  std::random_device random;
  return ::testing::TempDir() + "/" + name + "-" + std::to_string(random());
}

}  // namespace

CargoWorkspace::CargoWorkspace(const std::string& name) : root_(unique_folder(name)) {
  write("Cargo.toml",
        "[workspace]\nmembers = [\"base\", \"macros\", \"native\", \"app\"]\nresolver = \"2\"\n");
  write("base/Cargo.toml",
        manifest("base", "0.3.1", "[features]\ndefault = [\"fast\"]\nfast = []\n"));
  write("base/src/lib.rs", "pub fn next(x: u32) -> u32 { x + 1 }\n");
  write("macros/Cargo.toml",
        manifest("macros", "0.1.0",
                 "[lib]\nproc-macro = true\n[dependencies]\nbase = { path = \"../base\" }\n"));
  write("macros/src/lib.rs",
        "#[proc_macro]\npub fn two(_: proc_macro::TokenStream) -> proc_macro::TokenStream {\n"
        "    base::next(1).to_string().parse().unwrap()\n}\n");
  write("native/Cargo.toml", manifest("my-native", "1.2.3", "links = \"mynative\"\n"));
  write("native/src/lib.rs",
        "pub fn seven() -> u32 { include!(concat!(env!(\"OUT_DIR\"), \"/seven.rs\")) }\n");
  write("native/build.rs",
        "fn main() {\n    let out = std::env::var(\"OUT_DIR\").unwrap();\n"
        "    std::fs::write(format!(\"{out}/seven.rs\"), \"7\").unwrap();\n"
        "    println!(\"cargo:rerun-if-changed=build.rs\");\n"
        "    std::thread::sleep(std::time::Duration::from_millis(200));\n}\n");
  write(
      "app/Cargo.toml",
      manifest("app", "0.0.9",
               "[dependencies]\nbase = { path = \"../base\" }\nmacros = { path = \"../macros\" }\n"
               "my-native = { path = \"../native\" }\n"));
  write("app/src/lib.rs",
        "pub fn sum() -> u32 { base::next(my_native::seven()) + macros::two!() }\n");
  write("app/src/main.rs", "fn main() { println!(\"{}\", app::sum()); }\n");
  write("app/tests/sums.rs", "#[test]\nfn sums() { assert_eq!(app::sum(), 10); }\n");
}

CargoWorkspace::~CargoWorkspace() {
  static_cast<void>(real_file_system().remove_tree(root_));
}

void CargoWorkspace::write(const std::string& path, const std::string& text) {
  std::string full = join_path(root_, path);
  ASSERT_TRUE(real_file_system().create_directories(parent_path(full)));
  ASSERT_TRUE(real_file_system().write_file(full, text));
}

CommandOutput CargoWorkspace::run(const std::vector<std::string>& command) {
  Result<CommandOutput> output =
      real_command_runner().run(command, root_, std::chrono::seconds(100));
  if (!output) {
    ADD_FAILURE() << output.error().message;
    return {.exit_code = -1};
  }
  return std::move(*output);
}

CommandOutput CargoWorkspace::cargo(std::vector<std::string> arguments,
                                    std::vector<std::string> settings) {
  std::vector<std::string> command = {"env"};
  for (const char* name : {"CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR", "CARGO_BUILD_BUILD_DIR",
                           "CARGO_BUILD_TARGET", "CARGO_INCREMENTAL", "RUSTFLAGS",
                           "CARGO_ENCODED_RUSTFLAGS", "RUSTC_WRAPPER", "MAKEFLAGS"}) {
    command.insert(command.end(), {"-u", name});
  }
  command.insert(command.end(), settings.begin(), settings.end());
  command.emplace_back("cargo");
  command.insert(command.end(), arguments.begin(), arguments.end());
  return run(command);
}

}  // namespace makespan
