#include "record/recording_log.h"

#include <fmt/format.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <array>
#include <unordered_map>

#include "record/log_codec.h"

namespace makespan {
namespace {

// `R` is const when it is written. One function a record, each the order of its fields in the log.
void walk(auto& codec, auto& r, StringDefined*) {
  codec(r.id), codec(r.text);
}
void walk(auto& codec, auto& r, RunStarted*) {
  codec(r.id), codec(r.command), codec(r.working_directory), codec(r.project_root);
  codec(r.source), codec(r.cpu_model), codec(r.kernel), codec(r.online_cores), codec(r.cores);
  codec(r.memory_bytes), codec(r.started), codec(r.cold), codec(r.makespan_version);
}
void walk(auto& codec, auto& r, RunDescribed*) {
  codec(r.toolchain), codec(r.git_revision), codec(r.git_dirty);
}
void walk(auto& codec, auto& r, RunEnded*) {
  codec(r.time), codec(r.exit_code);
}
void walk(auto& codec, auto& r, ProcessStarted*) {
  codec(r.process), codec(r.pid), codec(r.time);
}
void walk(auto& codec, auto& r, ProcessForked*) {
  codec(r.process), codec(r.parent), codec(r.spawner), codec(r.spawner_cpu);
}
void walk(auto& codec, auto& r, ImageStarted*) {
  codec(r.process), codec(r.time), codec(r.executable), codec(r.working_directory);
  codec(r.arguments), codec(r.environment);
}
void walk(auto& codec, auto& r, EnvironmentRead*) {
  codec(r.process), codec(r.environment);
}
void walk(auto& codec, auto& r, ProcessEnded*) {
  codec(r.process), codec(r.time), codec(r.exit_code), codec(r.signal), codec(r.cpu);
  codec(r.main_run_queue_wait), codec(r.user), codec(r.system), codec(r.peak_memory_bytes);
  codec(r.read_bytes), codec(r.written_bytes);
}
void walk(auto& codec, auto& r, ThreadStarted*) {
  codec(r.thread), codec(r.process), codec(r.time), codec(r.spawner), codec(r.spawner_cpu);
}
void walk(auto& codec, auto& r, ThreadEnded*) {
  codec(r.thread), codec(r.time), codec(r.name), codec(r.cpu), codec(r.run_queue_wait);
}
void walk(auto& codec, auto& r, ProcessReleased*) {
  codec(r.process), codec(r.time), codec(r.left_behind), codec(r.cpu);
}
void walk(auto& codec, auto& r, OutputSeen*) {
  codec(r.process), codec(r.path), codec(r.modified), codec(r.bytes);
}
void walk(auto& codec, auto& r, LockWaited*) {
  codec(r.process), codec(r.start), codec(r.end), codec(r.holder);
}
void walk(auto& codec, auto& r, Sampled*) {
  codec(r.time), codec(r.busy_cores), codec(r.own_cores), codec(r.stolen_cores);
  codec(r.memory_used_bytes), codec(r.read_bytes), codec(r.written_bytes);
  codec(r.cpu_pressure), codec(r.io_pressure), codec(r.memory_pressure), codec(r.core_busy);
}
void walk(auto& codec, auto& r, Noticed*) {
  codec(r.severity), codec(r.code), codec(r.message);
}

void put_u32(std::string& out, size_t at, uint32_t value) {
  for (size_t i = 0; i < 4; ++i)
    out[at + i] = static_cast<char>(value >> (8 * i));
}

uint32_t get_u32(std::string_view in, size_t at) {
  uint32_t value = 0;
  for (size_t i = 0; i < 4; ++i)
    value |= static_cast<uint32_t>(static_cast<uint8_t>(in[at + i])) << (8 * i);
  return value;
}

// Over the type and the length, then the payload.
uint32_t checksum(std::string_view type_and_length, std::string_view payload) {
  XXH64_hash_t seed = XXH3_64bits(type_and_length.data(), type_and_length.size());
  return static_cast<uint32_t>(XXH3_64bits_withSeed(payload.data(), payload.size(), seed));
}

struct Frame {
  uint8_t type = 0;
  std::string_view payload;
};

// The frame at `at` if it is whole and its checksum fits.
std::optional<Frame> frame_at(std::string_view bytes, size_t at) {
  if (bytes.size() - at < kFrameHeaderBytes) return std::nullopt;
  if (static_cast<uint8_t>(bytes[at]) != kFrameMark) return std::nullopt;
  uint32_t length = get_u32(bytes, at + 2);
  if (length > kMaximumPayloadBytes || length > bytes.size() - at - kFrameHeaderBytes) {
    return std::nullopt;
  }
  std::string_view payload = bytes.substr(at + kFrameHeaderBytes, length);
  if (checksum(bytes.substr(at + 1, 5), payload) != get_u32(bytes, at + 6)) return std::nullopt;
  return Frame{.type = static_cast<uint8_t>(bytes[at + 1]), .payload = payload};
}

// Looking for the next good frame hashes what a false start claims to be its payload; this bounds
// the work on a file that is made of false starts.
constexpr uint64_t kSearchBudgetBytes = 1ULL << 30;

std::optional<size_t> next_frame(std::string_view bytes, size_t from, uint64_t& budget) {
  for (size_t at = from; at < bytes.size(); ++at) {
    at = bytes.find(static_cast<char>(kFrameMark), at);
    if (at == std::string_view::npos || bytes.size() - at < kFrameHeaderBytes) return std::nullopt;
    uint64_t cost = std::min<uint64_t>(get_u32(bytes, at + 2), bytes.size() - at);
    if (cost > budget) return std::nullopt;
    budget -= cost;
    if (frame_at(bytes, at)) return at;
  }
  return std::nullopt;
}

template <class R>
bool visit_as(std::string_view payload, const std::function<void(const LogRecord&)>& visit) {
  LogRecord record = R{};
  FieldDecoder decoder(payload);
  walk(decoder, std::get<R>(record), static_cast<R*>(nullptr));
  if (decoder.malformed()) return false;
  visit(record);
  return true;
}

using Visitor = bool (*)(std::string_view, const std::function<void(const LogRecord&)>&);

template <size_t... I>
constexpr std::array<Visitor, sizeof...(I)> visitors(std::index_sequence<I...>) {
  return {&visit_as<std::variant_alternative_t<I, LogRecord>>...};
}

void read_frame(const Frame& frame, const std::function<void(const LogRecord&)>& visit,
                LogDamage& damage) {
  static constexpr auto kVisitors =
      visitors(std::make_index_sequence<std::variant_size_v<LogRecord>>());
  if (frame.type == 0 || frame.type > kVisitors.size()) {
    ++damage.unknown_records;
  } else if (!kVisitors[frame.type - 1](frame.payload, visit)) {
    ++damage.malformed_records;
  }
}

Status check_header(std::string_view bytes) {
  if (bytes.substr(0, kLogMagic.size()) != kLogMagic.substr(0, bytes.size()) || bytes.empty()) {
    return failure(ErrorKind::corrupt, "this is not a recording of makespan", {}, 0);
  }
  if (bytes.size() < kLogHeaderBytes) {
    return failure(ErrorKind::corrupt, "the recording ends within its first line", {},
                   bytes.size());
  }
  uint32_t version = get_u32(bytes, kLogMagic.size());
  if (version > kLogVersion) {
    return failure(ErrorKind::too_new,
                   fmt::format("the recording is of version {}, written by a newer makespan; this "
                               "one reads up to version {}",
                               version, kLogVersion),
                   {}, kLogMagic.size());
  }
  if (version == 0) {
    return failure(ErrorKind::corrupt, "the recording claims to be of version 0, which never was",
                   {}, kLogMagic.size());
  }
  return {};
}

}  // namespace

struct LogEncoder::State {
  std::string frames;
  std::unordered_map<std::string, LogString> strings;
};

LogEncoder::LogEncoder() : state_(std::make_unique<State>()) {}
LogEncoder::~LogEncoder() = default;

LogString LogEncoder::intern(std::string_view text) {
  if (text.empty()) return 0;
  auto [place, is_new] = state_->strings.try_emplace(
      std::string(text), static_cast<LogString>(state_->strings.size() + 1));
  LogString id = place->second;
  if (is_new) add(StringDefined{.id = id, .text = place->first});
  return id;
}

void LogEncoder::add(const LogRecord& record) {
  std::string& out = state_->frames;
  size_t start = out.size();
  out.append(kFrameHeaderBytes, '\0');
  out[start] = static_cast<char>(kFrameMark);
  out[start + 1] = static_cast<char>(record.index() + 1);
  FieldEncoder encoder(out);
  std::visit(
      [&](const auto& r) {
        using R = std::decay_t<decltype(r)>;
        walk(encoder, r, static_cast<R*>(nullptr));
      },
      record);
  size_t length = out.size() - start - kFrameHeaderBytes;
  put_u32(out, start + 2, static_cast<uint32_t>(length));
  std::string_view view = out;
  put_u32(out, start + 6,
          checksum(view.substr(start + 1, 5), view.substr(start + kFrameHeaderBytes, length)));
}

std::string LogEncoder::take() {
  return std::exchange(state_->frames, {});
}

size_t LogEncoder::pending_bytes() const {
  return state_->frames.size();
}

std::string log_header() {
  std::string header(kLogMagic);
  header.append(4, '\0');
  put_u32(header, kLogMagic.size(), kLogVersion);
  return header;
}

bool is_empty_log(std::string_view bytes) {
  std::string header = log_header();
  if (bytes.size() < header.size()) return header.starts_with(bytes);
  if (!bytes.starts_with(header)) return false;
  bool any = false;
  Result<LogDamage> read = read_log(bytes, [&](const LogRecord&) { any = true; });
  return read && !any && read->malformed_records + read->unknown_records == 0;
}

Result<LogDamage> read_log(std::string_view bytes,
                           const std::function<void(const LogRecord&)>& visit) {
  MAKESPAN_CHECKED(check_header(bytes));
  LogDamage damage;
  uint64_t budget = kSearchBudgetBytes;
  size_t at = kLogHeaderBytes;
  while (at < bytes.size()) {
    if (std::optional<Frame> frame = frame_at(bytes, at)) {
      read_frame(*frame, visit, damage);
      at += kFrameHeaderBytes + frame->payload.size();
      continue;
    }
    if (!damage.first_offset) damage.first_offset = at;
    std::optional<size_t> next = next_frame(bytes, at + 1, budget);
    if (!next) {
      damage.torn_bytes = bytes.size() - at;
      break;
    }
    damage.unreadable_bytes += *next - at;
    at = *next;
  }
  return damage;
}

}  // namespace makespan
