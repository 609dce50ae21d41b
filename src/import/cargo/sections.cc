#include "import/cargo/sections.h"

#include <algorithm>
#include <span>
#include <string>
#include <utility>

namespace makespan {
namespace {

// The end of a work's own process; a moment of the recording.
Timestamp end_of(const Trace& trace, const Work& work) {
  return trace.processes[work.process.index()].end;
}

// The threads of each process, grouped; ids in order of start.
class ThreadsOf {
 public:
  explicit ThreadsOf(const Trace& trace)
      : first_(trace.processes.size() + 1), threads_(trace.threads.size()) {
    for (const Thread& thread : trace.threads)
      ++first_[thread.process.index() + 1];
    for (size_t i = 1; i < first_.size(); ++i)
      first_[i] += first_[i - 1];
    std::vector<uint32_t> at(first_.begin(), first_.end() - 1);
    for (uint32_t i = 0; i < trace.threads.size(); ++i) {
      threads_[at[trace.threads[i].process.index()]++] = ThreadId(i);
    }
  }

  [[nodiscard]] std::span<const ThreadId> operator[](ProcessId process) const {
    uint32_t first = first_[process.index()];
    return std::span(threads_).subspan(first, first_[process.index() + 1] - first);
  }

 private:
  std::vector<uint32_t> first_;
  std::vector<ThreadId> threads_;
};

std::optional<Duration> minus(std::optional<Duration> whole, std::optional<Duration> part) {
  if (!whole || !part) return std::nullopt;
  return std::max(Duration(), *whole - *part);
}

// The sections of one compiler call.
class CompilerSections {
 public:
  CompilerSections(TraceBuilder& builder, const Work& work, const Account& account,
                   std::span<const ThreadId> threads, std::span<const WorkChild> children)
      : builder_(builder),
        trace_(builder.so_far()),
        work_(work),
        account_(account),
        threads_(threads),
        children_(children) {
    for (ThreadId thread : threads_) {
      if (name_of(thread) == "coordinator") {
        coordinator_ = thread;
        break;
      }
    }
  }

  std::vector<Section> run() {
    add_links();
    add_frontend();
    for (ThreadId thread : threads_)
      add_backend_thread(thread);
    if (coordinator_.valid()) {
      add_fat_lto();
      add_other();
    }
    return std::move(sections_);
  }

 private:
  [[nodiscard]] std::string_view name_of(ThreadId thread) const {
    return trace_.text(trace_.threads[thread.index()].name);
  }

  [[nodiscard]] bool is_backend(ThreadId thread) const {
    std::string_view name = name_of(thread);
    return name == "coordinator" || name.starts_with("opt ") || name.starts_with("lto ") ||
           name.starts_with("copy ");
  }

  [[nodiscard]] Timestamp frontend_end() const {
    return coordinator_.valid() ? trace_.threads[coordinator_.index()].start
                                : end_of(trace_, work_);
  }

  [[nodiscard]] Timestamp start() const { return trace_.processes[work_.process.index()].start; }

  // A child that the compiler started before codegen is a proc-macro's, and one of a check is too.
  [[nodiscard]] bool is_link(const WorkChild& child) const {
    if (!work_.call.emits_code) return false;
    return !coordinator_.valid() || trace_.processes[child.process.index()].start >= frontend_end();
  }

  void add_links() {
    for (const WorkChild& child : children_) {
      if (!is_link(child)) {
        early_children_ += child.account.cpu;
        continue;
      }
      const Process& process = trace_.processes[child.process.index()];
      Timestamp end = std::max(process.start, std::min(process.end, end_of(trace_, work_)));
      first_link_ = first_link_ ? std::min(*first_link_, process.start) : process.start;
      add({.kind = SectionKind::link, .start = process.start, .wall = end - process.start},
          child.account.cpu, child.account.run_queue_wait);
    }
  }

  // With a coordinator: see frontend_cpu(). Without one (a check, a crate without code, a coarse
  // recording): all that is not the link's.
  void add_frontend() {
    Timestamp end = frontend_end();
    if (!coordinator_.valid() && first_link_) end = *first_link_;
    Section section{.kind = SectionKind::frontend, .start = start(), .wall = end - start()};
    if (coordinator_.valid()) {
      add(section, frontend_cpu(), std::nullopt);
    } else {
      add(section, minus(account_.cpu, used_).value_or(Duration()),
          minus(account_.run_queue_wait, waited_));
    }
  }

  // What had been used up when the coordinator was created: by its creator exactly, by the main
  // thread and the other frontend threads (-Zthreads) wholly, which idle after that.
  Duration frontend_cpu() const {
    const Thread& coordinator = trace_.threads[coordinator_.index()];
    const std::optional<Usage>& usage = trace_.processes[work_.compiler.index()].usage;
    Duration main = usage ? usage->cpu : Duration();
    Duration others;
    for (ThreadId id : threads_) {
      const Thread& thread = trace_.threads[id.index()];
      main -= thread.usage.cpu;
      if (is_backend(id) || thread.start > coordinator.start) continue;
      bool creator = id == coordinator.spawner;
      others += creator ? coordinator.spawner_cpu.value_or(thread.usage.cpu) : thread.usage.cpu;
    }
    if (!coordinator.spawner.valid()) main = coordinator.spawner_cpu.value_or(main);
    return std::max(Duration(), main) + others + early_children_;
  }

