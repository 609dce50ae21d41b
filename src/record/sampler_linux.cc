#include "record/sampler_linux.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "base/take_line.h"

namespace makespan {
namespace {

constexpr std::array kPaths = {"/proc/stat",         "/proc/meminfo",     "/proc/vmstat",
                               "/proc/pressure/cpu", "/proc/pressure/io", "/proc/pressure/memory"};
constexpr uint64_t kTicksPerSecond = 100;  // USER_HZ: the same on every Linux we run on

std::string_view next_word(std::string_view& line) {
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  size_t end = std::min(line.find(' '), line.size());
  std::string_view word = line.substr(0, end);
  line.remove_prefix(end);
  return word;
}

uint64_t number(std::string_view word) {
  uint64_t value = 0;
  std::from_chars(word.data(), word.data() + word.size(), value);
  return value;
}

// Counters of a core may go backwards a little (idle, when it wakes): that is no time.
uint64_t since(uint64_t now, uint64_t before) {
  return now > before ? now - before : 0;
}

// "1: FLOCK  ADVISORY  WRITE 1234 fe:00:5678 0 EOF", and behind it, for each that waits for it,
// "1: -> FLOCK  ADVISORY  WRITE 2345 fe:00:5678 0 EOF".
struct LockLine {
  std::string_view number;
  bool waits = false;
  int32_t pid = 0;
};

LockLine parse_lock(std::string_view line) {
  LockLine lock{.number = next_word(line)};
  std::string_view kind = next_word(line);
  lock.waits = kind == "->";
  if (lock.waits) next_word(line);
  next_word(line);  // ADVISORY
  next_word(line);  // WRITE
  lock.pid = static_cast<int32_t>(number(next_word(line)));
  return lock;
}

}  // namespace

Sampler::Sampler(std::vector<uint32_t> cores) : cores_(std::move(cores)) {
  for (size_t i = 0; i < kPaths.size(); ++i)
    files_[i] = ::open(kPaths[i], O_RDONLY | O_CLOEXEC);
  locks_ = ::open("/proc/locks", O_RDONLY | O_CLOEXEC);
  buffer_.resize(1U << 16);
  last_cores_.resize(cores_.size());
}

Sampler::~Sampler() {
  for (int fd : files_) {
    if (fd >= 0) ::close(fd);
  }
  if (locks_ >= 0) ::close(locks_);
}

std::string_view Sampler::read(File file) {
  ssize_t size = ::pread(files_[file], buffer_.data(), buffer_.size(), 0);
  return std::string_view(buffer_).substr(0, size > 0 ? static_cast<size_t>(size) : 0);
}

Sampled Sampler::sample(Timestamp now, TreeState& tree) {
  Sampled sample{.time = now};
  double seconds = std::max((now - last_).seconds(), 1e-6);
  sample_cores(sample, seconds);
  Duration cpu = tree_cpu(tree);
  sample.own_cores = static_cast<float>(std::max(0.0, (cpu - last_tree_cpu_).seconds()) / seconds);
  last_tree_cpu_ = std::max(cpu, last_tree_cpu_);
  sample_memory(sample);
  sample.cpu_pressure = pressure(kCpuPressure, 0, seconds);
  sample.io_pressure = pressure(kIoPressure, 1, seconds);
  sample.memory_pressure = pressure(kMemoryPressure, 2, seconds);
  last_ = now;
  first_ = false;
  return sample;
}

// "cpu3 user nice system idle iowait irq softirq steal guest guest_nice", in ticks; guest is part
// of user.
void Sampler::sample_cores(Sampled& sample, double seconds) {
  std::string_view text = read(kStat);
  take_line(text);  // "cpu": the sum, of cores that we may not use too
  sample.core_busy.assign(cores_.size(), 0);
  double window = seconds * kTicksPerSecond;
  double busy = 0;
  double stolen = 0;
  while (text.starts_with("cpu")) {
    std::string_view line = take_line(text);
    auto core = static_cast<uint32_t>(number(next_word(line).substr(3)));
    auto place = std::lower_bound(cores_.begin(), cores_.end(), core);
    if (place == cores_.end() || *place != core) continue;
    std::array<uint64_t, 8> ticks = {};
    for (uint64_t& value : ticks)
      value = number(next_word(line));
    auto [user, nice, system, idle, iowait, irq, softirq, steal] = ticks;
    CoreTicks counted{
        .busy = user + nice + system + irq + softirq, .idle = idle + iowait, .stolen = steal};
    size_t index = static_cast<size_t>(place - cores_.begin());
    CoreTicks& last = last_cores_[index];
    double share = last.share.take(since(counted.busy, last.busy), window);
    sample.core_busy[index] = static_cast<float>(share);
    busy += share;
    stolen += static_cast<double>(since(counted.stolen, last.stolen)) / window;
    if (!first_) counted.share = last.share;
    last = counted;
  }
  sample.busy_cores = static_cast<float>(busy);
  sample.stolen_cores = static_cast<float>(stolen);
}

void Sampler::sample_memory(Sampled& sample) {
  std::string_view memory = read(kMemory);
  uint64_t total = number_after(memory, "MemTotal:").value_or(0);
  uint64_t available = number_after(memory, "MemAvailable:").value_or(total);
  sample.memory_used_bytes = since(total, available) * 1024;
  std::string_view counters = read(kVirtualMemory);
  uint64_t read_kib = number_after(counters, "pgpgin ").value_or(0);
  uint64_t written_kib = number_after(counters, "pgpgout ").value_or(0);
  if (!first_) {
    sample.read_bytes = since(read_kib, last_read_kib_) * 1024;
    sample.written_bytes = since(written_kib, last_written_kib_) * 1024;
  }
  last_read_kib_ = read_kib;
  last_written_kib_ = written_kib;
}

// "some avg10=0.00 avg60=0.00 avg300=0.00 total=12345", in microseconds.
std::optional<float> Sampler::pressure(File file, size_t index, double seconds) {
  std::string_view text = read(file);
  std::optional<uint64_t> total = number_after(text, "total=");
  if (!text.starts_with("some") || !total) return std::nullopt;
  uint64_t waited = since(*total, last_pressure_[index]);
  last_pressure_[index] = *total;
  return static_cast<float>(std::min(1.0, static_cast<double>(waited) / 1e6 / seconds));
}

// A process that ends between the snapshot and its clock being read is counted in neither: then
// once more.
Duration Sampler::tree_cpu(TreeState& tree) {
  Duration sum;
  for (int attempt = 0; attempt < 3; ++attempt) {
    TreeState::Snapshot snapshot = tree.snapshot();
    sum = snapshot.ended_cpu;
    bool complete = true;
    for (int32_t pid : snapshot.living) {
      std::optional<Duration> cpu = process_cpu(pid);
      complete &= cpu.has_value();
      sum += cpu.value_or(Duration());
    }
    if (complete) break;
  }
  return sum;
}

// A list of the kernel's comes a page at a time, whatever room there is for it.
std::string_view Sampler::read_locks() {
  size_t size = 0;
  while (true) {
    if (size == buffer_.size()) buffer_.resize(2 * size);
    ssize_t got =
        ::pread(locks_, buffer_.data() + size, buffer_.size() - size, static_cast<off_t>(size));
    if (got <= 0) return std::string_view(buffer_).substr(0, size);
    size += static_cast<size_t>(got);
  }
}

RawLockWaits Sampler::lock_waits(Timestamp now) {
  RawLockWaits raw{.time = now};
  std::string_view text = read_locks();
  if (text.find("->") == std::string_view::npos) return raw;
  LockLine holder;
  while (!text.empty()) {
    LockLine lock = parse_lock(take_line(text));
    if (!lock.waits) {
      holder = lock;
    } else if (lock.number == holder.number && lock.pid > 0) {
      raw.waits.push_back(
          {.pid = lock.pid, .holder = std::string(proc_.read(holder.pid, "cmdline"))});
    }
  }
  return raw;
}

}  // namespace makespan
