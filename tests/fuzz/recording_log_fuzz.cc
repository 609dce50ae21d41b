// Any bytes are a recording or an error, and what was decoded can be recognised as cargo's.

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "import/cargo/recognise_cargo.h"
#include "record/decode_recording.h"
#include "record/recording_log.h"

namespace {

uint32_t u32_at(std::string_view bytes, size_t at) {
  uint32_t value = 0;
  for (size_t i = 0; i < 4; ++i)
    value |= static_cast<uint32_t>(static_cast<uint8_t>(bytes[at + i])) << (8 * i);
  return value;
}

// The log with each frame's checksum made to fit: a mutation of a payload would else only ever
// reach the search for the next good frame.
std::string with_good_checksums(std::string_view bytes) {
  std::string log(bytes);
  size_t at = makespan::kLogHeaderBytes;
  while (at < log.size() && log.size() - at >= makespan::kFrameHeaderBytes) {
    const size_t payload = at + makespan::kFrameHeaderBytes;
    const size_t length = u32_at(log, at + 2);
    if (length > log.size() - payload) break;
    const XXH64_hash_t seed = XXH3_64bits(log.data() + at + 1, 5);
    const auto sum =
        static_cast<uint32_t>(XXH3_64bits_withSeed(log.data() + payload, length, seed));
    log[at] = static_cast<char>(makespan::kFrameMark);
    for (size_t i = 0; i < 4; ++i)
      log[at + 6 + i] = static_cast<char>(sum >> (8 * i));
    at = payload + length;
  }
  return log;
}

void decode(std::string_view log) {
  makespan::Result<makespan::Trace> trace = makespan::decode_recording(log);
  if (!trace) {
    if (trace.error().message.empty()) __builtin_trap();
    return;
  }
  // What decodes is a trace: TraceBuilder, behind this, refuses what is none.
  if (!makespan::recognise_cargo(std::move(*trace), {})) __builtin_trap();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view log(reinterpret_cast<const char*>(data), size);
  decode(log);
  decode(with_good_checksums(log));
  return 0;
}