  void add_backend_thread(ThreadId id) {
    const Thread& thread = trace_.threads[id.index()];
    std::string name(name_of(id));
    Section section{.start = thread.start, .wall = thread.end - thread.start};
    if (name.starts_with("opt ")) {
      section.kind = SectionKind::codegen;
      section.name = builder_.intern(std::string_view(name).substr(4));
    } else if (name.starts_with("lto ")) {
      has_lto_thread_ = true;
      section.kind = SectionKind::lto;
      section.name = builder_.intern(std::string_view(name).substr(4));
    } else {
      return;
    }
    add(section, thread.usage.cpu, thread.usage.run_queue_wait);
  }

  // Between the coordinator's end and the link, on the thread that created the coordinator. That
  // thread's CPU is known at both creations; what it spent on IR in between is not, but serial work
  // has no more CPU than wall.
  void add_fat_lto() {
    const Thread& coordinator = trace_.threads[coordinator_.index()];
    ThreadId creator = coordinator.spawner;
    if (!work_.call.link_time_optimised || has_lto_thread_ || !creator.valid()) return;
    Timestamp end = end_of(trace_, work_);
    Duration cpu = trace_.threads[creator.index()].usage.cpu;
    for (const WorkChild& child : children_) {
      const Process& process = trace_.processes[child.process.index()];
      if (!is_link(child) || process.spawner != creator || process.start >= end) continue;
      end = process.start;
      cpu = process.spawner_cpu.value_or(cpu);
    }
    if (end <= coordinator.end) return;
    Duration wall = end - coordinator.end;
    cpu = std::min(cpu - coordinator.spawner_cpu.value_or(cpu), wall);
    add({.kind = SectionKind::lto, .start = coordinator.end, .wall = wall},
        std::max(Duration(), cpu), std::nullopt);
  }

  // IR generation, writing the library, the link's preparation, the threads' ends.
  void add_other() {
    Timestamp from = frontend_end();
    Duration cpu = minus(account_.cpu, used_).value_or(Duration());
    if (cpu == Duration()) return;
    add({.kind = SectionKind::other, .start = from, .wall = end_of(trace_, work_) - from}, cpu,
        std::nullopt);
  }

  // Never more CPU than the task has: the sum must come out even where clocks disagree by a tick.
  void add(Section section, Duration cpu, std::optional<Duration> wait) {
    if (account_.cpu_known) {
      section.cpu = std::min(cpu, account_.cpu - used_);
      used_ += *section.cpu;
    }
    section.run_queue_wait = wait;
    waited_ += wait.value_or(Duration());
    section.wall = std::max(Duration(), section.wall);
    sections_.push_back(section);
  }

  TraceBuilder& builder_;
  const Trace& trace_;
  const Work& work_;
  const Account& account_;
  std::span<const ThreadId> threads_;
  std::span<const WorkChild> children_;
  ThreadId coordinator_;
  std::optional<Timestamp> first_link_;
  bool has_lto_thread_ = false;
  Duration early_children_;
  Duration used_;
  Duration waited_;
  std::vector<Section> sections_;
};

Section whole_section(const Trace& trace, const Work& work, const Account& account,
                      SectionKind kind) {
  const Process& process = trace.processes[work.process.index()];
  Section section{.kind = kind, .start = process.start, .wall = process.end - process.start};
  if (account.cpu_known) section.cpu = account.cpu;
  section.run_queue_wait = account.run_queue_wait;
  return section;
}

std::vector<Section> script_sections(TraceBuilder& builder, const Work& work,
                                     const Account& account, std::span<const WorkChild> calls) {
  const Trace& trace = builder.so_far();
  Section script = whole_section(trace, work, account, SectionKind::script);
  std::vector<Section> sections;
  for (const WorkChild& call : calls) {
    const Process& process = trace.processes[call.process.index()];
    Section section{.kind = SectionKind::compile_c,
                    .name = builder.intern(call.source),
                    .start = process.start,
                    .wall = process.end - process.start};
    if (account.cpu_known) section.cpu = call.account.cpu;
    section.run_queue_wait = call.account.run_queue_wait;
    script.cpu = minus(script.cpu, section.cpu);
    script.run_queue_wait = minus(script.run_queue_wait, section.run_queue_wait);
    sections.push_back(section);
  }
  sections.push_back(script);
  return sections;
}

}  // namespace

DenseMap<WorkId, std::vector<Section>> find_sections(TraceBuilder& builder, const ProcessWalk& walk,
                                                     const WorkParts& parts) {
  const Trace& trace = builder.so_far();
  DenseMap<WorkId, std::vector<WorkChild>> parts_of(walk.works.size());
  for (const WorkChild& part : parts.parts)
    parts_of[part.work].push_back(part);

  ThreadsOf threads(trace);
  DenseMap<WorkId, std::vector<Section>> sections(walk.works.size());
  for (uint32_t i = 0; i < walk.works.size(); ++i) {
    WorkId id(i);
    const Work& work = walk.works[i];
    const Account& account = parts.accounts[id];
    switch (work.kind) {
      case WorkKind::compile:
        sections[id] =
            CompilerSections(builder, work, account, threads[work.compiler], parts_of[id]).run();
        break;
      case WorkKind::build_script:
        sections[id] = script_sections(builder, work, account, parts_of[id]);
        break;
      case WorkKind::document:
        sections[id] = {whole_section(trace, work, account, SectionKind::frontend)};
        break;
      case WorkKind::doctest:
      case WorkKind::program:
      case WorkKind::command:
        break;
    }
  }
  return sections;
}

}  // namespace makespan
