#include "replay/changed_call.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "import/cargo/rustc_call.h"
#include "replay/call_rewriting.h"

namespace makespan {
namespace {

// A jobserver's variables name files of a process that is gone; whoever runs the call sets its own.
void set_environment(CompilerCall& call, const ScratchPaths& scratch) {
  std::erase_if(call.environment, [](const CallVariable& variable) {
    return variable.name == "MAKEFLAGS" || variable.name == "CARGO_MAKEFLAGS" ||
           variable.name == "MFLAGS" || variable.name == "TMPDIR";
  });
  call.environment.push_back({.name = "TMPDIR", .value = scratch.temporary});
}

bool is_response_file(const CompilerCall& call, size_t at) {
  return at > 0 && call.arguments[at].size() > 1 && call.arguments[at][0] == '@';
}

// rustc: an argument a line, as it is.
void add_lines(std::string_view text, std::vector<std::string>& arguments) {
  while (!text.empty()) {
    size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    arguments.emplace_back(line);
  }
}

// gcc and clang: words between blanks, with quotes and backslashes as a shell has them.
void add_words(std::string_view text, std::vector<std::string>& arguments) {
  std::string word;
  bool open = false;
  char quote = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '\\' && i + 1 < text.size()) {
      word += text[++i];
      open = true;
    } else if (quote != 0) {
      if (c == quote) {
        quote = 0;
      } else {
        word += c;
      }
    } else if (c == '"' || c == '\'') {
      quote = c;
      open = true;
    } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      if (open) arguments.push_back(std::move(word));
      word.clear();
      open = false;
    } else {
      word += c;
      open = true;
    }
  }
  if (open) arguments.push_back(std::move(word));
}

}  // namespace

Result<CompilerCall> changed_call(const CompilerCall& call, const CallChange& change,
                                  const std::string& scratch, Libraries libraries) {
  ScratchPaths paths(scratch);
  CompilerCall changed = call;
  switch (call.kind) {
    case CallKind::rustc: {
      RustcArguments arguments(call.arguments);
      MAKESPAN_CHECKED(change_rustc(arguments, call, change, libraries));
      MAKESPAN_CHECKED(redirect_rustc(arguments, call, paths));
      changed.arguments = arguments.words();
      break;
    }
    case CallKind::c: {
      MAKESPAN_TRY(changed.arguments, change_c(call, change, paths));
      break;
    }
  }
  set_environment(changed, paths);
  return changed;
}

CallChange relevant_part(const CompilerCall& call, const CallChange& change) {
  CallChange part = change;
  if (call.kind == CallKind::c)
    return {.debuginfo = change.debuginfo, .opt_level = change.opt_level};
  std::vector<std::string_view> words(call.arguments.begin(), call.arguments.end());
  std::optional<RustcCall> rustc =
      words.empty() ? std::nullopt : parse_rustc_call(std::span(words).subspan(1));
  if (!rustc) return part;
  if (!rustc->emits_code) return {.incremental = change.incremental};
  bool links =
      rustc->test || rustc->crate_types.empty() ||
      std::any_of(rustc->crate_types.begin(), rustc->crate_types.end(), [](std::string_view type) {
        return type != "lib" && type != "rlib" && type != "staticlib";
      });
  if (!links) {
    part.strip.reset();
    part.linker.reset();
  }
  return part;
}

Result<CompilerCall> with_response_files(const CompilerCall& call, FileSystem& files) {
  CompilerCall expanded = call;
  expanded.arguments.clear();
  for (size_t i = 0; i < call.arguments.size(); ++i) {
    if (!is_response_file(call, i)) {
      expanded.arguments.push_back(call.arguments[i]);
      continue;
    }
    std::string path = join_path(call.working_directory, call.arguments[i].substr(1));
    Result<std::string> text = files.read_file(path);
    if (!text) {
      return failure(ErrorKind::unsupported,
                     fmt::format("{} cannot be run again: its arguments were in {}, which is gone",
                                 call.label, path),
                     path);
    }
    if (call.kind == CallKind::rustc) {
      add_lines(*text, expanded.arguments);
    } else {
      add_words(*text, expanded.arguments);
    }
  }
  return expanded;
}

std::vector<std::string> scratch_directories(const std::string& scratch) {
  ScratchPaths paths(scratch);
  return {paths.out, paths.temporary, paths.incremental};
}

}  // namespace makespan
