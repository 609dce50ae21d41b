#pragma once
// A compiler call as cargo writes it: rustc's, clippy-driver's or rustdoc's arguments, parsed.
//
//   rustc --crate-name syn --edition=2021 …/syn-2.0.1/src/lib.rs --error-format=json …
//     --crate-type lib --emit=dep-info,metadata,link -C embed-bitcode=no -C debuginfo=2
//     --cfg 'feature="derive"' -C metadata=5c41… -C extra-filename=-dd8a8c82cd584d02
//     --out-dir /t/debug/deps -L dependency=/t/debug/deps
//     --extern quote=/t/debug/deps/libquote-0a….rmeta --cap-lints allow
//
// All views point into the texts that were parsed.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace makespan {

struct ExternCrate {
  std::string_view name;
  std::string_view path;
};

struct RustcCall {
  std::string_view crate_name;
  std::string_view source;          // "src/lib.rs", as written
  std::string_view out_dir;         // --out-dir, or rustdoc's -o
  std::string_view extra_filename;  // "-dd8a8c82cd584d02"; empty for path cdylibs and dylibs
  std::string_view metadata;        // of -C metadata
  std::string_view platform;        // of --target
  std::vector<std::string_view> crate_types;
  std::vector<std::string_view> features;  // sorted
  // What the profile and RUSTFLAGS ask for: "opt-level=3", "lto=fat", "incremental". Sorted.
  std::vector<std::string> flags;
  std::vector<ExternCrate> externs;
  bool emits_code = false;  // anything beyond dep-info and metadata; a check does not
  bool emits_metadata = false;
  bool test = false;                 // --test, or `--cfg test` of a target with its own harness
  bool incremental = false;          // -C incremental: only path packages have it
  uint32_t lint_caps = 0;            // how often --cap-lints is there: see lint_caps.h
  bool link_time_optimised = false;  // -C lto of a final artifact

  [[nodiscard]] bool has_type(std::string_view type) const;
};

// `arguments` without the program's name. nullopt for what compiles nothing: `rustc -vV`, cargo's
// `rustc - --crate-name ___ --print=…`.
std::optional<RustcCall> parse_rustc_call(std::span<const std::string_view> arguments);

// What the writer and the readers of an artifact agree on: "…/libsyn-0f.rmeta" and
// "…/libsyn-0f.rlib" are both "…/libsyn-0f".
std::string_view without_extension(std::string_view path);

}  // namespace makespan
