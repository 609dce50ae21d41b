#include "record/host_facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace makespan {
namespace {

std::string read_or_empty(FileSystem& files, const std::string& path) {
  return files.read_file(path).value_or(std::string());
}

std::string_view trimmed(std::string_view text) {
  size_t first = text.find_first_not_of(" \t\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
}

std::optional<int64_t> number(std::string_view text) {
  text = trimmed(text);
  int64_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end == text.data()) return std::nullopt;
  return value;
}

// The text behind "key : " in /proc/cpuinfo or /proc/meminfo.
std::string_view value_of(std::string_view text, std::string_view key) {
  size_t at = text.find(key);
  if (at == std::string_view::npos) return {};
  std::string_view line = text.substr(at + key.size());
  line = line.substr(0, line.find('\n'));
  line.remove_prefix(std::min(line.find(':') + 1, line.size()));
  return trimmed(line);
}

// Where our control groups are: "9:cpu,cpuacct:/docker/ab" (v1), "0::/user.slice" (v2).
struct Groups {
  std::string unified;
  std::string cpu;
  std::string memory;
};

Groups parse_groups(std::string_view text) {
  Groups groups;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    size_t first = line.find(':');
    size_t second = line.find(':', first + 1);
    if (second == std::string_view::npos) continue;
    std::string controllers = fmt::format(",{},", line.substr(first + 1, second - first - 1));
    std::string path(line.substr(second + 1));
    if (controllers == ",,") groups.unified = path;
    if (controllers.find(",cpu,") != std::string::npos) groups.cpu = path;
    if (controllers.find(",memory,") != std::string::npos) groups.memory = path;
  }
  return groups;
}

// The group's directory and each above it: a limit holds for everything below. Within a container
// the path may not be visible below the mount, whose top is then the group itself.
std::vector<std::string> directories(const std::string& mount, std::string group) {
  std::vector<std::string> all;
  while (group.size() > 1) {
    all.push_back(mount + group);
    group = parent_path(group);
  }
  all.push_back(mount);
  return all;
}

struct Limits {
  std::optional<double> cores;
  std::optional<uint64_t> memory_bytes;

  void add_cores(std::optional<double> more) {
    if (more && (!cores || *more < *cores)) cores = more;
  }
  void add_memory(std::optional<int64_t> more) {
    if (!more || *more <= 0) return;
    auto bytes = static_cast<uint64_t>(*more);
    if (!memory_bytes || bytes < *memory_bytes) memory_bytes = bytes;
  }
};

Limits group_limits(FileSystem& files, const std::string& root) {
  Groups groups = parse_groups(read_or_empty(files, root + "/proc/self/cgroup"));
  std::string mount = root + "/sys/fs/cgroup";
  Limits limits;
  for (const std::string& directory : directories(mount, groups.unified)) {
    limits.add_cores(parse_cpu_max(read_or_empty(files, directory + "/cpu.max")));
    limits.add_memory(number(read_or_empty(files, directory + "/memory.max")));
  }
  for (const std::string& directory : directories(mount + "/cpu", groups.cpu)) {
    std::optional<int64_t> quota = number(read_or_empty(files, directory + "/cpu.cfs_quota_us"));
    std::optional<int64_t> period = number(read_or_empty(files, directory + "/cpu.cfs_period_us"));
    if (quota && period && *quota > 0 && *period > 0) {
      limits.add_cores(static_cast<double>(*quota) / static_cast<double>(*period));
    }
  }
  for (const std::string& directory : directories(mount + "/memory", groups.memory))
    limits.add_memory(number(read_or_empty(files, directory + "/memory.limit_in_bytes")));
  return limits;
}

}  // namespace

std::optional<double> parse_cpu_max(std::string_view text) {
  std::optional<int64_t> quota = number(text);
  size_t blank = text.find(' ');
  if (!quota || blank == std::string_view::npos) return std::nullopt;
  std::optional<int64_t> period = number(text.substr(blank));
  if (!period || *period <= 0 || *quota <= 0) return std::nullopt;
  return static_cast<double>(*quota) / static_cast<double>(*period);
}

Host describe_host(FileSystem& files, size_t affinity_cores, const std::string& root) {
  std::string processors = read_or_empty(files, root + "/proc/cpuinfo");
  std::string memory = read_or_empty(files, root + "/proc/meminfo");
  Host host;
  host.cpu_model = value_of(processors, "model name");
  if (host.cpu_model.empty()) host.cpu_model = value_of(processors, "Processor");
  host.kernel =
      fmt::format("{} {}", trimmed(read_or_empty(files, root + "/proc/sys/kernel/ostype")),
                  trimmed(read_or_empty(files, root + "/proc/sys/kernel/osrelease")));
  size_t at = 0;
  while ((at = processors.find("processor\t", at)) != std::string::npos) {
    ++host.online_cores;
    ++at;
  }
  if (std::optional<int64_t> kibibytes = number(value_of(memory, "MemTotal"))) {
    host.memory_bytes = static_cast<uint64_t>(*kibibytes) * 1024;
  }
  Limits limits = group_limits(files, root);
  host.cores = static_cast<double>(affinity_cores);
  if (limits.cores) host.cores = std::min(host.cores, *limits.cores);
  if (limits.memory_bytes && (host.memory_bytes == 0 || *limits.memory_bytes < host.memory_bytes))
    host.memory_bytes = *limits.memory_bytes;
  return host;
}

}  // namespace makespan
