// Prints what the search for unused dependencies says of the workspace in a directory, as JSON: for
// unused_workspaces.py and bench/unused, which hold it against what is known.
//
//   unused_driver DIRECTORY [--apply]     --apply: writes the manifests without what is certain

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "advise/dependencies/scratch_workbench.h"
#include "advise/dependencies/unused_search.h"
#include "base/json_writer.h"
#include "gather/workspace.h"
#include "scratch/scratch_copy.h"

namespace makespan {
namespace {

std::string variable(const char* name, std::string otherwise) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : std::move(otherwise);
}

struct Answer {
  Workspace workspace;
  UnusedSearch search;
};

Result<Answer> ask(const std::string& directory) {
  FileSystem& files = real_file_system();
  CommandRunner& commands = real_command_runner();
  const std::string home = variable("HOME", "/");
  const std::string cargo_home = variable("CARGO_HOME", home + "/.cargo");
  Answer answer;
  WorkspaceQuestion question{.directory = directory, .cargo_home = cargo_home};
  MAKESPAN_TRY(answer.workspace, gather_workspace(files, commands, question));
  ScratchRequest request{.workspace_root = answer.workspace.root,
                         .target_directory = answer.workspace.target_directory,
                         .environment = {.cache_directory = variable("TMPDIR", "/tmp"),
                                         .temporary_directory = variable("TMPDIR", "/tmp"),
                                         .cargo_home = cargo_home}};
  for (const WorkspacePackage& package : answer.workspace.packages)
    if (!package.member) request.outside.push_back(package.directory);
  MAKESPAN_TRY(ScratchCopy copy, ScratchCopy::create(files, commands, request));
  ScratchWorkbench bench(copy, files, commands, answer.workspace.root);
  MAKESPAN_TRY(answer.search, search_unused(answer.workspace, files, bench));
  return answer;
}

void print(const Answer& answer) {
  JsonWriter json;
  json.begin_object();
  json.key("found").begin_array();
  for (size_t i = 0; i < answer.search.found.size(); ++i) {
    const UnusedDependency& unused = answer.search.found[i];
    const WorkspacePackage& package = answer.workspace.packages[unused.package];
    const DeclaredDependency& dependency = package.dependencies[unused.dependency];
    json.begin_object();
    json.key("package").value(package.name);
    json.key("dependency").value(dependency.name);
    json.key("table").value(dependency.kind == DependencyKind::normal        ? "normal"
                            : dependency.kind == DependencyKind::development ? "dev"
                                                                             : "build");
    json.key("action").value(unused.action == UnusedAction::remove ? "remove" : "to-dev");
    json.key("certain").value(unused.doubts.empty());
    json.key("proven").value(answer.search.proven[i]);
    json.key("doubts").begin_array();
    for (const Doubt& doubt : unused.doubts)
      json.value(doubt.reason);
    json.end_array();
    json.key("apart").begin_array();
    for (const Doubt& doubt : unused.apart)
      json.value(doubt.reason);
    json.end_array();
    json.key("changes").begin_array();
    for (const std::string& change : unused.changes)
      json.value(change);
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.key("notes").begin_array();
  for (const std::string& note : answer.search.notes)
    json.value(note);
  json.end_array();
  json.end_object();
  std::printf("%s\n", json.take().c_str());
}

Status apply(Answer& answer) {
  for (const UnusedDependency& unused : answer.search.found) {
    if (!unused.doubts.empty()) continue;
    WorkspacePackage& package = answer.workspace.packages[unused.package];
    MAKESPAN_TRY(package.manifest, edit_manifest(package.manifest, package, unused));
    MAKESPAN_CHECKED(real_file_system().write_file(package.manifest_path, package.manifest));
  }
  return {};
}

}  // namespace
}  // namespace makespan

int main(int count, char** words) {
  if (count < 2) return 2;
  makespan::Result<makespan::Answer> answer = makespan::ask(words[1]);
  if (!answer) {
    std::fprintf(stderr, "unused_driver: %s\n", answer.error().message.c_str());
    return 1;
  }
  makespan::print(*answer);
  if (count > 2 && std::string_view(words[2]) == "--apply")
    if (makespan::Status status = makespan::apply(*answer); !status) {
      std::fprintf(stderr, "unused_driver: %s\n", status.error().message.c_str());
      return 1;
    }
  return 0;
}
