#include "record/environment_list.h"

#include <algorithm>
#include <array>

#include "record/secret_names.h"
#include "record/secrets.h"

namespace makespan {
namespace {

constexpr std::array<std::string_view, 63> kNames = {
    // Where programs and libraries are found.
    "PATH", "HOME", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LIBRARY_PATH", "CPATH",
    "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH", "COMPILER_PATH", "GCC_EXEC_PREFIX", "SYSROOT",
    "PKG_CONFIG", "PKG_CONFIG_PATH", "PKG_CONFIG_LIBDIR", "PKG_CONFIG_SYSROOT_DIR", "TMPDIR",
    "LANG", "LC_ALL", "SOURCE_DATE_EPOCH",
    // What cargo tells compilers and build scripts.
    "CARGO", "CARGO_HOME", "CARGO_CRATE_NAME", "CARGO_BIN_NAME", "CARGO_PRIMARY_PACKAGE",
    "CARGO_TARGET_DIR", "CARGO_INCREMENTAL", "CARGO_ENCODED_RUSTFLAGS", "CARGO_MAKEFLAGS",
    "CARGO_RUSTC_CURRENT_DIR", "CARGO_TARGET_TMPDIR", "OUT_DIR", "TARGET", "HOST", "PROFILE",
    "DEBUG", "OPT_LEVEL", "NUM_JOBS", "RUSTC", "RUSTDOC", "RUSTC_WRAPPER",
    "RUSTC_WORKSPACE_WRAPPER", "RUSTC_LINKER", "RUSTC_BOOTSTRAP", "RUSTFLAGS", "RUSTDOCFLAGS",
    "MAKEFLAGS", "CLIPPY_ARGS", "CLIPPY_CONF_DIR",
    // C and C++ tools.
    "CC", "CXX", "CPP", "AR", "AS", "LD", "NM", "RANLIB", "STRIP", "LDFLAGS", "CPPFLAGS",
    "CROSS_COMPILE", "COLLECT_GCC", "COLLECT_GCC_OPTIONS", "COLLECT_LTO_WRAPPER"};
constexpr std::array<std::string_view, 26> kPrefixes = {"CARGO_PKG_",
                                                        "CARGO_CFG_",
                                                        "CARGO_FEATURE_",
                                                        "CARGO_MANIFEST_",
                                                        "CARGO_BUILD_",
                                                        "CARGO_PROFILE_",
                                                        "CARGO_BIN_EXE_",
                                                        "CARGO_TARGET_",
                                                        "RUSTUP_",
                                                        "DEP_",
                                                        "CFLAGS",
                                                        "CXXFLAGS",
                                                        "CC_",
                                                        "CXX_",
                                                        "AR_",
                                                        "HOST_CC",
                                                        "HOST_CXX",
                                                        "HOST_CFLAGS",
                                                        "HOST_AR",
                                                        "TARGET_CC",
                                                        "TARGET_CXX",
                                                        "TARGET_CFLAGS",
                                                        "TARGET_AR",
                                                        "CMAKE_",
                                                        "CCACHE_",
                                                        "SCCACHE_"};

KeptVariable kept(std::string_view name, std::string_view value) {
  KeptVariable variable{.name = std::string(name)};
  if (!names_secret(name) && !holds_secret(value)) variable.value = std::string(value);
  return variable;
}

std::string unescape(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    ++i;
    out += text[i] == 'n' ? '\n' : text[i] == 'r' ? '\r' : text[i];
  }
  return out;
}

}  // namespace

bool is_kept_variable(std::string_view name) {
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end() ||
         std::any_of(kPrefixes.begin(), kPrefixes.end(),
                     [&](std::string_view prefix) { return name.starts_with(prefix); });
}

std::vector<KeptVariable> kept_variables(std::string_view block) {
  std::vector<KeptVariable> variables;
  while (!block.empty()) {
    size_t end = std::min(block.find('\0'), block.size());
    std::string_view entry = block.substr(0, end);
    block.remove_prefix(std::min(end + 1, block.size()));
    size_t equals = entry.find('=');
    if (equals == std::string_view::npos || !is_kept_variable(entry.substr(0, equals))) continue;
    variables.push_back(kept(entry.substr(0, equals), entry.substr(equals + 1)));
  }
  return variables;
}

std::vector<KeptVariable> dep_info_variables(std::string_view dep_info) {
  constexpr std::string_view kMarker = "# env-dep:";
  std::vector<KeptVariable> variables;
  while (!dep_info.empty()) {
    size_t end = std::min(dep_info.find('\n'), dep_info.size());
    std::string_view line = dep_info.substr(0, end);
    dep_info.remove_prefix(std::min(end + 1, dep_info.size()));
    if (!line.starts_with(kMarker)) continue;
    line.remove_prefix(kMarker.size());
    size_t equals = line.find('=');
    if (equals == std::string_view::npos) continue;
    variables.push_back(kept(unescape(line.substr(0, equals)), unescape(line.substr(equals + 1))));
  }
  return variables;
}

}  // namespace makespan
