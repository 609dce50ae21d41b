#include "cli/try_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "import/cargo/cargo_command.h"
#include "system/file_system.h"

namespace makespan {
namespace {

using Words = std::vector<std::string>;

// Where the subcommand stands; the end where there is none.
size_t subcommand_place(const Words& command) {
  std::vector<std::string_view> views(command.begin() + 1, command.end());
  std::string_view subcommand = parse_cargo_command(views).subcommand;
  for (size_t i = 1; i < command.size(); ++i) {
    if (!subcommand.empty() && views[i - 1].data() == subcommand.data()) return i;
  }
  return command.size();
}

void drop_program_words(Words& command) {
  command.erase(std::find(command.begin(), command.end(), "--"), command.end());
}

void drop_directories(Words& command) {
  for (size_t i = 1; i < command.size() && command[i] != "--";) {
    bool two = command[i] == "--target-dir" || command[i] == "--build-dir";
    bool one = command[i].starts_with("--target-dir=") || command[i].starts_with("--build-dir=");
    auto at = command.begin() + static_cast<ptrdiff_t>(i);
    if (two || one) {
      command.erase(at, std::min(at + (two ? 2 : 1), command.end()));
    } else {
      ++i;
    }
  }
}

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

bool is_cargo(const std::vector<std::string>& command) {
  return !command.empty() && base_name(command[0]) == "cargo";
}

Result<Words> buildable_command(Words command) {
  auto masked = [](const std::string& word) { return word.find("***") != std::string::npos; };
  if (auto found = std::find_if(command.begin(), command.end(), masked); found != command.end()) {
    return failure(ErrorKind::invalid,
                   fmt::format("the recorded command has a secret that was not kept (`{}`): give "
                               "the command behind `--`",
                               *found));
  }
  if (!is_cargo(command)) return command;
  size_t place = subcommand_place(command);
  if (place == command.size()) {
    return failure(ErrorKind::invalid, fmt::format("`{}` builds nothing", command[0]));
  }
  std::string& subcommand = command[place];
  if (one_of(subcommand, {"run", "r"})) subcommand = "build";
  bool runs = one_of(subcommand, {"test", "t", "bench"});
  if (one_of(subcommand, {"build", "b"}) || runs) drop_program_words(command);
  drop_directories(command);
  if (runs && std::find(command.begin(), command.end(), "--no-run") == command.end())
    command.emplace_back("--no-run");
  return command;
}

Result<Words> testing_command(Words command) {
  size_t place = is_cargo(command) ? subcommand_place(command) : command.size();
  if (place == command.size() ||
      !one_of(command[place], {"build", "b", "check", "c", "clippy", "test", "t", "bench"})) {
    return failure(ErrorKind::invalid,
                   "--test runs `cargo test` for a `cargo build`; what is built here is another "
                   "command (see `makespan help try`)");
  }
  command[place] = "test";
  drop_program_words(command);
  std::erase(command, "--no-run");
  return command;
}

Words linking_command(Words command) {
  size_t place = is_cargo(command) ? subcommand_place(command) : command.size();
  if (place == command.size() || !one_of(command[place], {"check", "c", "clippy"})) return {};
  command[place] = "build";
  drop_program_words(command);
  return command;
}

}  // namespace makespan
