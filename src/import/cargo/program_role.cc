#include "import/cargo/program_role.h"

#include <algorithm>
#include <array>

namespace makespan {
namespace {

constexpr std::array<std::string_view, 14> kCompilers = {
    "cc",      "c++", "gcc",     "g++", "c99",  "c89",  "clang",
    "clang++", "cc1", "cc1plus", "as",  "nasm", "yasm", "clang-cl"};
constexpr std::array<std::string_view, 12> kSourceExtensions = {
    "c", "cc", "cpp", "cxx", "C", "c++", "S", "s", "asm", "m", "mm", "cu"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

template <size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// "gcc-12" -> "gcc", "clang++-16.0" -> "clang++".
std::string_view without_version(std::string_view name) {
  size_t dash = name.rfind('-');
  if (dash == std::string_view::npos || dash + 1 == name.size()) return name;
  std::string_view version = name.substr(dash + 1);
  bool numeric =
      std::all_of(version.begin(), version.end(), [](char c) { return is_digit(c) || c == '.'; });
  return numeric ? name.substr(0, dash) : name;
}

bool is_c_compiler(std::string_view name) {
  name = without_version(name);
  if (is_one_of(name, kCompilers)) return true;
  // A cross compiler: "aarch64-linux-gnu-gcc".
  size_t dash = name.rfind('-');
  return dash != std::string_view::npos && is_one_of(name.substr(dash + 1), kCompilers);
}

ProgramRole role_of_name(std::string_view name) {
  if (name == "cargo") return ProgramRole::cargo;
  if (name == "rustc") return ProgramRole::rustc;
  if (name == "clippy-driver") return ProgramRole::clippy_driver;
  if (name == "rustdoc") return ProgramRole::rustdoc;
  if (name.starts_with("cargo-")) return ProgramRole::cargo_subcommand;
  if (is_c_compiler(name)) return ProgramRole::c_compiler;
  return ProgramRole::other;
}

}  // namespace

ProgramRole program_role(std::string_view executable, std::string_view argument_zero) {
  ProgramRole role = role_of_name(file_name(executable));
  return role == ProgramRole::other ? role_of_name(file_name(argument_zero)) : role;
}

bool is_rust_compiler(ProgramRole role) {
  return role == ProgramRole::rustc || role == ProgramRole::clippy_driver ||
         role == ProgramRole::rustdoc;
}

std::string_view file_name(std::string_view path) {
  size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view folder_of(std::string_view path) {
  size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string_view unit_hash_of(std::string_view name) {
  constexpr size_t kDigits = 16;
  if (name.size() < kDigits) return {};
  std::string_view hash = name.substr(name.size() - kDigits);
  if (name.size() > kDigits && name[name.size() - kDigits - 1] != '-') return {};
  bool hex = std::all_of(hash.begin(), hash.end(),
                         [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
  return hex ? hash : std::string_view();
}

bool is_c_source(std::string_view path) {
  std::string_view name = file_name(path);
  size_t dot = name.rfind('.');
  return dot != std::string_view::npos && dot > 0 && path.front() != '-' &&
         is_one_of(name.substr(dot + 1), kSourceExtensions);
}

}  // namespace makespan
