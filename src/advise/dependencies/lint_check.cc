#include "advise/dependencies/lint_check.h"

#include <algorithm>

#include "base/json_value.h"
#include "base/take_line.h"

namespace makespan {
namespace {

// The first error of rustc's JSON lines: "cannot find `rand` in this scope".
std::string first_error(std::string_view messages) {
  while (!messages.empty()) {
    const std::string_view line = take_line(messages);
    if (!line.starts_with('{')) continue;
    const Result<JsonValue> message = parse_json(line, "rustc's message");
    if (message && (*message)["level"].text() == "error")
      return std::string((*message)["message"].text());
  }
  return "";
}

// "error: no matching package named `x` found" of cargo itself.
std::string cargo_error(std::string_view text) {
  std::string found;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (line.starts_with("error")) {
      found = line;
    } else if (!found.empty() && !line.empty()) {
      return found + " " +
             std::string(line.substr(std::min(line.find_first_not_of(' '), line.size())));
    }
  }
  return found;
}

Result<LintCheck::Call> collect(Workbench& bench, FileSystem& files, const std::string& stem) {
  MAKESPAN_TRY(const std::string words, files.read_file(stem + ".call"));
  const Result<std::string> error = files.read_file(stem + ".err");
  const Result<std::string> status = files.read_file(stem + ".status");
  LintCheck::Call found;
  std::optional<CheckedCall> call =
      read_checked_call(words, error.value_or(""), status.value_or(""));
  if (!call) return found;
  if (!call->succeeded) found.error = first_error(error.value_or(""));
  if (const Result<std::string> rules = files.read_file(call->dep_info))
    found.files = read_dep_info(*rules, call->working_directory);
  for (std::string& file : found.files)
    file = bench.original(file);
  call->source = bench.original(call->source);
  call->package_directory = bench.original(call->package_directory);
  found.call = *std::move(call);
  return found;
}

Result<std::vector<LintCheck::Call>> collect_all(Workbench& bench, FileSystem& files,
                                                 const std::string& folder) {
  MAKESPAN_TRY(const std::vector<DirectoryEntry> entries, files.list_directory(folder));
  std::vector<LintCheck::Call> calls;
  for (const DirectoryEntry& entry : entries) {
    if (!entry.name.ends_with(".call")) continue;
    const std::string stem = join_path(folder, entry.name.substr(0, entry.name.size() - 5));
    MAKESPAN_TRY(LintCheck::Call call, collect(bench, files, stem));
    if (!call.call.crate_name.empty()) calls.push_back(std::move(call));
  }
  return calls;
}

std::vector<CargoCall> cargo_calls(const Workspace& workspace, const LintCheckOptions& options) {
  const auto check = [&](const std::string& directory, bool whole) {
    CargoCall call{.directory = directory, .limit = options.limit};
    call.arguments = {"check", "--all-targets", "--offline", "--keep-going", "--quiet"};
    if (whole) call.arguments.emplace_back("--workspace");
    if (options.all_features) call.arguments.emplace_back("--all-features");
    return call;
  };
  std::vector<CargoCall> calls = {check(workspace.root, true)};
  for (const WorkspacePackage& package : workspace.packages)
    if (!package.member) calls.push_back(check(package.directory, false));
  return calls;
}

}  // namespace

Result<LintCheck> run_lint_check(Workbench& bench, FileSystem& files, const Workspace& workspace,
                                 const LintCheckOptions& options) {
  const std::string folder = bench.folder() + "/lint";
  MAKESPAN_CHECKED(files.remove_tree(folder));
  MAKESPAN_CHECKED(files.create_directories(folder));
  std::vector<std::string> packages;
  for (const WorkspacePackage& package : workspace.packages)
    packages.push_back(bench.copied(package.directory));
  MAKESPAN_TRY(const std::string wrapper,
               bench.program("lint-rustc", lint_wrapper_script(folder, packages)));

  LintCheck check;
  for (CargoCall& call : cargo_calls(workspace, options)) {
    call.environment = {{"RUSTC_WRAPPER", wrapper},
                        {"RUSTC_WORKSPACE_WRAPPER", ""},
                        {"CARGO_INCREMENTAL", "0"},
                        {"CARGO_PROFILE_DEV_DEBUG", "0"}};
    MAKESPAN_TRY(const CommandOutput output, bench.cargo(call));
    if (output.exit_code == 0) continue;
    check.complete = false;
    check.trouble = cargo_error(output.standard_error);
  }
  MAKESPAN_TRY(check.calls, collect_all(bench, files, folder));
  return check;
}

std::vector<const LintCheck::Call*> calls_of(const LintCheck& check,
                                             const WorkspacePackage& package) {
  std::vector<const LintCheck::Call*> calls;
  for (const LintCheck::Call& call : check.calls)
    if (call.call.package_directory == package.directory) calls.push_back(&call);
  return calls;
}

}  // namespace makespan
