#include "import/cargo/work_parts.h"

#include <algorithm>

#include "import/cargo/program_role.h"
#include "import/cargo/recorded_image.h"

namespace makespan {
namespace {

constexpr uint32_t kNoPart = UINT32_MAX;

// The C source that a compiler call is about; empty for a link, a probe (`cc --version`), or what
// is no C compiler.
std::string_view c_source(const Trace& trace, const Process& process) {
  for (uint32_t i = process.images.first; i < process.images.end(); ++i) {
    const Image& image = trace.images[i];
    std::vector<std::string_view> words = arguments_of(trace, image);
    if (words.empty()) continue;
    bool compiler = program_role(trace.text(image.executable), words[0]) == ProgramRole::c_compiler;
    // `ccache cc -c x.c`, `sccache clang …`.
    compiler =
        compiler || (words.size() > 1 && program_role(words[1], {}) == ProgramRole::c_compiler);
    if (!compiler) continue;
    auto source = std::find_if(words.begin() + 1, words.end(), [](std::string_view word) {
      return !word.empty() && is_c_source(word);
    });
    if (source != words.end()) return file_name(*source);
  }
  return {};
}

class Division {
 public:
  Division(const Trace& trace, const ProcessWalk& walk)
      : trace_(trace), walk_(walk), part_of_(trace.processes.size(), kNoPart) {
    result_.accounts = DenseMap<WorkId, Account>(walk.works.size());
  }

  WorkParts run() {
    for (uint32_t i = 0; i < trace_.processes.size(); ++i) {
      ProcessId id(i);
      WorkId owner = walk_.owner[id];
      if (!owner.valid()) continue;
      uint32_t part = part_for(id, owner);
      part_of_[id] = part;
      if (part != kNoPart) result_.parts[part].account.add(trace_.processes[i]);
      result_.accounts[owner].add(trace_.processes[i]);
    }
    return std::move(result_);
  }

 private:
  uint32_t part_for(ProcessId id, WorkId owner) {
    const Process& process = trace_.processes[id.index()];
    const Work& work = walk_.works[owner.index()];
    if (!process.parent.valid() || id == work.process || id == work.compiler) return kNoPart;
    bool same_owner = walk_.owner[process.parent] == owner;
    if (same_owner && part_of_[process.parent] != kNoPart) return part_of_[process.parent];
    switch (work.kind) {
      case WorkKind::compile:
        // Whatever the compiler starts: the linker, strip, a program that a proc-macro asks.
        return process.parent == work.compiler ? add({.work = owner, .process = id}) : kNoPart;
      case WorkKind::build_script: {
        std::string_view source = c_source(trace_, process);
        if (source.empty()) return kNoPart;
        return add({.work = owner, .process = id, .compiles_c = true, .source = source});
      }
      case WorkKind::document:
      case WorkKind::doctest:
      case WorkKind::program:
      case WorkKind::command:
        return kNoPart;
    }
    return kNoPart;
  }

  uint32_t add(WorkChild part) {
    result_.parts.push_back(part);
    return static_cast<uint32_t>(result_.parts.size() - 1);
  }

  const Trace& trace_;
  const ProcessWalk& walk_;
  WorkParts result_;
  DenseMap<ProcessId, uint32_t> part_of_;
};

}  // namespace

void Account::add(const Process& process) {
  peak_memory_bytes = std::max(peak_memory_bytes, process.peak_memory_bytes.value_or(0));
  if (!process.usage) {
    forget();
    return;
  }
  cpu += process.usage->cpu;
  if (run_queue_wait && process.usage->run_queue_wait) {
    *run_queue_wait += *process.usage->run_queue_wait;
  } else {
    run_queue_wait.reset();
  }
}

void Account::forget() {
  cpu_known = false;
  run_queue_wait.reset();
}

WorkParts divide_works(const Trace& trace, const ProcessWalk& walk) {
  return Division(trace, walk).run();
}

}  // namespace makespan
