#include <fmt/format.h>
#include <unistd.h>

#include "system/own_process.h"

extern char** environ;

namespace makespan {

std::string owned_name(std::string_view rest) {
  return fmt::format("{}-{}", ::getpid(), rest);
}

bool owner_is_alive(FileSystem& files, std::string_view name) {
  std::string_view pid = name.substr(0, name.find('-'));
  if (pid.empty() || pid.find_first_not_of("0123456789") != std::string_view::npos) return false;
  Result<std::optional<FileStatus>> process = files.status(join_path("/proc", pid));
  return process && process->has_value();
}

std::vector<std::string> own_environment() {
  std::vector<std::string> entries;
  for (char** entry = environ; *entry != nullptr; ++entry)
    entries.emplace_back(*entry);
  return entries;
}

}  // namespace makespan
