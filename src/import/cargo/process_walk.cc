#include "import/cargo/process_walk.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <unordered_map>

#include "import/cargo/cargo_command.h"
#include "import/cargo/program_role.h"
#include "import/cargo/recorded_image.h"
#include "import/cargo/started_work.h"

namespace makespan {
namespace {

// What a child inherits, and from when on: a cargo that became its program by exec passes on
// something else to children started after that.
struct Position {
  CargoId cargo;
  WorkId work;
  bool open = false;    // directly beneath a cargo: what starts here may be a unit
  bool daemon = false;  // outlives the command, or is beneath such a process
};

class Walk {
 public:
  explicit Walk(const Trace& trace)
      : trace_(trace),
        positions_(trace.processes.size()),
        exec_work_(trace.processes.size()),
        roles_(trace.strings.size(), kUnknownRole) {
    walk_.owner = DenseMap<ProcessId, WorkId>(trace.processes.size());
    walk_.cargo = DenseMap<ProcessId, CargoId>(trace.processes.size());
    walk_.is_daemon = DenseMap<ProcessId, bool>(trace.processes.size());
  }

  ProcessWalk run() {
    for (uint32_t i = 0; i < trace_.processes.size(); ++i)
      visit(ProcessId(i));
    sort_by_start();
    return std::move(walk_);
  }

 private:
  static constexpr uint8_t kUnknownRole = 255;

  void visit(ProcessId id) {
    const Process& process = trace_.processes[id.index()];
    Position position = inherited(process);
    if (process.left_behind) position = {.daemon = true};
    for (uint32_t i = process.images.first; i < process.images.end(); ++i) {
      position = with_image(id, i, position);
    }
    positions_[id] = position;
    walk_.owner[id] = position.work;
    walk_.cargo[id] = position.cargo;
    walk_.is_daemon[id] = position.daemon;
  }

  // What a cargo became by exec was found with the cargo, before the units that it started first.
  void sort_by_start() {
    std::vector<Work>& works = walk_.works;
    auto start = [&](uint32_t i) {
      const Work& work = works[i];
      return work.from_exec ? trace_.images[work.image].start
                            : trace_.processes[work.process.index()].start;
    };
    std::vector<uint32_t> order(works.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(),
                     [&](uint32_t a, uint32_t b) { return start(a) < start(b); });
    std::vector<WorkId> place(works.size());
    std::vector<Work> sorted;
    sorted.reserve(works.size());
    for (uint32_t old : order) {
      place[old] = WorkId(sorted.size());
      sorted.push_back(std::move(works[old]));
    }
    works = std::move(sorted);
    for (uint32_t i = 0; i < trace_.processes.size(); ++i) {
      WorkId& owner = walk_.owner[ProcessId(i)];
      if (owner.valid()) owner = place[owner.index()];
    }
  }

  Position inherited(const Process& process) const {
    if (!process.parent.valid()) return {};
    Position position = positions_[process.parent];
    WorkId exec = exec_work_[process.parent];
    if (exec.valid() && process.start >= trace_.images[walk_.works[exec.index()].image].start) {
      position.work = exec;
      position.open = false;
    }
    return position;
  }

  // The position of a process once it runs `index`.
  Position with_image(ProcessId process, uint32_t index, Position at) {
    const Image& image = trace_.images[index];
    ProgramRole role = role_of(image);
    bool own_cargo = at.cargo.valid() && walk_.cargos[at.cargo.index()].process == process;
    if (role == ProgramRole::cargo && !own_cargo) return as_cargo(process, index, at, false);
    if (own_cargo) {
      become(index, role, at);
      return at;
    }
    if (at.daemon) return in_daemon(process, index, role, at);
    if (at.open) return beneath_cargo(process, index, role, at);
    if (role == ProgramRole::cargo_subcommand && !at.work.valid()) {
      return as_cargo(process, index, at, true);
    }
    if (at.work.valid() && is_rust_compiler(role)) find_wrapped(process, index, at.work);
    return at;
  }

  Position as_cargo(ProcessId process, uint32_t image, Position at, bool subcommand) {
    walk_.cargos.push_back({.process = process,
                            .image = image,
                            .first_image = image,
                            .parent = at.cargo,
                            .subcommand = subcommand});
    at.cargo = CargoId(walk_.cargos.size() - 1);
    at.open = true;
    return at;
  }

