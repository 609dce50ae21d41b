#include "import/cargo/cargo_command.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace makespan {
namespace {

// Options with a value of its own argument, in front of or behind the subcommand; those that are
// looked at are not here.
constexpr std::array<std::string_view, 26> kWithValue = {
    "--color",   "--config",         "-Z",
    "-C",        "--explain",        "--bin",
    "--example", "--test",           "--bench",
    "--exclude", "--features",       "-F",
    "--target",  "--message-format", "--lockfile-path",
    "--index",   "--registry",       "--root",
    "--git",     "--branch",         "--tag",
    "--rev",     "--path",           "--artifact-dir",
    "--out-dir", "--build-dir"};

constexpr std::array<std::string_view, 27> kNeverBuild = {
    "metadata",       "tree",   "fetch",         "update", "generate-lockfile",
    "locate-project", "pkgid",  "read-manifest", "help",   "version",
    "search",         "login",  "logout",        "owner",  "add",
    "remove",         "rm",     "new",           "init",   "clean",
    "config",         "vendor", "info",          "fmt",    "yank",
    "verify-project", "report"};

std::optional<int64_t> number(std::string_view text) {
  int64_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value == 0) return std::nullopt;
  return value;
}

class CommandReader {
 public:
  explicit CommandReader(std::span<const std::string_view> items) : items_(items) {}

  CargoCommand read() {
    while (at_ < items_.size() && items_[at_] != "--") {
      std::string_view argument = items_[at_++];
      if (!argument.starts_with('-')) {
        if (!read_word(argument)) break;
      } else {
        read_option(argument);
      }
    }
    return std::move(command_);
  }

 private:
  // false: what follows is no word of cargo's.
  bool read_word(std::string_view argument) {
    if (command_.subcommand.empty()) {
      if (!argument.starts_with('+')) command_.subcommand = argument;
      return true;
    }
    if (command_.operand.empty()) command_.operand = argument;
    return command_.subcommand != "run" && command_.subcommand != "r";
  }

  void read_option(std::string_view argument) {
    if (argument == "--release" || argument == "-r") {
      command_.profile = "release";
    } else if (auto profile = value(argument, "--profile", "")) {
      command_.profile = *profile;
    } else if (auto folder = value(argument, "--target-dir", "")) {
      command_.target_directory = *folder;
    } else if (auto manifest = value(argument, "--manifest-path", "")) {
      command_.manifest_path = *manifest;
    } else if (auto jobs = value(argument, "--jobs", "-j")) {
      command_.jobs = number(*jobs);
    } else if (auto package = value(argument, "--package", "-p")) {
      command_.packages.push_back(*package);
    } else if (std::find(kWithValue.begin(), kWithValue.end(), argument) != kWithValue.end()) {
      ++at_;
    }
  }

  // `--jobs 4`, `--jobs=4`, `-j 4`, `-j4`, `-j=4`.
  std::optional<std::string_view> value(std::string_view argument, std::string_view name,
                                        std::string_view short_name) {
    if (argument == name || argument == short_name) {
      return at_ < items_.size() ? items_[at_++] : std::string_view();
    }
    if (argument.starts_with(name) && argument[name.size()] == '=') {
      return argument.substr(name.size() + 1);
    }
    if (!short_name.empty() && argument.starts_with(short_name) && !argument.starts_with("--")) {
      argument.remove_prefix(short_name.size());
      return argument.starts_with('=') ? argument.substr(1) : argument;
    }
    return std::nullopt;
  }

  std::span<const std::string_view> items_;
  size_t at_ = 0;
  CargoCommand command_;
};

bool plain(char c) {
  constexpr std::string_view kPlain = "-_=+./:,@%^";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         kPlain.find(c) != std::string_view::npos;
}

}  // namespace

CargoCommand parse_cargo_command(std::span<const std::string_view> arguments) {
  return CommandReader(arguments).read();
}

bool may_build(std::string_view subcommand) {
  return !subcommand.empty() &&
         std::find(kNeverBuild.begin(), kNeverBuild.end(), subcommand) == kNeverBuild.end();
}

std::string_view default_profile(std::string_view subcommand) {
  if (subcommand == "install") return "release";
  return subcommand == "bench" ? "bench" : "dev";
}

std::string quoted_command(std::span<const std::string_view> words) {
  std::string command;
  for (std::string_view word : words) {
    if (!command.empty()) command += ' ';
    if (!word.empty() && std::all_of(word.begin(), word.end(), plain)) {
      command += word;
      continue;
    }
    command += '\'';
    for (char c : word) {
      if (c == '\'') {
        command += "'\\''";
      } else {
        command += c;
      }
    }
    command += '\'';
  }
  return command;
}

}  // namespace makespan
