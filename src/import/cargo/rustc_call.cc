#include "import/cargo/rustc_call.h"

#include <algorithm>
#include <array>

namespace makespan {
namespace {

// Codegen options that say how, not what: the profile's and RUSTFLAGS'.
constexpr std::array<std::string_view, 19> kProfileFlags = {"opt-level",
                                                            "codegen-units",
                                                            "debuginfo",
                                                            "lto",
                                                            "linker-plugin-lto",
                                                            "embed-bitcode",
                                                            "panic",
                                                            "split-debuginfo",
                                                            "strip",
                                                            "linker",
                                                            "link-arg",
                                                            "link-args",
                                                            "target-cpu",
                                                            "target-feature",
                                                            "debug-assertions",
                                                            "overflow-checks",
                                                            "prefer-dynamic",
                                                            "relocation-model",
                                                            "linker-features"};

class Arguments {
 public:
  explicit Arguments(std::span<const std::string_view> items) : items_(items) {}

  [[nodiscard]] bool done() const { return at_ == items_.size(); }
  std::string_view next() { return items_[at_++]; }

  // The value of `--name value` or `--name=value` where `argument` is that option.
  std::optional<std::string_view> value(std::string_view argument, std::string_view name) {
    if (!argument.starts_with(name)) return std::nullopt;
    argument.remove_prefix(name.size());
    if (argument.starts_with('=')) return argument.substr(1);
    if (!argument.empty()) return std::nullopt;
    return done() ? std::string_view() : next();
  }

  // The value of `-C value`, `-Cvalue`, `--codegen value`.
  std::optional<std::string_view> short_value(std::string_view argument, std::string_view name) {
    if (argument == name) return done() ? std::string_view() : next();
    if (argument.starts_with(name) && !argument.starts_with("--")) {
      return argument.substr(name.size());
    }
    return std::nullopt;
  }

