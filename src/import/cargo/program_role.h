#pragma once
// What a program is to a cargo build, told by the names of its executable and of its argv[0].
// rustup's proxies are one file under many names (argv[0] decides), and so are ccache's.

#include <string_view>

namespace makespan {

enum class ProgramRole {
  other,
  cargo,
  cargo_subcommand,  // cargo-clippy, cargo-nextest: what `cargo clippy` becomes by exec
  rustc,
  clippy_driver,  // a rustc with lints: takes `rustc` as its first argument
  rustdoc,
  c_compiler,  // a driver or one of its parts, C, C++, assembler; a linker or archiver is not
};

ProgramRole program_role(std::string_view executable, std::string_view argument_zero);

// rustc, clippy-driver or rustdoc.
bool is_rust_compiler(ProgramRole role);

// Of a path, what is behind its last slash.
std::string_view file_name(std::string_view path);

// "/t/debug/deps/libsyn-0f.rmeta" -> "/t/debug/deps"; empty where there is no slash.
std::string_view folder_of(std::string_view path);

// The last `-`-separated part if it is a hash of cargo's, 16 hex digits ("app-3bc3a38e30e0480d"),
// or the whole text if it is one; empty otherwise.
std::string_view unit_hash_of(std::string_view name);

// A C, C++, Objective-C or assembler source by its extension.
bool is_c_source(std::string_view path);

}  // namespace makespan
