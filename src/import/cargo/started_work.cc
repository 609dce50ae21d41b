#include "import/cargo/started_work.h"

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

#include "import/cargo/recorded_image.h"

namespace makespan {
namespace {

// How many wrappers may stand in front of the compiler: RUSTC_WRAPPER, RUSTC_WORKSPACE_WRAPPER and
// an interpreter for each.
constexpr uint32_t kMostWrappers = 5;

// Where the compiler's own arguments begin; 0: this is no compiler. An image may have no word at
// all, not even its name.
size_t compiler_position(const std::vector<std::string_view>& words, ProgramRole role) {
  if (words.empty()) return 0;
  size_t limit = std::min<size_t>(words.size(), kMostWrappers);
  size_t first = 0;
  for (size_t i = 0; i < limit; ++i) {
    std::string_view word = words[i];
    if (i > 0 && word.starts_with('-')) {
      // A compiler by another name (the RUSTC variable) is known by its arguments.
      return first > 0 || word != "--crate-name" ? first : i;
    }
    if (is_rust_compiler(program_role(word, {}))) first = i + 1;
  }
  if (first == 0 && is_rust_compiler(role)) first = 1;
  return first;
}

// `rustc @/tmp/arguments`: cargo does so where a command line would be too long.
std::optional<RustcCall> call_in_file(const Trace& trace,
                                      const std::vector<std::string_view>& words, Work& work) {
  std::string_view name = environment_value(trace, trace.images[work.image], "CARGO_CRATE_NAME");
  bool in_file = std::any_of(words.begin(), words.end(),
                             [](std::string_view word) { return word.starts_with('@'); });
  if (name.empty() || !in_file) return std::nullopt;
  work.arguments_in_file = true;
  RustcCall call;
  call.crate_name = name;
  call.emits_code = true;
  return call;
}

// …/deps/app-3bc3a38e30e0480d, …/examples/ex-0f…, or the new layout's …/build/app/0f…/out/app.
bool is_test_executable(std::string_view path) {
  std::string_view folder = file_name(folder_of(path));
  if (folder == "out") return !unit_hash_of(file_name(folder_of(folder_of(path)))).empty();
  return (folder == "deps" || folder == "examples") && !unit_hash_of(file_name(path)).empty();
}

// The test in the command of a runner, `qemu-aarch64 …/deps/app-0f…`, or of the process that
// nextest starts for each: `cargo-nextest __double-spawn -- …/deps/app-0f… '--exact a'`. Empty
// where there is none.
std::string_view started_by_runner(const Trace& trace, const Image& image) {
  std::string_view before;
  for (uint32_t i = 0; i < std::min(image.arguments.count, kMostWrappers); ++i) {
    std::string_view word = trace.text(trace.arguments[image.arguments.first + i]);
    // `llvm-cov report -object …/deps/app-0f…` reads it.
    if (is_test_executable(word)) {
      return before == "-object" ? trace.text(image.executable) : word;
    }
    before = word;
  }
  return {};
}

}  // namespace

bool read_compile(const Trace& trace, ProgramRole role, Work& work) {
  std::vector<std::string_view> words = arguments_of(trace, trace.images[work.image]);
  size_t first = compiler_position(words, role);
  if (first == 0) return false;
  std::optional<RustcCall> call = parse_rustc_call(std::span(words).subspan(first));
  if (!call) call = call_in_file(trace, words, work);
  if (!call) return false;
  bool document = file_name(words[first - 1]).starts_with("rustdoc");
  work.kind = !document ? WorkKind::compile : call->test ? WorkKind::doctest : WorkKind::document;
  work.wrapped = first > 1 && role != ProgramRole::clippy_driver;
  work.call = *std::move(call);
  return true;
}

bool read_executable(const Trace& trace, Work& work) {
  const Image& image = trace.images[work.image];
  std::string_view executable = called_path(trace, image);
  if (file_name(executable).starts_with("build-script-")) {
    work.kind = WorkKind::build_script;
    return true;
  }
  work.program = is_test_executable(executable) ? executable : started_by_runner(trace, image);
  if (work.program.empty()) return false;
  work.kind = WorkKind::program;
  return true;
}

}  // namespace makespan
