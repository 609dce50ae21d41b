#include "replay/unused_externs.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/json_value.h"
#include "replay/changed_call.h"
#include "replay/rustc_arguments.h"

namespace makespan {
namespace {

constexpr std::string_view kLint = "unused_crate_dependencies";

// "extern crate `rand` is unused in crate `app`"; before 1.79 "external crate `rand` unused in
// `app`: …": the first name in quotes.
std::string first_quoted(std::string_view message) {
  size_t first = message.find('`');
  if (first == std::string_view::npos) return {};
  size_t last = message.find('`', first + 1);
  if (last == std::string_view::npos) return {};
  return std::string(message.substr(first + 1, last - first - 1));
}

}  // namespace

Result<CompilerCall> linting_call(const CompilerCall& call, const std::string& scratch) {
  if (call.kind != CallKind::rustc)
    return failure(ErrorKind::unsupported, fmt::format("{} is no call of rustc", call.label));
  MAKESPAN_TRY(CompilerCall linting, changed_call(call, {}, scratch));
  RustcArguments arguments(linting.arguments);
  // A check: neither code nor a state to keep.
  arguments.replace_values("--emit", [](std::string_view) { return "metadata"; });
  if (arguments.values("--emit").empty()) arguments.append("--emit", "metadata");
  arguments.replace_values("--error-format", [](std::string_view) { return "json"; });
  if (arguments.values("--error-format").empty()) arguments.append("--error-format", "json");
  arguments.drop_codegen([](std::string_view option) {
    return option == "incremental" || option.starts_with("incremental=");
  });
  // Its own denials must not end the check before the lint has spoken; the forced lint is above
  // every cap.
  arguments.replace_values("--cap-lints", [](std::string_view) { return "allow"; });
  if (arguments.values("--cap-lints").empty()) arguments.append("--cap-lints", "allow");
  arguments.append("--force-warn", kLint);
  linting.arguments = arguments.words();
  return linting;
}

std::vector<std::string> unused_externs_in(std::string_view messages) {
  std::vector<std::string> names;
  while (!messages.empty()) {
    size_t end = std::min(messages.find('\n'), messages.size());
    std::string_view line = messages.substr(0, end);
    messages.remove_prefix(std::min(end + 1, messages.size()));
    if (line.find(kLint) == std::string_view::npos) continue;
    Result<JsonValue> message = parse_json(line, "a message of rustc");
    if (!message || (*message)["code"]["code"].text() != kLint) continue;
    std::string name = first_quoted((*message)["message"].text());
    if (!name.empty()) names.push_back(std::move(name));
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

Result<std::vector<std::string>> unused_externs(CallRunner& runner, const CompilerCall& call,
                                                const std::string& scratch) {
  MAKESPAN_TRY(CompilerCall linting, linting_call(call, scratch));
  MAKESPAN_TRY(CallRun run, runner.run(linting, scratch));
  return unused_externs_in(run.standard_error);
}

}  // namespace makespan
