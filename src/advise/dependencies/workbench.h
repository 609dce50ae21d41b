#pragma once
// Workbench: the door to a scratch copy of the workspace, in which cargo may be called. Every path
// that goes in or out is the user's own; what really runs, runs in the copy.

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "system/command_runner.h"

namespace makespan {

struct CargoCall {
  std::vector<std::string> arguments;                            // behind `cargo`
  std::string directory;                                         // where it runs
  std::vector<std::pair<std::string, std::string>> environment;  // on top of our own
  std::chrono::milliseconds limit = std::chrono::minutes(10);
};

class Workbench {
 public:
  virtual ~Workbench() = default;

  // Runs cargo with a target directory of the copy's own. Failing to compile is no error; not being
  // able to start, or running out of time, is.
  virtual Result<CommandOutput> cargo(const CargoCall& call) = 0;
  // A file of the copy.
  virtual Status write(const std::string& path, std::string_view text) = 0;
  // A script in folder() that can be run; its path.
  virtual Result<std::string> program(std::string_view name, std::string_view text) = 0;
  // An empty folder beside the copy that is there for the caller's own files; not a user's path.
  virtual std::string folder() = 0;
  // The user's path of one in the copy; others come back as they are, and what was built there.
  virtual std::string original(const std::string& path) = 0;
  // Where the user's file or directory is in the copy.
  virtual std::string copied(const std::string& path) = 0;
};

}  // namespace makespan
