#include "import/cargo/unit_edges.h"

#include <string>
#include <string_view>
#include <unordered_map>

#include "import/cargo/artifact_folder.h"
#include "import/cargo/program_role.h"
#include "import/cargo/recorded_image.h"
#include "import/cargo/unit_description.h"

namespace makespan {
namespace {

using WorkByText = std::unordered_map<std::string, WorkId>;

WorkId find(const WorkByText& map, const std::string& key) {
  auto found = map.find(key);
  return found == map.end() ? WorkId::none() : found->second;
}

std::string joined(std::string_view a, std::string_view b) {
  std::string text(a);
  text += '\n';
  text += b;
  return text;
}

class EdgeFinder {
 public:
  EdgeFinder(const Trace& trace, const ProcessWalk& walk)
      : trace_(trace), walk_(walk), script_run_of_(walk.works.size()) {}

  // In order of start, so that what a unit finds is what was there when it started: the last build
  // before its own.
  std::vector<Dependency> run() {
    for (uint32_t i = 0; i < walk_.works.size(); ++i) {
      WorkId id(i);
      if (walk_.works[i].cargo.valid()) connect(id);
    }
    connect_links();
    connect_documents();
    return std::move(edges_);
  }

 private:
  [[nodiscard]] const Work& work(WorkId id) const { return walk_.works[id.index()]; }
  [[nodiscard]] const Task& task(WorkId id) const { return trace_.tasks[id.index()]; }

  [[nodiscard]] std::string_view environment(WorkId id, std::string_view name) const {
    const Image& image = trace_.images[work(id).compiler_image];
    return environment_value(trace_, image, name);
  }

  void connect(WorkId id) {
    switch (work(id).kind) {
      case WorkKind::compile:
        connect_externs(id);
        connect_script(id);
        remember_output(id);
        break;
      case WorkKind::document:
      case WorkKind::doctest:
        connect_externs(id);
        connect_script(id);
        if (task(id).kind == TaskKind::doc) remember_document(id);
        break;
      case WorkKind::build_script: {
        std::string_view executable = called_path(trace_, trace_.images[work(id).image]);
        add(id, find(script_folders_, std::string(folder_of(executable))), WaitsFor::all);
        script_run_of_[id] = id;
        script_runs_[std::string(environment(id, "OUT_DIR"))] = id;
        break;
      }
      case WorkKind::program:
        connect_program(id);
        break;
      case WorkKind::command:
        break;
    }
  }

  void connect_externs(WorkId id) {
    for (const ExternCrate& crate : work(id).call.externs) {
      WorkId on = find(libraries_, std::string(without_extension(crate.path)));
      if (task(id).kind == TaskKind::doc) {
        WorkId document = on.valid() ? find(documents_, document_key(on)) : documented(crate);
        if (document.valid()) document_edges_.push_back({.unit = id, .library = document});
      }
      if (!on.valid()) continue;
      bool metadata = crate.path.ends_with(".rmeta") && pipelines(work(id)) && pipelines(work(on));
      add(id, on, metadata ? WaitsFor::metadata : WaitsFor::all);
      if (task(id).kind != TaskKind::test && task(id).kind != TaskKind::bench) {
        with_links_.push_back({.unit = id, .library = on});
      }
    }
  }

  void connect_script(WorkId id) {
    std::string folder(environment(id, "OUT_DIR"));
    // A doctest has the OUT_DIR of its library; what waits is the library.
    if (folder.empty() || work(id).kind == WorkKind::doctest) return;
    WorkId run = find(script_runs_, folder);
    script_run_of_[id] = run;
    add(id, run, WaitsFor::all);
  }

  void remember_output(WorkId id) {
    const RustcCall& call = work(id).call;
    if (task(id).kind == TaskKind::build_script) {
      script_folders_[std::string(call.out_dir)] = id;
      return;
    }
    std::string file = std::string(call.crate_name) + std::string(call.extra_filename);
    std::string folder = std::string(call.out_dir) + '/';
    bool program = call.test || call.has_type("bin");
    if (!program) {
      libraries_[folder + "lib" + file] = id;
      return;
    }
    if (!call.emits_code) return;
    executables_[folder + file] = id;
    // What cargo links it to beside the folder: target/debug/my-app, target/debug/examples/ex.
    if (!call.test) programs_[joined(trace_.text(task(id).target), profile_folder(id))] = id;
  }

