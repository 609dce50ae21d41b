#pragma once
// What cargo tells rustc about LTO, unit by unit, for each setting of a profile.
//
//   unit                                           "fat", "thin"         "thin-local"      "off"
//   binary, test, cdylib, staticlib                -C lto=fat            embed-bitcode=no  lto=off,
//   embed-bitcode=no library of such a unit only                    -C linker-plugin-lto
//   embed-bitcode=no  lto=off, embed-bitcode=no library that also must hold object code nothing
//   embed-bitcode=no  lto=off, embed-bitcode=no proc-macro, build script, what only they need
//   embed-bitcode=no      embed-bitcode=no  embed-bitcode=no
//
// "thin-local" is the profile's `lto = false`. In a workspace of libraries alone LTO leaves bitcode
// and no object code: nobody links it here. Cargo's rule is in its src/cargo/core/compiler/lto.rs;
// the table above was checked against `cargo build -v`.

#include <string>
#include <string_view>
#include <vector>

#include "import/cargo/rustc_call.h"
#include "model/trace.h"

namespace makespan {

// What of LTO concerns a unit.
enum class LtoPlace {
  host,                // never any
  links,               // runs LTO itself
  bitcode,             // only its bitcode is ever used
  object_and_bitcode,  // linked without LTO by some, with LTO by others
  object,              // a library for a `dylib`, which rustc runs no LTO for
};

// The -C options ("lto=fat", "embed-bitcode=no") that cargo passes for a profile's `lto`: "fat",
// "thin", "thin-local" or "off".
std::vector<std::string> lto_options(LtoPlace place, std::string_view lto);

// By task; `calls` likewise, null for what is no call of rustc. Those are `host`.
std::vector<LtoPlace> find_lto_places(const Trace& trace,
                                      const std::vector<const RustcCall*>& calls);

}  // namespace makespan
