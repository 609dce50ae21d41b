#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <sstream>

#include "system/own_process.h"

extern char** environ;

namespace makespan {
namespace {

struct ProcessState {
  char state = 'Z';   // R, S, D, …; Z: a zombie
  std::string start;  // ticks since boot
};

// "4711 (name, with any (bytes)) S 1 …": the state is the first field behind the name, the start
// the twentieth. Nothing where there is no such process.
std::optional<ProcessState> process_state(FileSystem& files, std::string_view pid) {
  Result<std::string> stat = files.read_file(join_path(join_path("/proc", pid), "stat"));
  if (!stat) return std::nullopt;
  std::istringstream fields(stat->substr(std::min(stat->rfind(')') + 1, stat->size())));
  ProcessState process;
  fields >> process.state;
  for (int field = 0; field < 19; ++field)
    fields >> process.start;
  return process;
}

std::string_view digits_at(std::string_view text) {
  return text.substr(0, std::min(text.find_first_not_of("0123456789"), text.size()));
}

// Of "4711.123456-REST" or "4711-REST".
struct Owner {
  std::string_view pid;
  std::string_view start;  // empty: not told
};

std::optional<Owner> owner_in(std::string_view name) {
  Owner owner{.pid = digits_at(name)};
  name.remove_prefix(owner.pid.size());
  if (name.starts_with('.')) {
    owner.start = digits_at(name.substr(1));
    if (owner.start.empty()) return std::nullopt;
    name.remove_prefix(1 + owner.start.size());
  }
  if (owner.pid.empty() || !name.starts_with('-')) return std::nullopt;
  return owner;
}

bool runs(const std::optional<ProcessState>& process) {
  return process && process->state != 'Z' && process->state != 'X';
}

}  // namespace

std::string owned_name(std::string_view rest) {
  std::string pid = std::to_string(::getpid());
  std::optional<ProcessState> self = process_state(real_file_system(), pid);
  return self ? fmt::format("{}.{}-{}", pid, self->start, rest) : fmt::format("{}-{}", pid, rest);
}

bool is_owned_name(std::string_view name) {
  return owner_in(name).has_value();
}

bool owner_is_alive(FileSystem& files, std::string_view name) {
  std::optional<Owner> owner = owner_in(name);
  if (!owner) return false;
  std::optional<ProcessState> process = process_state(files, owner->pid);
  return runs(process) && (owner->start.empty() || process->start == owner->start);
}

std::vector<std::string> own_environment() {
  std::vector<std::string> entries;
  for (char** entry = environ; *entry != nullptr; ++entry)
    entries.emplace_back(*entry);
  return entries;
}

std::string process_identity(FileSystem& files) {
  std::string pid = std::to_string(::getpid());
  std::optional<ProcessState> self = process_state(files, pid);
  return fmt::format("{}@{}", pid, self ? self->start : "");
}

bool process_is_alive(FileSystem& files, std::string_view identity) {
  size_t at = identity.find('@');
  if (at == std::string_view::npos) return false;
  std::optional<ProcessState> process = process_state(files, identity.substr(0, at));
  return runs(process) && process->start == identity.substr(at + 1);
}

}  // namespace makespan