  [[nodiscard]] std::string_view profile_folder(WorkId id) const {
    return artifact_folder(work(id).call.out_dir, work(id).call.platform).profile_folder;
  }

  void connect_program(WorkId id) {
    std::string path(work(id).program);
    WorkId on = find(executables_, path);
    if (!on.valid()) {
      std::string_view folder = folder_of(path);
      if (file_name(folder) == "examples") folder = folder_of(folder);
      on = find(programs_, joined(file_name(path), file_name(folder)));
    }
    add(id, on, WaitsFor::all);
  }

  void remember_document(WorkId id) {
    documents_[document_key(id)] = id;
    auto [entry, is_new] = documents_of_crate_.emplace(work(id).call.crate_name, id);
    if (!is_new) entry->second = WorkId::none();
  }

  // The documentation of a library that was fresh: of its crate's name, where only one package has
  // it. "…/libsyn-0f….rmeta" is crate syn.
  [[nodiscard]] WorkId documented(const ExternCrate& crate) const {
    std::string name(file_name(without_extension(crate.path)));
    std::string_view hash = unit_hash_of(name);
    if (!name.starts_with("lib") || hash.size() + 4 > name.size()) return {};
    if (!hash.empty()) name.resize(name.size() - hash.size() - 1);
    return find(documents_of_crate_, name.substr(3));
  }

  // The same package's documentation is known by what both have: name, version, platform, crate.
  [[nodiscard]] std::string document_key(WorkId id) const {
    std::string key = joined(trace_.text(task(id).name), trace_.text(task(id).version));
    return joined(joined(key, trace_.text(task(id).platform)), work(id).call.crate_name);
  }

  // Cargo: a build script runs after those of its package's direct dependencies that have `links`
  // (dev-dependencies do not count).
  void connect_links() {
    for (const LinkedLibrary& link : with_links_) {
      WorkId run = script_run_of_[link.unit];
      WorkId before = script_run_of_[link.library];
      if (!run.valid() || !before.valid() || before == run) continue;
      if (!environment(before, "CARGO_MANIFEST_LINKS").empty()) add(run, before, WaitsFor::all);
    }
  }

  // What a proc-macro depends on is documented for the host, and cargo drops that where the same is
  // documented for the target too: then the proc-macro waits for neither.
  void connect_documents() {
    DenseMap<WorkId, bool> for_target(walk_.works.size());
    for (size_t i = document_edges_.size(); i-- > 0;) {
      const auto [unit, document] = document_edges_[i];  // dependents come behind
      bool host = work(unit).call.has_type("proc-macro");
      bool asked = task(unit).local && !host;
      if (task(document).local || asked || for_target[unit]) for_target[document] = true;
    }
    for (const auto& [unit, document] : document_edges_) {
      bool host = work(unit).call.has_type("proc-macro");
      if (!host || !for_target[document]) add(unit, document, WaitsFor::all);
    }
  }

  void add(WorkId id, WorkId on, WaitsFor waits_for) {
    if (!on.valid() || on >= id) return;
    edges_.push_back(
        {.task = TaskId(id.index()), .on = TaskId(on.index()), .waits_for = waits_for});
  }

  struct LinkedLibrary {
    WorkId unit;
    WorkId library;
  };

  const Trace& trace_;
  const ProcessWalk& walk_;
  std::vector<Dependency> edges_;
  DenseMap<WorkId, WorkId> script_run_of_;
  std::vector<LinkedLibrary> with_links_;
  std::vector<LinkedLibrary> document_edges_;
  WorkByText libraries_;           // "/t/debug/deps/libsyn-0f"
  WorkByText executables_;         // "/t/debug/deps/app-0f"
  WorkByText programs_;            // "my-app", "debug"
  WorkByText script_folders_;      // "/t/debug/build/ring-0f"
  WorkByText script_runs_;         // OUT_DIR
  WorkByText documents_;           // by document_key()
  WorkByText documents_of_crate_;  // none: several packages have a crate of that name
};

}  // namespace

std::vector<Dependency> find_unit_edges(const Trace& trace, const ProcessWalk& walk) {
  return EdgeFinder(trace, walk).run();
}

}  // namespace makespan
