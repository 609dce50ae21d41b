#include "record/compiler_outputs.h"

#include <algorithm>
#include <string_view>

namespace makespan {
namespace {

struct Call {
  std::string crate_name;
  std::string out_dir;
  std::string extra_filename;
  std::string output;              // -o
  std::vector<std::string> types;  // --crate-type
  std::vector<std::string> emit;   // "metadata", "dep-info=/x/y.d"
};

void split_into(std::string_view list, std::vector<std::string>& items) {
  while (!list.empty()) {
    size_t end = std::min(list.find(','), list.size());
    items.emplace_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

// The value of `--name value` or `--name=value`; moves on past a value of its own argument.
std::optional<std::string_view> option(const std::vector<std::string>& arguments, size_t& at,
                                       std::string_view name) {
  std::string_view argument = arguments[at];
  if (!argument.starts_with(name)) return std::nullopt;
  argument.remove_prefix(name.size());
  if (argument.starts_with('=')) return argument.substr(1);
  if (argument.empty() && at + 1 < arguments.size()) return std::string_view(arguments[++at]);
  return std::nullopt;
}

// `-C name=value`, `-Cname=value`, `--codegen name=value`.
std::optional<std::string_view> codegen_option(const std::vector<std::string>& arguments,
                                               size_t& at) {
  std::string_view argument = arguments[at];
  if (argument == "-C" || argument == "--codegen") {
    if (at + 1 == arguments.size()) return std::nullopt;
    return std::string_view(arguments[++at]);
  }
  if (argument.starts_with("-C")) return argument.substr(2);
  if (argument.starts_with("--codegen=")) return argument.substr(10);
  return std::nullopt;
}

Call parse(const std::vector<std::string>& arguments) {
  Call call;
  for (size_t at = 1; at < arguments.size(); ++at) {
    if (auto name = option(arguments, at, "--crate-name")) {
      call.crate_name = *name;
    } else if (auto type = option(arguments, at, "--crate-type")) {
      split_into(*type, call.types);
    } else if (auto directory = option(arguments, at, "--out-dir")) {
      call.out_dir = *directory;
    } else if (auto emit = option(arguments, at, "--emit")) {
      split_into(*emit, call.emit);
    } else if (auto output = option(arguments, at, "-o")) {
      call.output = *output;
    } else if (auto codegen = codegen_option(arguments, at)) {
      if (codegen->starts_with("extra-filename=")) call.extra_filename = codegen->substr(15);
    }
  }
  return call;
}

// What --emit says: "metadata" in the crate's own place, or "metadata=PATH".
struct Emitted {
  bool wanted = false;
  std::string path;
};

Emitted emitted(const Call& call, std::string_view kind) {
  for (const std::string& item : call.emit) {
    std::string_view text = item;
    if (!text.starts_with(kind)) continue;
    text.remove_prefix(kind.size());
    if (text.empty()) return {.wanted = true};
    if (text.starts_with('=')) return {.wanted = true, .path = std::string(text.substr(1))};
  }
  return {};
}

void add_linked(const Call& call, const std::string& library, const std::string& bare,
                std::vector<std::string>& files) {
  std::vector<std::string> types = call.types;
  if (types.empty()) types.emplace_back("bin");
  for (const std::string& type : types) {
    if (type == "lib" || type == "rlib") {
      files.push_back(library + ".rlib");
    } else if (type == "proc-macro" || type == "dylib" || type == "cdylib") {
      files.push_back(library + ".so");
    } else if (type == "staticlib") {
      files.push_back(library + ".a");
    } else {
      files.push_back(bare);
    }
  }
}

}  // namespace

CompilerOutputs compiler_outputs(const std::vector<std::string>& arguments) {
  Call call = parse(arguments);
  CompilerOutputs outputs;
  if (call.crate_name.empty() || (call.out_dir.empty() && call.output.empty())) return outputs;
  std::string place = call.out_dir.empty() ? "" : call.out_dir + "/";
  std::string stem = call.crate_name + call.extra_filename;
  Emitted metadata = emitted(call, "metadata");
  Emitted link = emitted(call, "link");
  Emitted dep_info = emitted(call, "dep-info");
  if (metadata.wanted) {
    outputs.files.push_back(metadata.path.empty() ? place + "lib" + stem + ".rmeta"
                                                  : metadata.path);
  }
  if (link.wanted && !link.path.empty()) {
    outputs.files.push_back(link.path);
  } else if (!call.output.empty()) {
    outputs.files.push_back(call.output);
  } else if (link.wanted || call.emit.empty()) {
    add_linked(call, place + "lib" + stem, place + stem, outputs.files);
  }
  if (dep_info.wanted)
    outputs.dep_info = dep_info.path.empty() ? place + stem + ".d" : dep_info.path;
  return outputs;
}

}  // namespace makespan