 private:
  std::span<const std::string_view> items_;
  size_t at_ = 0;
};

void read_codegen_option(std::string_view option, RustcCall& call) {
  size_t equals = option.find('=');
  std::string_view name = option.substr(0, equals);
  std::string_view value =
      equals == std::string_view::npos ? std::string_view() : option.substr(equals + 1);
  if (name == "extra-filename") {
    call.extra_filename = value;
  } else if (name == "metadata") {
    call.metadata = value;
  } else if (name == "incremental") {
    call.incremental = true;
    call.flags.emplace_back("incremental");
  } else if (std::find(kProfileFlags.begin(), kProfileFlags.end(), name) != kProfileFlags.end()) {
    if (name == "lto") {
      call.link_time_optimised = value != "off" && value != "no" && value != "n";
      call.flags.push_back(value.empty() ? "lto=fat" : std::string(option));
    } else {
      call.flags.emplace_back(option);
    }
  }
}

void read_emit(std::string_view list, RustcCall& call) {
  while (!list.empty()) {
    size_t end = std::min(list.find(','), list.size());
    std::string_view kind = list.substr(0, end);
    kind = kind.substr(0, kind.find('='));
    list.remove_prefix(std::min(end + 1, list.size()));
    if (kind == "metadata") {
      call.emits_metadata = true;
    } else if (kind != "dep-info") {
      call.emits_code = true;
    }
  }
}

// `feature="x"`, `test`.
void read_cfg(std::string_view cfg, RustcCall& call) {
  constexpr std::string_view kFeature = "feature=\"";
  if (cfg == "test") {
    call.test = true;
  } else if (cfg.starts_with(kFeature) && cfg.ends_with('"')) {
    cfg.remove_prefix(kFeature.size());
    cfg.remove_suffix(1);
    call.features.push_back(cfg);
  }
}

// `quote=/t/libquote-0a.rmeta`, `priv:quote=…`, or `proc_macro` alone, which is the compiler's own.
void read_extern(std::string_view text, RustcCall& call) {
  size_t equals = text.find('=');
  if (equals == std::string_view::npos) return;
  std::string_view name = text.substr(0, equals);
  if (size_t colon = name.rfind(':'); colon != std::string_view::npos) {
    name.remove_prefix(colon + 1);
  }
  call.externs.push_back({.name = name, .path = text.substr(equals + 1)});
}

// One argument that is not a -C option. False: not known here.
bool read_long_option(std::string_view argument, Arguments& rest, RustcCall& call) {
  if (auto name = rest.value(argument, "--crate-name")) {
    call.crate_name = *name;
  } else if (auto type = rest.value(argument, "--crate-type")) {
    call.crate_types.push_back(*type);
  } else if (auto emit = rest.value(argument, "--emit")) {
    read_emit(*emit, call);
  } else if (auto cfg = rest.value(argument, "--cfg")) {
    read_cfg(*cfg, call);
  } else if (auto crate = rest.value(argument, "--extern")) {
    read_extern(*crate, call);
  } else if (auto folder = rest.value(argument, "--out-dir")) {
    call.out_dir = *folder;
  } else if (auto platform = rest.value(argument, "--target")) {
    call.platform = *platform;
  } else if (rest.value(argument, "--cap-lints")) {
    ++call.lint_caps;
  } else {
    return false;
  }
  return true;
}

// Options whose value is an argument of its own and might look like a source file.
bool skips_value(std::string_view argument, Arguments& rest) {
  constexpr std::array<std::string_view, 21> kWithValue = {"--check-cfg",
                                                           "--edition",
                                                           "-L",
                                                           "-l",
                                                           "-A",
                                                           "-W",
                                                           "-D",
                                                           "-F",
                                                           "-Z",
                                                           "--allow",
                                                           "--warn",
                                                           "--deny",
                                                           "--forbid",
                                                           "--force-warn",
                                                           "--color",
                                                           "--print",
                                                           "--codegen-backend",
                                                           "--test-run-directory",
                                                           "--crate-version",
                                                           "--error-format",
                                                           "--sysroot"};
  if (std::find(kWithValue.begin(), kWithValue.end(), argument) == kWithValue.end()) return false;
  if (!rest.done()) rest.next();
  return true;
}

}  // namespace

bool RustcCall::has_type(std::string_view type) const {
  return std::find(crate_types.begin(), crate_types.end(), type) != crate_types.end();
}

std::optional<RustcCall> parse_rustc_call(std::span<const std::string_view> arguments) {
  RustcCall call;
  Arguments rest(arguments);
  while (!rest.done()) {
    std::string_view argument = rest.next();
    if (auto option = rest.short_value(argument, "-C")) {
      read_codegen_option(*option, call);
    } else if (auto codegen = rest.value(argument, "--codegen")) {
      read_codegen_option(*codegen, call);
    } else if (argument == "-g") {
      call.flags.emplace_back("debuginfo=2");
    } else if (argument == "-O") {
      call.flags.emplace_back("opt-level=3");
    } else if (auto output = rest.short_value(argument, "-o")) {
      call.out_dir = *output;
    } else if (argument == "--test") {
      call.test = true;
    } else if (!read_long_option(argument, rest, call) && !skips_value(argument, rest) &&
               !argument.starts_with('-') && call.source.empty()) {
      call.source = argument;
    }
  }
  bool probe = call.crate_name.empty() || call.crate_name == "___";
  bool compiles = call.emits_code || call.emits_metadata || !call.out_dir.empty() || call.test;
  if (probe || !compiles) return std::nullopt;
  std::sort(call.features.begin(), call.features.end());
  std::sort(call.flags.begin(), call.flags.end());
  return call;
}

std::string_view without_extension(std::string_view path) {
  size_t slash = path.rfind('/');
  size_t dot = path.rfind('.');
  bool has_extension =
      dot != std::string_view::npos && (slash == std::string_view::npos || dot > slash);
  return has_extension ? path.substr(0, dot) : path;
}

}  // namespace makespan
