#include "import/cargo/unit_description.h"

#include <algorithm>

#include "import/cargo/artifact_folder.h"
#include "import/cargo/program_role.h"
#include "import/cargo/program_subject.h"
#include "import/cargo/recorded_image.h"

namespace makespan {
namespace {

// Whether the path's first components are those of `folder`.
bool lies_in(std::string_view path, std::string_view folder) {
  return !folder.empty() && path.starts_with(folder) && path.substr(folder.size()).starts_with('/');
}

// "benches/parse.rs" of a package in crates/app: what stands behind the folder "app" of a path that
// is relative to somewhere above it, else the path.
std::string_view behind_folder(std::string_view path, std::string_view folder) {
  for (std::string_view rest = path; !rest.empty();) {
    if (lies_in(rest, folder)) return rest.substr(folder.size());
    rest.remove_prefix(std::min(rest.find('/'), rest.size() - 1) + 1);
  }
  return path;
}

// The first folder of a source within its package: "benches". Cargo gives the compiler a path
// relative to the workspace, in which the compiler then runs.
std::string first_folder(std::string_view source, std::string_view package_directory,
                         std::string_view working_directory) {
  std::string path(source);
  if (!source.starts_with('/')) path = std::string(working_directory) + "/" + path;
  std::string_view inside;
  if (lies_in(path, package_directory)) {
    inside = std::string_view(path).substr(package_directory.size());
  } else {
    // By another name of the workspace: through a link, or for want of the working directory.
    inside = behind_folder(source, file_name(package_directory));
  }
  while (inside.starts_with('/'))
    inside.remove_prefix(1);
  return std::string(inside.substr(0, inside.find('/')));
}

TaskKind kind_of_compile(const RustcCall& call, std::string_view package_directory,
                         std::string_view working_directory) {
  std::string folder = first_folder(call.source, package_directory, working_directory);
  if (call.test) return folder == "benches" ? TaskKind::bench : TaskKind::test;
  if (file_name(call.out_dir) == "examples" || folder == "examples") return TaskKind::example;
  if (call.has_type("proc-macro")) return TaskKind::proc_macro;
  if (!call.has_type("bin")) return TaskKind::library;
  if (call.crate_name.starts_with("build_script_")) return TaskKind::build_script;
  return folder == "benches" ? TaskKind::bench : TaskKind::binary;
}

TaskMode mode_of_compile(const Trace& trace, const Work& work) {
  if (work.call.emits_code) return TaskMode::build;
  const Image& image = trace.images[work.compiler_image];
  std::string_view program = program_name(trace, image);
  bool clippy = program_role(trace.text(image.executable), program) == ProgramRole::clippy_driver;
  return clippy ? TaskMode::clippy : TaskMode::check;
}

TaskOutcome outcome_of(const Process& process) {
  // SIGHUP, SIGINT, SIGTERM: somebody stopped the build.
  bool stopped = process.signal == 1 || process.signal == 2 || process.signal == 15;
  if (stopped) return TaskOutcome::interrupted;
  if (process.signal || process.exit_code.value_or(0) != 0) return TaskOutcome::failed;
  return process.exit_code || process.unobserved ? TaskOutcome::succeeded
                                                 : TaskOutcome::interrupted;
}

// Where cargo unpacks what it fetches. A vendored package lies anywhere.
bool is_fetched(std::string_view path) {
  return path.find("/registry/src/") != std::string_view::npos ||
         path.find("/git/checkouts/") != std::string_view::npos;
}

// "syn-2.0.1" of "…/registry/src/index-0f/syn-2.0.1/src/lib.rs": where cargo's environment is not
// known (a wrapper that was polled).
std::string_view package_folder(std::string_view source) {
  size_t at = source.find("/registry/src/");
  if (at == std::string_view::npos) return {};
  std::string_view rest = source.substr(at + 14);
  rest.remove_prefix(std::min(rest.find('/'), rest.size()));
  while (rest.starts_with('/'))
    rest.remove_prefix(1);
  return rest.substr(0, rest.find('/'));
}

class Describer {
 public:
  Describer(TraceBuilder& builder, const Work& work, const LintCaps& caps)
      : builder_(builder), work_(work), caps_(caps) {}

  Task run() {
    read_times();
    read_package();
    switch (work_.kind) {
      case WorkKind::compile:
        task_.kind = kind_of_compile(work_.call, environment("CARGO_MANIFEST_DIR"),
                                     trace().text(image().working_directory));
        task_.mode = mode_of_compile(trace(), work_);
        read_call();
        break;
      case WorkKind::document:
        task_.kind = TaskKind::doc;
        task_.mode = TaskMode::doc;
        read_call();
        break;
      case WorkKind::doctest:
        task_.kind = TaskKind::doctest;
        task_.mode = TaskMode::execute;
        read_call();
        break;
      case WorkKind::build_script:
        task_.kind = TaskKind::build_script_run;
        task_.mode = TaskMode::execute;
        read_script();
        break;
      case WorkKind::program:
      case WorkKind::command:
        read_program();
        break;
    }
    return task_;
  }

 private:
  [[nodiscard]] const Trace& trace() const { return builder_.so_far(); }
  [[nodiscard]] const Image& image() const { return trace().images[work_.compiler_image]; }

  // Of the compiler; a wrapper's own where that one is not recorded.
  [[nodiscard]] std::string_view environment(std::string_view name) const {
    std::string_view value = environment_value(trace(), image(), name);
    if (!value.empty()) return value;
    return environment_value(trace(), trace().images[work_.image], name);
  }

