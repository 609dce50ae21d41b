#pragma once
// The recording log: bytes that a recorder appends and that tell a run up to their last whole
// record, whenever the recorder dies. Format: docs/formats/recording-log.md.
//
//   file  = "MAKESPAN" version:u32 frame*
//   frame = 0xA7 type:u8 length:u32 checksum:u32 payload[length]       numbers little-endian
//
// The checksum (XXH3-64's low half) covers type, length and payload. A reader that meets damage
// looks for the next place where a frame's checksum fits, so a torn tail costs the last record and
// a damaged block the records in it.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "record/log_records.h"

namespace makespan {

inline constexpr std::string_view kLogMagic = "MAKESPAN";
inline constexpr uint32_t kLogVersion = 1;
inline constexpr size_t kLogHeaderBytes = 12;
inline constexpr size_t kFrameHeaderBytes = 10;
inline constexpr uint8_t kFrameMark = 0xA7;
// No record of ours comes near (the longest argument list that Linux takes is 6 MiB); a length
// beyond it is damage.
inline constexpr uint32_t kMaximumPayloadBytes = 64U << 20;

// The bytes that a log begins with.
std::string log_header();

// Turns records into frames; knows no file. Texts are defined at their first use.
class LogEncoder {
 public:
  LogEncoder();
  ~LogEncoder();
  LogEncoder(const LogEncoder&) = delete;
  LogEncoder& operator=(const LogEncoder&) = delete;

  LogString intern(std::string_view text);
  void add(const LogRecord& record);

  // The frames since the last take; the caller writes them.
  std::string take();
  [[nodiscard]] size_t pending_bytes() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// What was wrong with a log beside its header.
struct LogDamage {
  uint64_t unreadable_bytes = 0;   // in the middle
  uint64_t torn_bytes = 0;         // at the end
  uint64_t malformed_records = 0;  // checksum good, content not as the format says
  uint64_t unknown_records = 0;    // of a type that this version does not know
  std::optional<uint64_t> first_offset;
};

// Whether a recorder of ours began this log and ended before its first whole record: there is
// nothing to recover from it, now or later. False for whatever else a file may be.
bool is_empty_log(std::string_view bytes);

// Gives every whole record to `visit`, in order. An error only where the header is wrong:
// `corrupt` (not a recording log), `too_new`.
Result<LogDamage> read_log(std::string_view bytes,
                           const std::function<void(const LogRecord&)>& visit);

}  // namespace makespan
