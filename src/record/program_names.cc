#include "record/program_names.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace makespan {
namespace {

template <size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 4> kRustCompilers = {"rustc", "clippy-driver", "rustdoc",
                                                            "miri"};
// Without a version suffix and without a target prefix; collect2, cc1 and lto1 are gcc's parts.
constexpr std::array<std::string_view, 38> kCompilers = {
    "cc",       "c++",      "gcc",     "g++",     "c99",      "c89",         "cpp",     "clang",
    "clang++",  "clang-cl", "cc1",     "cc1plus", "cc1obj",   "cc1objplus",  "as",      "collect2",
    "lto1",     "ld",       "ld.bfd",  "ld.gold", "ld.lld",   "ld64.lld",    "ld.mold", "lld",
    "rust-lld", "mold",     "wild",    "ld.wild", "lld-link", "lto-wrapper", "nasm",    "yasm",
    "ar",       "ranlib",   "llvm-ar", "nvcc",    "gfortran", "f951"};
// Each calls ptrace(2) on its children or on what it is told to attach to; without a version
// suffix. cargo-tarpaulin does so on Linux unless it is told `--engine llvm`. `perf` and valgrind
// do not; a sanitised program does at its end (leak_checker_linux.cc).
constexpr std::array<std::string_view, 22> kTracers = {"gdb",
                                                       "gdb-multiarch",
                                                       "gdbserver",
                                                       "lldb",
                                                       "lldb-server",
                                                       "lldb-argdumper",
                                                       "strace",
                                                       "strace64",
                                                       "ltrace",
                                                       "rr",
                                                       "dlv",
                                                       "proot",
                                                       "criu",
                                                       "reptyr",
                                                       "wine",
                                                       "wine64",
                                                       "wineserver",
                                                       "uftrace",
                                                       "tracee",
                                                       "fakechroot-ptrace",
                                                       "catchsegv-ptrace",
                                                       "cargo-tarpaulin"};
constexpr std::array<std::string_view, 7> kPrivileged = {"sudo",  "su",     "doas",       "pkexec",
                                                         "mount", "umount", "fusermount3"};

std::string_view file_name(std::string_view path) {
  if (size_t slash = path.find_last_of('/'); slash != std::string_view::npos)
    path.remove_prefix(slash + 1);
  return path;
}

// "gcc-12" -> "gcc", "clang++-16" -> "clang++", "lld-16.0.6" -> "lld".
std::string_view without_version(std::string_view name) {
  size_t dash = name.find_last_of('-');
  if (dash == std::string_view::npos || dash + 1 == name.size()) return name;
  for (char c : name.substr(dash + 1)) {
    if (std::isdigit(static_cast<unsigned char>(c)) == 0 && c != '.') return name;
  }
  return name.substr(0, dash);
}

bool is_compiler(std::string_view name) {
  name = without_version(name);
  if (is_one_of(name, kCompilers)) return true;
  // A cross compiler: "aarch64-linux-gnu-gcc", "x86_64-w64-mingw32-ld".
  size_t dash = name.find_last_of('-');
  return dash != std::string_view::npos && is_one_of(name.substr(dash + 1), kCompilers);
}

ProgramKind kind_of_name(std::string_view name) {
  if (name == "cargo") return ProgramKind::cargo;
  if (is_one_of(name, kRustCompilers)) return ProgramKind::rust_compiler;
  if (is_one_of(without_version(name), kTracers)) return ProgramKind::tracer;
  if (is_one_of(name, kPrivileged)) return ProgramKind::privileged;
  if (is_compiler(name)) return ProgramKind::compiler;
  return ProgramKind::other;
}

}  // namespace

ProgramKind program_kind(std::string_view executable, std::string_view argument_zero) {
  std::string_view name = file_name(executable);
  // rustup's proxies are one file under many names.
  if (ProgramKind kind = kind_of_name(file_name(argument_zero)); kind != ProgramKind::other)
    return kind;
  if (ProgramKind kind = kind_of_name(name); kind != ProgramKind::other) return kind;
  // target/debug/build/ring-0f…/build-script-build, or the new layout's build_script_build-0f….
  if (name.starts_with("build-script-") || name.starts_with("build_script_")) {
    return ProgramKind::build_script;
  }
  return ProgramKind::other;
}

bool keeps_environment(ProgramKind kind) {
  switch (kind) {
    case ProgramKind::cargo:
    case ProgramKind::rust_compiler:
    case ProgramKind::compiler:
    case ProgramKind::build_script:
      return true;
    case ProgramKind::other:
    case ProgramKind::tracer:
    case ProgramKind::privileged:
      return false;
  }
  return false;
}

}  // namespace makespan