  void read_times() {
    const Process& process = trace().processes[work_.process.index()];
    task_.process = work_.process;
    task_.start = work_.from_exec ? trace().images[work_.image].start : process.start;
    task_.wall = process.end - task_.start;
    task_.outcome = outcome_of(process);
  }

  void read_package() {
    task_.name = builder_.intern(std::string(environment("CARGO_PKG_NAME")));
    task_.version = builder_.intern(std::string(environment("CARGO_PKG_VERSION")));
    task_.package_directory = builder_.intern(std::string(environment("CARGO_MANIFEST_DIR")));
  }

  void read_call() {
    const RustcCall& call = work_.call;
    std::string_view target = environment("CARGO_BIN_NAME");
    if (target.empty() || call.test) target = call.crate_name;
    std::string name(target);
    // Cargo's own name for it, and its executable's: "build-script-build".
    if (task_.kind == TaskKind::build_script) std::replace(name.begin(), name.end(), '_', '-');
    task_.target = builder_.intern(name);
    if (task_.name == StringPool::kEmpty) name_by_source();
    task_.platform = builder_.intern(std::string(call.platform));
    std::string_view hash = unit_hash_of(call.extra_filename);
    if (hash.empty()) hash = artifact_folder(call.out_dir, call.platform).unit_hash;
    task_.unit_hash = builder_.intern(std::string(hash));
    // Cargo itself caps the lints of everything that is not a path package.
    bool fetched = is_fetched(trace().text(task_.package_directory)) || is_fetched(call.source);
    task_.local = call.lint_caps == 0 || (!fetched && !caps_.capped_by_cargo(work_));
    task_.features = add_list(call.features);
    task_.flags = add_list(call.flags);
  }

  void name_by_source() {
    std::string folder(package_folder(work_.call.source));
    size_t dash = folder.find("-", 0);
    while (dash != std::string::npos &&
           (dash + 1 >= folder.size() || folder[dash + 1] < '0' || folder[dash + 1] > '9'))
      dash = folder.find('-', dash + 1);
    if (dash == std::string::npos) {
      task_.name = task_.target;
      return;
    }
    task_.name = builder_.intern(folder.substr(0, dash));
    task_.version = builder_.intern(folder.substr(dash + 1));
  }

  void read_script() {
    std::string name(file_name(trace().text(image().executable)));
    task_.target = builder_.intern(name);
    std::string_view folder = environment("OUT_DIR");
    ArtifactFolder place = artifact_folder(folder, environment("TARGET"));
    // Beneath a folder of the triple's own: a script of a unit built with `--target`.
    if (place.target_directory != artifact_folder(folder, {}).target_directory) {
      task_.platform = builder_.intern(std::string(environment("TARGET")));
    }
    task_.unit_hash = builder_.intern(std::string(place.unit_hash));
    if (task_.name == StringPool::kEmpty) {
      // "…/build/ring-0f…/build-script-build"
      std::string package(file_name(folder_of(trace().text(image().executable))));
      task_.name = builder_.intern(package.substr(0, package.rfind('-')));
    }
    std::string_view directory = trace().text(task_.package_directory);
    task_.local = !is_fetched(directory);
    std::vector<std::string> flags;
    if (std::string_view level = environment("OPT_LEVEL"); !level.empty()) {
      flags.push_back("opt-level=" + std::string(level));
    }
    task_.flags = add_list(flags);
  }

  void read_program() {
    bool cargo = work_.kind == WorkKind::program;
    std::string path(cargo ? work_.program : trace().text(image().executable));
    bool hashed = !unit_hash_of(file_name(path)).empty() ||
                  !unit_hash_of(file_name(folder_of(folder_of(path)))).empty();
    task_.kind = !cargo                       ? TaskKind::process
                 : hashed && !work_.from_exec ? TaskKind::test_run
                                              : TaskKind::run;
    task_.mode = TaskMode::execute;
    task_.local = cargo;
    std::string name(file_name(path));
    if (cargo && unit_hash_of(name).size() < name.size() && !unit_hash_of(name).empty()) {
      task_.unit_hash = builder_.intern(std::string(unit_hash_of(name)));
      name.resize(name.size() - 17);
    }
    if (task_.name == StringPool::kEmpty) task_.name = builder_.intern(name);
    if (!cargo) name = program_subject(arguments_of(trace(), image()));
    task_.target = builder_.intern(name);
  }

  template <class Text>
  Range add_list(const std::vector<Text>& texts) {
    std::vector<StringId> ids;
    for (const Text& text : texts)
      ids.push_back(builder_.intern(std::string(text)));
    return builder_.add_list(ids);
  }

  TraceBuilder& builder_;
  const Work& work_;
  const LintCaps& caps_;
  Task task_;
};

}  // namespace

Task describe_unit(TraceBuilder& builder, const Work& work, const LintCaps& caps) {
  return Describer(builder, work, caps).run();
}

bool pipelines(const Work& work) {
  const RustcCall& call = work.call;
  bool library = std::all_of(call.crate_types.begin(), call.crate_types.end(),
                             [](std::string_view type) { return type == "lib" || type == "rlib"; });
  return work.kind == WorkKind::compile && library && !call.crate_types.empty() && !call.test &&
         call.emits_code && call.emits_metadata;
}

}  // namespace makespan
