// What cargo passes to rustc for a profile's settings (its src/cargo/core/compiler/mod.rs,
// build_base_args), as far as they change.
#include <fmt/format.h>

#include <algorithm>

#include "replay/call_rewriting.h"

namespace makespan {
namespace {

class Changer {
 public:
  Changer(RustcArguments& arguments, const CompilerCall& call, Libraries libraries)
      : arguments_(arguments), call_(call), libraries_(libraries) {}

  Status run(const CallChange& change) {
    if (change.codegen_units) {
      MAKESPAN_CHECKED(set("codegen-units", std::to_string(*change.codegen_units)));
    }
    if (change.opt_level) MAKESPAN_CHECKED(set_opt_level(*change.opt_level));
    if (change.debuginfo) MAKESPAN_CHECKED(set_debuginfo(*change.debuginfo));
    if (change.split_debuginfo) MAKESPAN_CHECKED(set("split-debuginfo", *change.split_debuginfo));
    if (change.strip) {
      MAKESPAN_CHECKED(set("strip", none_if(*change.strip, "none")));
    }
    if (change.lto) MAKESPAN_CHECKED(set_lto(*change.lto));
    if (change.incremental) MAKESPAN_CHECKED(set_incremental(*change.incremental));
    if (change.linker) set_linker(*change.linker);
    return {};
  }

 private:
  static std::optional<std::string> none_if(const std::string& value, std::string_view none) {
    if (value == none) return std::nullopt;
    return value;
  }

  Status set(std::string_view name, const std::optional<std::string>& value) {
    if (arguments_.is_overridden(name)) {
      return failure(
          ErrorKind::unsupported,
          fmt::format("RUSTFLAGS set {} for {}, whatever the profile says", name, call_.label));
    }
    if (arguments_.codegen(name) != value) arguments_.set_codegen(name, value);
    return {};
  }

  static bool is_on(const std::optional<std::string>& value) {
    return value && *value != "no" && *value != "off" && *value != "n" && *value != "false";
  }

  // rustc derives both kinds of checks from the level where it is not told; cargo tells it only
  // what it would not derive.
  Status set_opt_level(const std::string& level) {
    std::optional<std::string> former = arguments_.codegen("opt-level");
    bool optimised = former ? *former != "0" : arguments_.has_flag("-O");
    std::optional<std::string> assertions = arguments_.codegen("debug-assertions");
    std::optional<std::string> overflow = arguments_.codegen("overflow-checks");
    bool asserts = assertions ? is_on(assertions) : !optimised;
    bool checks = overflow ? is_on(overflow) : asserts;
    arguments_.drop_flag("-O");
    MAKESPAN_CHECKED(set("opt-level", none_if(level, "0")));
    bool derived = level == "0";
    MAKESPAN_CHECKED(set("debug-assertions", asserts == derived ? std::nullopt : word(asserts)));
    return set("overflow-checks", checks == asserts ? std::nullopt : word(checks));
  }

  static std::optional<std::string> word(bool on) { return on ? "on" : "off"; }

  // Without any debug info cargo also strips that of the standard library, unless the profile says
  // something of stripping itself.
  Status set_debuginfo(const std::string& level) {
    bool off = level == "0" || level == "none";
    std::string former = arguments_.codegen("debuginfo").value_or("0");
    bool was_off = former == "0" || former == "none";
    MAKESPAN_CHECKED(set("debuginfo", none_if(off ? "0" : level, "0")));
    std::optional<std::string> strip = arguments_.codegen("strip");
    if (off && !strip) return set("strip", "debuginfo");
    if (!off && was_off && strip == "debuginfo") return set("strip", std::nullopt);
    return {};
  }

  Status set_lto(const std::string& lto) {
    for (std::string_view name : {"lto", "embed-bitcode", "linker-plugin-lto"}) {
      if (arguments_.is_overridden(name)) return set(name, std::nullopt);  // says why not
    }
    bool runs = lto == "fat" || lto == "thin" || lto == "true";
    bool ran = is_on(arguments_.codegen("lto"));
    bool moves = call_.lto_place == LtoPlace::links && runs != ran;
    if (moves && libraries_ == Libraries::recorded) return cannot_move_lto(runs);
    std::vector<std::string> wanted = lto_options(call_.lto_place, lto);
    for (std::string_view name : {"lto", "embed-bitcode", "linker-plugin-lto"}) {
      std::optional<std::string> value;
      for (const std::string& option : wanted) {
        size_t equals = option.find('=');
        if (option.substr(0, equals) == name)
          value = equals == std::string::npos ? "" : option.substr(equals + 1);
      }
      MAKESPAN_CHECKED(set(name, value));
    }
    return {};
  }

  [[nodiscard]] Status cannot_move_lto(bool runs) const {
    return failure(
        ErrorKind::unsupported,
        runs ? fmt::format("LTO of {} needs bitcode, which the libraries of the recorded build do "
                           "not hold",
                           call_.label)
             : fmt::format("{} cannot be linked without LTO: the libraries of the recorded build "
                           "hold bitcode only",
                           call_.label));
  }

  // rustc cuts a crate by another rule then, unless it is told how.
  Status set_incremental(bool on) {
    if (!on) return set("incremental", std::nullopt);
    return failure(ErrorKind::unsupported,
                   fmt::format("{} has no state of an earlier build to start from", call_.label));
  }

  // As cargo's configuration is written for it (`rustflags`), behind everything else.
  void set_linker(const std::string& linker) {
    arguments_.drop_codegen(
        [](std::string_view option) { return option.starts_with("link-arg=-fuse-ld="); });
    arguments_.append_codegen("link-arg=-fuse-ld=" + linker);
  }

  RustcArguments& arguments_;
  const CompilerCall& call_;
  Libraries libraries_;
};

}  // namespace

Status change_rustc(RustcArguments& arguments, const CompilerCall& call, const CallChange& change,
                    Libraries libraries) {
  return Changer(arguments, call, libraries).run(change);
}

}  // namespace makespan
