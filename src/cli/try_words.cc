#include "cli/try_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "import/cargo/cargo_command.h"
#include "system/file_system.h"

namespace makespan {
namespace {

using Words = std::vector<std::string>;

constexpr std::string_view kOnlyClippys = "--no-deps";

// Where the word stands that `part` of the parsed command is; the end where it is none.
size_t place_of(std::string_view CargoCommand::*part, const Words& command) {
  std::vector<std::string_view> views(command.begin() + 1, command.end());
  std::string_view word = parse_cargo_command(views).*part;
  for (size_t i = 1; i < command.size(); ++i) {
    if (!word.empty() && views[i - 1].data() == word.data()) return i;
  }
  return command.size();
}

size_t subcommand_place(const Words& command) {
  return place_of(&CargoCommand::subcommand, command);
}

void drop_program_words(Words& command) {
  command.erase(std::find(command.begin(), command.end(), "--"), command.end());
}

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Words of cargo's own, in front of `--`.
void drop_words(Words& command, std::initializer_list<std::string_view> words) {
  auto end = std::find(command.begin(), command.end(), "--");
  auto dropped = [&](const std::string& word) { return one_of(word, words); };
  command.erase(std::remove_if(command.begin(), end, dropped), end);
}

// An option of cargo's with its value, as one word or two.
struct Option {
  size_t place = 0;
  size_t words = 1;
  std::string value;
};

std::optional<Option> option_at(const Words& command, size_t place, std::string_view name) {
  std::string_view word = command[place];
  if (word == name) {
    bool last = place + 1 == command.size();
    return Option{place, last ? 1U : 2U, last ? std::string() : command[place + 1]};
  }
  if (!word.starts_with(name) || word[name.size()] != '=') return std::nullopt;
  return Option{place, 1, std::string(word.substr(name.size() + 1))};
}

std::vector<Option> find_options(const Words& command, std::string_view name) {
  std::vector<Option> found;
  for (size_t i = 1; i < command.size() && command[i] != "--"; ++i) {
    std::optional<Option> option = option_at(command, i, name);
    if (!option) continue;
    i += option->words - 1;
    found.push_back(std::move(*option));
  }
  return found;
}

Words option_values(const Words& command, std::string_view name) {
  Words values;
  if (!is_cargo(command)) return values;
  for (const Option& option : find_options(command, name))
    values.push_back(option.value);
  return values;
}

void drop_options(Words& command, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    std::vector<Option> options = find_options(command, name);
    for (auto option = options.rbegin(); option != options.rend(); ++option) {
      auto at = command.begin() + static_cast<ptrdiff_t>(option->place);
      command.erase(at, at + static_cast<ptrdiff_t>(option->words));
    }
  }
}

// With these a build in the copy would write into the user's own directories.
Status check_stays_inside(const Words& command, size_t subcommand) {
  std::string_view way_out;
  if (one_of(command[subcommand], {"install", "uninstall", "publish"}))
    way_out = command[subcommand];
  if (!find_options(command, "--lockfile-path").empty()) way_out = "--lockfile-path";
  for (size_t i = 1; i < subcommand; ++i) {
    if (command[i].starts_with("-C")) way_out = "-C";
  }
  if (way_out.empty()) return {};
  return failure(
      ErrorKind::invalid,
      fmt::format("`cargo {}` does not stay in a scratch copy: say what to build without "
                  "it, behind `--`",
                  way_out));
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
  MAKESPAN_CHECKED(check_stays_inside(command, place));
  std::string& subcommand = command[place];
  if (one_of(subcommand, {"run", "r"})) {
    size_t own = place_of(&CargoCommand::operand, command);
    command.erase(command.begin() + static_cast<ptrdiff_t>(own), command.end());
    subcommand = "build";
  }
  // What changes the sources would do so in the first round only.
  if (subcommand == "clippy")
    drop_words(command, {"--fix", "--allow-dirty", "--allow-staged", "--allow-no-vcs"});
  bool runs = one_of(subcommand, {"test", "t", "bench"});
  if (one_of(subcommand, {"build", "b"}) || runs) drop_program_words(command);
  drop_options(command, {"--target-dir", "--build-dir", "--artifact-dir", "--out-dir"});
  if (runs && std::find(command.begin(), command.end(), "--no-run") == command.end())
    command.emplace_back("--no-run");
  return command;
}

Words cargo_of(const Words& command) {
  if (!is_cargo(command)) return {"cargo"};
  // A relative path leads to it from the command's directory alone.
  Words cargo = {command[0].starts_with('/') ? command[0] : "cargo"};
  if (command.size() > 1 && command[1].starts_with('+')) cargo.push_back(command[1]);
  return cargo;
}

Words config_values(const Words& command) {
  return option_values(command, "--config");
}

Words target_values(const Words& command) {
  return option_values(command, "--target");
}

std::string manifest_path(const Words& command) {
  if (!is_cargo(command)) return {};
  std::vector<std::string_view> views(command.begin() + 1, command.end());
  return std::string(parse_cargo_command(views).manifest_path);
}

Words with_manifest_path(Words command, const std::string& path) {
  for (const Option& option : find_options(command, "--manifest-path")) {
    bool two = option.words == 2;
    command[option.place + (two ? 1 : 0)] = two ? path : "--manifest-path=" + path;
  }
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
  drop_words(command, {"--no-run", kOnlyClippys, "--keep-going"});
  return command;
}

Words linking_command(Words command) {
  size_t place = is_cargo(command) ? subcommand_place(command) : command.size();
  if (place == command.size() || !one_of(command[place], {"check", "c", "clippy"})) return {};
  command[place] = "build";
  drop_program_words(command);
  drop_words(command, {kOnlyClippys});
  return command;
}

Words with_profile(Words command, const std::string& profile) {
  if (profile.empty() || !is_cargo(command)) return command;
  size_t place = subcommand_place(command);
  if (place == command.size()) return command;
  drop_options(command, {"--profile"});
  drop_words(command, {"--release", "-r"});
  command.insert(command.begin() + static_cast<ptrdiff_t>(place) + 1, {"--profile", profile});
  return command;
}

}  // namespace makespan
