#include "import/cargo/program_subject.h"

#include <algorithm>
#include <array>

namespace makespan {
namespace {

constexpr std::array<std::string_view, 17> kSourceSuffixes = {
    ".c", ".cc", ".cpp", ".cxx", ".c++", ".C",   ".m",    ".mm", ".s",
    ".S", ".sx", ".f",   ".f90", ".f95", ".asm", ".cppm", ".cu"};

bool is_source(std::string_view argument) {
  if (argument.starts_with('-')) return false;
  return std::any_of(kSourceSuffixes.begin(), kSourceSuffixes.end(),
                     [&](std::string_view suffix) { return argument.ends_with(suffix); });
}

// Where compiler drivers put what their parts hand to each other: "/tmp/ccF3kq1t.s".
bool is_temporary(std::string_view path) {
  size_t name = path.find_last_of('/') + 1;
  return path.starts_with("/tmp/") && path.substr(name).starts_with("cc");
}

std::string without_folder(std::string_view path) {
  return std::string(path.substr(path.find_last_of('/') + 1));
}

}  // namespace

std::string program_subject(const std::vector<std::string_view>& arguments) {
  std::string output;
  for (size_t i = 1; i < arguments.size(); ++i) {
    if (is_source(arguments[i]) && !is_temporary(arguments[i])) return without_folder(arguments[i]);
    if (arguments[i] == "-o" && i + 1 < arguments.size()) {
      if (!is_temporary(arguments[i + 1])) output = without_folder(arguments[i + 1]);
      ++i;
    }
  }
  return output;
}

}  // namespace makespan
