#include "replay/call_inputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "import/cargo/program_role.h"
#include "import/cargo/rustc_call.h"
#include "record/compiler_outputs.h"
#include "replay/rustc_arguments.h"

namespace makespan {
namespace {

// File times come from the kernel's tick, and a run's end from another clock.
constexpr Duration kGrain = Duration::milliseconds(100);

std::vector<std::string> libraries_of(const CompilerCall& call) {
  std::vector<std::string> paths;
  if (call.kind == CallKind::c) return paths;
  RustcArguments arguments(call.arguments);
  for (std::string_view crate : arguments.values("--extern")) {
    size_t equals = crate.find('=');
    if (equals == std::string_view::npos) continue;  // `proc_macro`: the compiler's own
    paths.push_back(join_path(call.working_directory, crate.substr(equals + 1)));
  }
  return paths;
}

// The paths behind the first colon of a dep-info file, where blanks are escaped by a backslash.
//
//   /t/debug/deps/libsyn-0f.rmeta: /r/syn-2.0.1/src/lib.rs /r/a\ b/src/x.rs
std::vector<std::string> named_sources(std::string_view dep_info) {
  std::vector<std::string> paths;
  std::string_view line = dep_info.substr(0, dep_info.find('\n'));
  size_t colon = line.find(": ");
  if (colon == std::string_view::npos) return paths;
  std::string path;
  for (size_t i = colon + 2; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size()) {
      path += line[++i];
    } else if (line[i] != ' ') {
      path += line[i];
    } else if (!path.empty()) {
      paths.push_back(std::exchange(path, {}));
    }
  }
  if (!path.empty()) paths.push_back(std::move(path));
  return paths;
}

std::vector<std::string> sources_of(FileSystem& files, const CompilerCall& call) {
  std::vector<std::string> paths;
  if (call.kind == CallKind::rustc) {
    if (std::optional<std::string> dep_info = compiler_outputs(call.arguments).dep_info) {
      Result<std::string> text = files.read_file(join_path(call.working_directory, *dep_info));
      if (text) paths = named_sources(*text);
    }
  }
  for (size_t i = 1; paths.empty() && i < call.arguments.size(); ++i) {
    const std::string& word = call.arguments[i];
    bool source = call.kind == CallKind::c ? !word.empty() && is_c_source(word)
                                           : word.ends_with(".rs") && word.front() != '-';
    if (source) paths.push_back(word);
  }
  for (std::string& path : paths)
    path = join_path(call.working_directory, path);
  return paths;
}

tl::unexpected<Error> changed_since(const std::string& path, std::string_view how) {
  return failure(ErrorKind::unsupported,
                 fmt::format("the target directory has changed since the run: {} {}", path, how),
                 path);
}

void add_state(FileSystem& files, const std::string& path, std::string& text) {
  Result<std::optional<FileStatus>> status = files.status(path);
  text += path;
  if (status && *status) {
    text +=
        fmt::format(" {} {}", (*status)->bytes, (*status)->modified.since_epoch().nanoseconds());
  }
  text += '\0';
}

}  // namespace

Status check_inputs(FileSystem& files, const CompilerCall& call) {
  MAKESPAN_TRY(std::optional<FileStatus> compiler, files.status(call.executable));
  if (!compiler) {
    return failure(ErrorKind::unsupported,
                   fmt::format("the compiler of the run is gone: {}", call.executable),
                   call.executable);
  }
  MAKESPAN_TRY(std::optional<FileStatus> place, files.status(call.working_directory));
  if (!place) {
    return failure(
        ErrorKind::unsupported,
        fmt::format("the directory that the compiler ran in is gone: {}", call.working_directory),
        call.working_directory);
  }
  for (const std::string& path : libraries_of(call)) {
    MAKESPAN_TRY(std::optional<FileStatus> library, files.status(path));
    if (!library) return changed_since(path, "is gone");
    if (library->modified > call.recorded_until + kGrain)
      return changed_since(path, "was built anew");
  }
  return {};
}

std::string experiment_key(FileSystem& files, const CompilerCall& call, const CallChange& change,
                           Libraries libraries) {
  std::string text = change.label();
  if (libraries == Libraries::remade) text += " of the libraries too";
  text += '\0';
  for (const std::string& word : call.arguments) {
    text += word;
    text += '\0';
  }
  for (const CallVariable& variable : call.environment) {
    // A jobserver's file numbers differ from run to run.
    if (variable.name.ends_with("MAKEFLAGS")) continue;
    text += variable.name + "=" + variable.value + '\0';
  }
  text += call.working_directory;
  text += '\0';
  add_state(files, call.executable, text);
  for (const std::string& path : libraries_of(call))
    add_state(files, path, text);
  for (const std::string& path : sources_of(files, call))
    add_state(files, path, text);
  return hash_text(text);
}

}  // namespace makespan