  // A further image of a cargo process: rustup's proxy became cargo, `cargo clippy` became
  // cargo-clippy, `cargo run` became the program.
  void become(uint32_t index, ProgramRole role, const Position& at) {
    CargoProcess& cargo = walk_.cargos[at.cargo.index()];
    if (role == ProgramRole::cargo) {
      cargo.image = index;
      return;
    }
    const Image& image = trace_.images[index];
    std::vector<std::string_view> words = arguments_of(trace_, trace_.images[cargo.image]);
    std::string_view name = file_name(trace_.text(image.executable));
    if (role == ProgramRole::cargo_subcommand && !name.starts_with("cargo-")) {
      name = file_name(program_name(trace_, image));  // rustup's proxy
    }
    std::string_view asked =
        parse_cargo_command(std::span(words).subspan(words.empty() ? 0 : 1)).subcommand;
    bool runs = asked == "run" || asked == "r";
    if (cargo.subcommand || (name.starts_with("cargo-") && !runs)) {
      cargo.subcommand = true;
      return;
    }
    if (exec_work_[cargo.process].valid()) return;
    Work work{
        .kind = WorkKind::program, .process = cargo.process, .image = index, .cargo = at.cargo};
    work.program = trace_.text(image.executable);
    work.from_exec = true;
    exec_work_[cargo.process] = add(std::move(work));
  }

  Position beneath_cargo(ProcessId process, uint32_t index, ProgramRole role, Position at) {
    Work work{.process = process, .image = index, .cargo = at.cargo};
    if (!read_compile(trace_, role, work) && !read_executable(trace_, work)) return at;
    at.open = false;
    // A process has one work: a wrapper that becomes the compiler by exec is still the same unit.
    at.work = add(std::move(work));
    return at;
  }

  WorkId add(Work work) {
    work.compiler = work.process;
    work.compiler_image = work.image;
    WorkId id(walk_.works.size());
    if (work.kind == WorkKind::compile) by_output_[output_key(work.call)] = id;
    walk_.works.push_back(std::move(work));
    return id;
  }

  // The compiler beneath a wrapper: the last that compiles the same crate (sccache first asks for
  // the dep-info alone).
  void find_wrapped(ProcessId process, uint32_t index, WorkId id) {
    Work& work = walk_.works[id.index()];
    if (work.kind != WorkKind::compile) return;
    Work found{.process = process, .image = index};
    if (!read_compile(trace_, role_of(trace_.images[index]), found) ||
        output_key(found.call) != output_key(work.call) ||
        found.call.emits_code != work.call.emits_code) {
      return;
    }
    work.compiler = process;
    work.compiler_image = index;
  }

  // A cache's server may do the compiling, as a daemon: its rustc belongs to the client's unit.
  Position in_daemon(ProcessId process, uint32_t index, ProgramRole role, Position at) {
    Work found{.process = process, .image = index};
    if (at.work.valid() || !is_rust_compiler(role) || !read_compile(trace_, role, found)) return at;
    auto client = by_output_.find(output_key(found.call));
    if (client == by_output_.end()) return at;
    find_wrapped(process, index, client->second);
    at.work = client->second;
    return at;
  }

  static std::string output_key(const RustcCall& call) {
    std::string key(call.out_dir);
    key += '/';
    key += call.crate_name;
    key += call.extra_filename;
    key += '/';
    key += call.metadata;
    return key;
  }

  ProgramRole role_of(const Image& image) {
    uint8_t& known = roles_[image.executable.valid() ? image.executable.index() : 0];
    if (known == kUnknownRole) {
      known = static_cast<uint8_t>(program_role(trace_.text(image.executable), {}));
    }
    auto role = static_cast<ProgramRole>(known);
    return role == ProgramRole::other ? program_role({}, program_name(trace_, image)) : role;
  }

  const Trace& trace_;
  ProcessWalk walk_;
  DenseMap<ProcessId, Position> positions_;
  DenseMap<ProcessId, WorkId> exec_work_;
  std::unordered_map<std::string, WorkId> by_output_;
  std::vector<uint8_t> roles_;  // by the executable's StringId
};

}  // namespace

ProcessWalk walk_processes(const Trace& recorded) {
  return Walk(recorded).run();
}

}  // namespace makespan
