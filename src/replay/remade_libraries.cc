#include "replay/remade_libraries.h"

#include <optional>
#include <utility>

#include "import/cargo/rustc_call.h"
#include "replay/rustc_arguments.h"
#include "system/file_system.h"

namespace makespan {
namespace {

// Behind a library's name: rustc tells what was remade from what was recorded by it.
constexpr const char* kMark = "r";

// "syn=/t/deps/libsyn-0f.rmeta", its path replaced where the library was remade.
std::string redirected_extern(std::string_view value, const std::string& directory,
                              const std::set<std::string, std::less<>>& stems) {
  size_t equals = value.find('=');
  if (equals == std::string_view::npos) return std::string(value);
  std::string_view path = value.substr(equals + 1);
  std::string_view stem = without_extension(base_name(path));
  if (!stems.contains(stem)) return std::string(value);
  std::string name = std::string(stem) + kMark + std::string(path.substr(path.rfind('.')));
  return std::string(value.substr(0, equals + 1)) + join_path(directory, name);
}

// Every library before those that use it.
class LibraryOrder {
 public:
  LibraryOrder(const Trace& trace, const std::set<TaskId>& changed)
      : trace_(trace),
        changed_(changed),
        needs_(trace.tasks.size()),
        seen_(trace.tasks.size()),
        anew_(trace.tasks.size()) {
    for (const Dependency& edge : trace.dependencies)
      needs_[edge.task.index()].push_back(edge.on);
  }

  void visit_all_beneath(TaskId task) {
    for (TaskId on : needs_[task.index()]) {
      if (trace_.tasks[on.index()].kind == TaskKind::library) visit(on);
    }
  }

  std::vector<TaskId> order;

 private:
  void visit(TaskId task) {
    if (seen_[task.index()]) return;
    seen_[task.index()] = true;
    visit_all_beneath(task);
    bool anew = changed_.contains(task);
    for (TaskId on : needs_[task.index()])
      anew = anew || anew_[on.index()];
    anew_[task.index()] = anew;
    if (anew) order.push_back(task);
  }

  const Trace& trace_;
  const std::set<TaskId>& changed_;
  std::vector<std::vector<TaskId>> needs_;
  std::vector<bool> seen_;
  std::vector<bool> anew_;
};

}  // namespace

CompilerCall RemadeLibraries::remade(CompilerCall changed) {
  CompilerCall call = linked(std::move(changed));
  RustcArguments arguments(call.arguments);
  std::string extra = arguments.codegen("extra-filename").value_or("");
  for (std::string_view crate : arguments.values("--crate-name"))
    stems_.insert("lib" + std::string(crate) + extra);
  arguments.set_codegen("extra-filename", extra + kMark);
  arguments.replace_values("--out-dir", [&](std::string_view) { return directory_; });
  call.arguments = arguments.words();
  return call;
}

CompilerCall RemadeLibraries::linked(CompilerCall changed) const {
  RustcArguments arguments(changed.arguments);
  arguments.replace_values("--extern", [&](std::string_view value) {
    return redirected_extern(value, directory_, stems_);
  });
  arguments.append("-L", "dependency=" + directory_);
  changed.arguments = arguments.words();
  return changed;
}

std::vector<TaskId> libraries_to_remake(const Trace& trace, const std::vector<TaskId>& tasks,
                                        const std::set<TaskId>& changed) {
  LibraryOrder order(trace, changed);
  for (TaskId task : tasks)
    order.visit_all_beneath(task);
  return std::move(order.order);
}

}  // namespace makespan
