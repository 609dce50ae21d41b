#include <fmt/format.h>

#include <algorithm>

#include "replay/call_rewriting.h"

namespace makespan {
namespace {

// "dep-info=/t/x.d,metadata,link=/t/app" with every path in the scratch directory.
std::string redirected_emit(std::string_view list, const ScratchPaths& scratch) {
  std::string out;
  while (!list.empty()) {
    size_t end = std::min(list.find(','), list.size());
    std::string_view kind = list.substr(0, end);
    list.remove_prefix(std::min(end + 1, list.size()));
    if (!out.empty()) out += ',';
    size_t equals = kind.find('=');
    out += kind.substr(0, equals);
    if (equals == std::string_view::npos) continue;
    std::string_view path = kind.substr(equals + 1);
    out += '=';
    out += path == "-" ? std::string("-") : scratch.of(path);
  }
  return out;
}

tl::unexpected<Error> cannot_redirect(const CompilerCall& call, std::string_view what) {
  return failure(ErrorKind::unsupported,
                 fmt::format("{} cannot be run again: `{}` may write outside of a scratch "
                             "directory",
                             call.label, what));
}

// Options that make the compiler or the linker write files at places of their own.
bool writes_elsewhere(std::string_view option) {
  for (std::string_view name : {"profile-generate", "remark-dir", "save-temps"}) {
    if (option.starts_with(name)) return true;
  }
  if (!option.starts_with("link-arg") && !option.starts_with("pre-link-arg")) return false;
  // -Wl,-Map=…, the files that a linker writes beside its output; a response file may hold any.
  for (std::string_view text : {"-Map", "--out-implib", "--dependency-file", "--reproduce", "@"}) {
    if (option.find(text) != std::string_view::npos) return true;
  }
  return false;
}

// -Z options that write files, without a value into the working directory: `-Z self-profile`. With
// underscores they are the same.
bool writes_by_z(std::string_view option) {
  std::string name(option.substr(0, option.find('=')));
  std::replace(name.begin(), name.end(), '_', '-');
  for (std::string_view writer : {"self-profile", "dump-", "profile-emit", "temps-dir",
                                  "llvm-time-trace", "metrics-dir", "remark-dir"}) {
    if (name.starts_with(writer)) return true;
  }
  return false;
}

}  // namespace

Status redirect_rustc(RustcArguments& arguments, const CompilerCall& call,
                      const ScratchPaths& scratch) {
  std::string bad;
  arguments.drop_codegen([&](std::string_view option) {
    if (bad.empty() && writes_elsewhere(option)) bad = option;
    return false;
  });
  for (std::string_view option : arguments.values("-Z")) {
    if (bad.empty() && writes_by_z(option)) bad = option;
  }
  for (std::string_view option : arguments.values("--print")) {
    if (bad.empty() && option.find('=') != std::string_view::npos) bad = option;
  }
  if (!bad.empty()) return cannot_redirect(call, bad);

  if (arguments.codegen("incremental") || arguments.is_overridden("incremental")) {
    arguments.drop_codegen([](std::string_view option) {
      return option == "incremental" || option.starts_with("incremental=");
    });
    arguments.set_codegen("incremental", scratch.incremental);
  }
  arguments.replace_values("--emit",
                           [&](std::string_view list) { return redirected_emit(list, scratch); });
  arguments.replace_values("-o", [&](std::string_view path) { return scratch.of(path); });
  bool has_out = !arguments.values("--out-dir").empty() || !arguments.values("-o").empty();
  arguments.replace_values("--out-dir", [&](std::string_view) { return scratch.out; });
  if (!has_out) arguments.append("--out-dir", scratch.out);
  return {};
}

}  // namespace makespan
