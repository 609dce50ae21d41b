#pragma once
// CargoWorkspace: a small real workspace on disk for tests that run cargo: path packages only, so
// that nothing is fetched.
//
//   base    a library with features           macros  a proc-macro that uses base
//   native  `links`, with a build script      app     a library, a binary and a test of all three

#include <string>
#include <vector>

#include "system/command_runner.h"
#include "system/file_system.h"

namespace makespan {

class CargoWorkspace {
 public:
  // In a new folder beneath the system's temporary directory, removed by the destructor.
  explicit CargoWorkspace(const std::string& name);
  ~CargoWorkspace();
  CargoWorkspace(const CargoWorkspace&) = delete;
  CargoWorkspace& operator=(const CargoWorkspace&) = delete;

  [[nodiscard]] const std::string& root() const { return root_; }
  void write(const std::string& path, const std::string& text);
  // `env SETTING… cargo ARGUMENT…` in the workspace, with CARGO_TARGET_DIR and the like unset.
  CommandOutput cargo(std::vector<std::string> arguments, std::vector<std::string> settings = {});
  // Any command, in the workspace.
  CommandOutput run(const std::vector<std::string>& command);

 private:
  std::string root_;
};

}  // namespace makespan
