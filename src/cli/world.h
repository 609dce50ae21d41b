#pragma once
// World: every door that a command may go through, so that commands are tested with fakes.

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "system/command_runner.h"
#include "system/file_names.h"
#include "system/file_system.h"
#include "system/terminal.h"

namespace makespan {

constexpr int kExitFine = 0;
constexpr int kExitFailed = 1;
constexpr int kExitWrongUse = 2;

struct World {
  FileSystem& files;
  FileNames& names;
  CommandRunner& commands;
  Terminal output;  // standard output
  Terminal error;   // standard error
  std::string working_directory;
  std::function<std::optional<std::string>(const std::string&)> environment;
  std::function<Status(std::string_view)> print;  // to standard output, as it is
  std::function<void(std::string_view)> say;      // a line on standard error, behind "makespan: "

  // An environment variable's value, or the default where it is not set or empty.
  [[nodiscard]] std::string variable(const std::string& name,
                                     const std::string& otherwise = {}) const;
};

World real_world();

}  // namespace makespan
