// Any text is a Cargo.toml, a cargo configuration and a Cargo.lock, or an error with the file's
// name.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "import/cargo/cargo_toml.h"
#include "import/cargo/lock_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto manifest = makespan::parse_cargo_manifest(text, "fuzz.toml");
  if (!manifest && manifest.error().message.find("fuzz.toml") == std::string::npos)
    __builtin_trap();
  const auto config = makespan::parse_cargo_config(text, "fuzz.toml");
  if (!config && config.error().message.find("fuzz.toml") == std::string::npos) __builtin_trap();
  makespan::read_lock_file(text);
  return 0;
}
