// Any words are a call of rustc or none, and a command line of cargo. One word a line.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "import/cargo/cargo_command.h"
#include "import/cargo/rustc_call.h"

namespace {

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    words.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return words;
}

// Views must point into the input: reading each lets the sanitizer see one that does not.
size_t walk(const makespan::RustcCall& call) {
  size_t seen = 0;
  for (std::string_view text : {call.crate_name, call.source, call.out_dir, call.extra_filename,
                                call.metadata, call.platform})
    seen += text.size() + (text.empty() ? 0 : static_cast<unsigned char>(text.back()));
  for (const makespan::ExternCrate& crate : call.externs)
    seen += crate.name.size() + makespan::without_extension(crate.path).size();
  for (const std::string_view feature : call.features)
    seen += feature.empty() ? 0 : static_cast<unsigned char>(feature.front());
  return seen + call.has_type("lib");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::vector<std::string_view> words =
      words_of(std::string_view(reinterpret_cast<const char*>(data), size));
  if (const std::optional<makespan::RustcCall> call = makespan::parse_rustc_call(words))
    walk(*call);
  const makespan::CargoCommand cargo = makespan::parse_cargo_command(words);
  makespan::default_profile(cargo.subcommand);
  if (!words.empty() && makespan::quoted_command(words).empty()) __builtin_trap();
  return 0;
}
