#include "record/proc_files_linux.h"

#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <cstdio>
#include <vector>

namespace makespan {
namespace {

// Big enough for all but long command lines and environments, which grow it.
constexpr size_t kBufferBytes = 16384;

uint64_t parse_number(std::string_view& text) {
  while (!text.empty() && (text[0] == ' ' || text[0] == '\t'))
    text.remove_prefix(1);
  uint64_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  text.remove_prefix(static_cast<size_t>(end - text.data()));
  return value;
}

Duration ticks(uint64_t count) {
  static const long per_second = ::sysconf(_SC_CLK_TCK);
  return Duration::nanoseconds(static_cast<int64_t>(count) * (1'000'000'000 / per_second));
}

using Path = std::array<char, 48>;

Path path_of(int32_t id, const char* name) {
  Path path;
  std::snprintf(path.data(), path.size(), "%d/%s", id, name);
  return path;
}

}  // namespace

ProcFiles::ProcFiles() : root_(::open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  buffer_.resize(kBufferBytes);
}

ProcFiles::~ProcFiles() {
  if (root_ >= 0) ::close(root_);
}

std::string_view ProcFiles::read(int32_t id, const char* name) {
  int fd = ::openat(root_, path_of(id, name).data(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return {};
  size_t size = 0;
  while (true) {
    if (size == buffer_.size()) buffer_.resize(2 * buffer_.size());
    ssize_t got = ::read(fd, buffer_.data() + size, buffer_.size() - size);
    if (got <= 0) break;
    size += static_cast<size_t>(got);
    // These files fill what they are given: a short answer is the whole one.
    if (size < buffer_.size()) break;
  }
  ::close(fd);
  return std::string_view(buffer_).substr(0, size);
}

std::string ProcFiles::link(int32_t id, const char* name) {
  std::array<char, 4096> target;
  ssize_t size = ::readlinkat(root_, path_of(id, name).data(), target.data(), target.size());
  if (size <= 0) return {};
  std::string_view text(target.data(), static_cast<size_t>(size));
  constexpr std::string_view kDeleted = " (deleted)";
  if (text.ends_with(kDeleted)) text.remove_suffix(kDeleted.size());
  return std::string(text);
}

std::optional<ProcFiles::Schedule> ProcFiles::schedule(int32_t thread) {
  std::string_view text = read(thread, "schedstat");
  if (text.empty()) return std::nullopt;
  uint64_t cpu = parse_number(text);
  uint64_t wait = parse_number(text);
  return Schedule{.cpu = Duration::nanoseconds(static_cast<int64_t>(cpu)),
                  .run_queue_wait = Duration::nanoseconds(static_cast<int64_t>(wait))};
}

std::string ProcFiles::thread_name(int32_t thread) {
  std::string_view text = read(thread, "comm");
  if (text.ends_with('\n')) text.remove_suffix(1);
  return std::string(text);
}

std::optional<ProcFiles::Bytes> ProcFiles::storage_bytes(int32_t process) {
  std::string_view text = read(process, "io");
  std::optional<uint64_t> read_bytes = number_after(text, "\nread_bytes:");
  std::optional<uint64_t> written = number_after(text, "\nwrite_bytes:");
  if (!read_bytes || !written) return std::nullopt;
  return Bytes{.read = *read_bytes, .written = *written};
}

std::optional<uint64_t> ProcFiles::peak_memory(int32_t process) {
  std::optional<uint64_t> kibibytes = number_after(read(process, "status"), "\nVmHWM:");
  if (!kibibytes) return std::nullopt;
  return *kibibytes * 1024;
}

std::optional<int32_t> ProcFiles::process_of(int32_t thread) {
  std::optional<uint64_t> process = number_after(read(thread, "status"), "\nTgid:");
  if (!process) return std::nullopt;
  return static_cast<int32_t>(*process);
}

bool ProcFiles::is_traced(int32_t process) {
  std::string_view text = read(process, "status");
  return !text.empty() && text.find("\nTracerPid:\t0\n") == std::string_view::npos;
}

// "1234 (a name) S 1 …": the name may hold blanks and brackets, so it ends at the last bracket.
std::optional<ProcFiles::Status> ProcFiles::status(int32_t process) {
  std::string_view text = read(process, "stat");
  size_t open = text.find('(');
  size_t close = text.rfind(')');
  if (open == std::string_view::npos || close == std::string_view::npos || close + 4 > text.size())
    return std::nullopt;
  Status status{.name = std::string(text.substr(open + 1, close - open - 1)),
                .state = text[close + 2]};
  text.remove_prefix(close + 3);
  // Fields from the 4th (ppid) on, numbered as in proc(5); those with a sign are not used.
  for (int field = 4; field <= 48 && !text.empty(); ++field) {
    if (text.starts_with(" -")) text.remove_prefix(2);
    uint64_t value = parse_number(text);
    if (field == 4) status.parent = static_cast<int32_t>(value);
    if (field == 14) status.user = ticks(value);
    if (field == 15) status.system = ticks(value);
    if (field == 22) status.start_ticks = value;
    if (field == 48) status.arguments_at = value;
  }
  return status;
}

std::optional<Duration> process_cpu(int32_t process) {
  // What clock_getcpuclockid gives, without its own system call: the scheduler's clock of a
  // process.
  clockid_t clock = static_cast<clockid_t>((~static_cast<uint32_t>(process) << 3) | 2U);
  timespec time = {};
  if (::clock_gettime(clock, &time) != 0) return std::nullopt;
  return Duration::nanoseconds(time.tv_sec * 1'000'000'000 + time.tv_nsec);
}

std::optional<uint64_t> number_after(std::string_view text, std::string_view key) {
  size_t at = text.find(key);
  if (at == std::string_view::npos) return std::nullopt;
  text.remove_prefix(at + key.size());
  return parse_number(text);
}

}  // namespace makespan
