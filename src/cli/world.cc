#include "cli/world.h"

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "system/errno_error.h"

namespace makespan {
namespace {

Status print_to_standard_output(std::string_view text) {
  bool whole = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (!whole || std::fflush(stdout) != 0)
    return errno_failure(errno, "write to", "standard output");
  return {};
}

// Our messages have no other character that is not ASCII. What they quote (names of files) stays as
// it is: it must be found again.
std::string without_ellipsis(std::string_view line) {
  constexpr std::string_view ellipsis = "…";
  std::string result(line);
  for (size_t at = 0; (at = result.find(ellipsis, at)) != std::string::npos;)
    result.replace(at, ellipsis.size(), "...");
  return result;
}

void say_on_standard_error(const Terminal& terminal, std::string_view line) {
  std::string text = terminal.unicode ? std::string(line) : without_ellipsis(line);
  std::fprintf(stderr, "makespan: %s\n", text.c_str());
}

}  // namespace

World real_world() {
  std::error_code error;
  return {.files = real_file_system(),
          .names = real_file_names(),
          .commands = real_command_runner(),
          .output = describe_terminal(Stream::standard_output),
          .error = describe_terminal(Stream::standard_error),
          .working_directory = std::filesystem::current_path(error).string(),
          .environment = [](const std::string& name) -> std::optional<std::string> {
            const char* value = environment_variable(name.c_str());
            return value == nullptr ? std::nullopt : std::optional<std::string>(value);
          },
          .print = print_to_standard_output,
          .say = [terminal = describe_terminal(Stream::standard_error)](
                     std::string_view line) { say_on_standard_error(terminal, line); }};
}

std::string World::variable(const std::string& name, const std::string& otherwise) const {
  std::optional<std::string> value = environment(name);
  return value && !value->empty() ? *value : otherwise;
}

}  // namespace makespan
