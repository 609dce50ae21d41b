#include "simulate/simulate.h"

#include <algorithm>
#include <deque>

#include "base/check.h"
#include "simulate/processors.h"
#include "simulate/ready_queue.h"

namespace makespan {
namespace {

constexpr uint32_t kNone = UINT32_MAX;

// Who waits at the pool of tokens: an invocation for its next task, or a task for a thread.
struct Request {
  bool for_next_task = false;
  uint32_t task = kNone;
};

struct InvocationState {
  uint32_t free_tokens = 0;
  std::deque<Request> requests;  // in the order in which they came
  bool asks = false;             // has a request for its next task in there
  ReadyQueue ready;
  uint32_t open_tasks = 0;  // not yet ended
  bool begun = false;
};

struct TaskState {
  uint32_t open_dependencies = 0;
  uint32_t next_part = 0;   // first part of the stages to come, from the workload's beginning
  uint32_t stage_open = 0;  // parts of this stage that have not ended
  uint32_t running = 0;     // threads
  uint32_t extra_tokens = 0;
  uint32_t waiting_first = kNone;  // parts that may start, linked by next_waiting_
  uint32_t waiting_last = kNone;
  bool asks = false;
  bool has_metadata = false;
  bool has_called = false;
  uint32_t open_calls = 0;  // invocations that it calls and that have not ended
};

class Simulation {
 public:
  Simulation(const Workload& workload, const TaskGraph& graph, const QueueOrder& order,
             const SimulationOptions& options)
      : workload_(workload),
        graph_(graph),
        order_(order),
        options_(options),
        processors_(options.cores, options.contention, options.taken, workload.parts.size()),
        tasks_(workload.tasks.size()),
        invocations_(workload.invocations.size() + 1),
        next_waiting_(workload.parts.size(), kNone),
        task_of_(workload.parts.size()) {
    schedule_.tasks = DenseMap<TaskId, Span>(workload.tasks.size());
    schedule_.metadata = DenseMap<TaskId, Timestamp>(workload.tasks.size());
    if (options.record_parts) schedule_.parts.resize(workload.parts.size());
  }

  Schedule run() {
    set_up();
    while (std::optional<Processors::Event> event = processors_.next()) {
      if (event->timer && event->index < invocations_.size()) {
        begin(event->index);
      } else if (event->timer) {
        launch(event->index - static_cast<uint32_t>(invocations_.size()));
        settle();
      } else {
        end_part(event->index);
      }
    }
    // A task that never became ready waits in a circle, or for an invocation that begins later.
    for (const InvocationState& invocation : invocations_)
      CHECK(invocation.open_tasks == 0);
    for (uint32_t i = 0; i < tasks_.size(); ++i)
      last_ = std::max(last_, schedule_.tasks[TaskId(i)].end);
    schedule_.makespan = last_.since_epoch() + workload_.tail;
    schedule_.busy = processors_.busy();
    return std::move(schedule_);
  }

 private:
  // Tasks outside any invocation share the last state, which has no end of tokens.
  [[nodiscard]] uint32_t invocation_of(uint32_t task) const {
    InvocationId id = workload_.tasks[task].invocation;
    return id.valid() ? id.index() : static_cast<uint32_t>(workload_.invocations.size());
  }

  [[nodiscard]] uint32_t jobs_of(uint32_t invocation) const {
    if (invocation == workload_.invocations.size()) return UINT32_MAX / 2;
    return options_.jobs.value_or(workload_.invocations[invocation].jobs);
  }

  [[nodiscard]] bool in_own_jobs_stage(uint32_t task) const {
    uint8_t stage = workload_.tasks[task].own_jobs_stage;
    return stage != WorkTask::kNoOwnJobs &&
           workload_.parts[tasks_[task].next_part - 1].stage == stage;
  }

  void set_up() {
    for (uint32_t i = 0; i < invocations_.size(); ++i)
      invocations_[i].free_tokens = jobs_of(i);
    for (uint32_t task = 0; task < tasks_.size(); ++task) {
      if (!workload_.tasks[task].present) continue;
      ++invocations_[invocation_of(task)].open_tasks;
      tasks_[task].open_dependencies = static_cast<uint32_t>(graph_.dag().before(task).size());
      Range parts = workload_.tasks[task].parts;
      tasks_[task].next_part = parts.first;
      std::fill_n(task_of_.begin() + parts.first, parts.count, task);
    }
    // Tasks free from the beginning are put into the queue when their invocation begins.
    first_of_.resize(invocations_.size());
    for (uint32_t task = 0; task < tasks_.size(); ++task) {
      if (workload_.tasks[task].present && tasks_[task].open_dependencies == 0)
        first_of_[invocation_of(task)].push_back(task);
    }
    followers_.resize(invocations_.size());
    first_calls_.resize(tasks_.size());
    for (uint32_t i = 0; i < workload_.invocations.size(); ++i) {
      const WorkInvocation& invocation = workload_.invocations[i];
      bool called = is_called(invocation);
      if (called) ++tasks_[invocation.caller.index()].open_calls;
      if (invocation.after.valid()) {
        followers_[invocation.after.index()].push_back(i);
      } else if (called) {
        first_calls_[invocation.caller.index()].push_back(i);
      } else {
        processors_.add_timer(i, until_first_task(invocation));
      }
    }
    processors_.add_timer(static_cast<uint32_t>(workload_.invocations.size()), Duration());
  }

  // An edit may have removed who calls it: then it begins by itself.
  [[nodiscard]] bool is_called(const WorkInvocation& invocation) const {
    return invocation.caller.valid() && workload_.tasks[invocation.caller.index()].present;
  }

  // The lead goes to the first task's start, which has the reaction in it.
  [[nodiscard]] Duration until_first_task(const WorkInvocation& invocation) const {
    return std::max(Duration(), invocation.offset + invocation.lead - options_.reaction);
  }

  void begin(uint32_t invocation) {
    InvocationState& state = invocations_[invocation];
    state.begun = true;
    bool is_empty = state.open_tasks == 0;
    for (uint32_t task : first_of_[invocation])
      make_ready(task);
    serve_queue(invocation);
    if (is_empty) end_invocation(invocation);
    settle();
  }

  void end_invocation(uint32_t invocation) {
    for (uint32_t follower : followers_[invocation]) {
      const WorkInvocation& next = workload_.invocations[follower];
      processors_.add_timer(follower, until_first_task(next));
    }
    if (invocation == workload_.invocations.size()) return;
    const WorkInvocation& ended = workload_.invocations[invocation];
    if (!is_called(ended)) return;
    uint32_t caller = ended.caller.index();
    TaskState& state = tasks_[caller];
    bool waits = !workload_.tasks[caller].works_beside_calls || has_done_its_own(caller);
    if (--state.open_calls == 0 && waits) next_stage(caller);
  }

  // Nothing of it is left but what it called.
  [[nodiscard]] bool has_done_its_own(uint32_t task) const {
    const TaskState& state = tasks_[task];
    return state.stage_open == 0 && state.next_part == workload_.tasks[task].parts.end();
  }

  [[nodiscard]] bool calls_behind(uint32_t task, uint8_t stage) const {
    const TaskState& state = tasks_[task];
    return !state.has_called && state.open_calls > 0 &&
           workload_.tasks[task].calls_behind_stage == stage;
  }

  void begin_calls(uint32_t task) {
    tasks_[task].has_called = true;
    for (uint32_t call : first_calls_[task])
      processors_.add_timer(call, until_first_task(workload_.invocations[call]));
  }

  void make_ready(uint32_t task) {
    InvocationState& state = invocations_[invocation_of(task)];
    state.ready.push(order_, task, batch_);
  }

  // Cargo asks the pool for its next task, if it does not already; free tokens are handed out.
  void serve_queue(uint32_t invocation) {
    InvocationState& state = invocations_[invocation];
    if (!state.asks && !state.ready.empty()) {
      state.asks = true;
      state.requests.push_back({.for_next_task = true});
    }
    grant(invocation);
  }

  void grant(uint32_t invocation) {
    InvocationState& state = invocations_[invocation];
    while (state.free_tokens > 0 && !state.requests.empty()) {
      Request request = state.requests.front();
      state.requests.pop_front();
      if (request.for_next_task) {
        state.asks = false;
        if (state.ready.empty()) continue;
        --state.free_tokens;
        start(state.ready.pop(order_));
        if (!state.ready.empty()) {
          state.asks = true;
          state.requests.push_back({.for_next_task = true});
        }
      } else {
        TaskState& task = tasks_[request.task];
        task.asks = false;
        if (!wants_thread(request.task)) continue;
        --state.free_tokens;
        ++task.extra_tokens;
        run_waiting(request.task);
      }
    }
  }

  // Timers behind those of the invocations are the tasks': see launch.
  void start(uint32_t task) {
    if (options_.reaction > Duration()) {
      processors_.add_timer(static_cast<uint32_t>(invocations_.size()) + task, options_.reaction);
    } else {
      launch(task);
    }
  }

  void launch(uint32_t task) {
    schedule_.tasks[TaskId(task)].start = processors_.now();
    next_stage(task);
  }

  // Puts the parts of the next stage into the task's line; tasks without parts end at once.
  void next_stage(uint32_t task) {
    TaskState& state = tasks_[task];
    Range parts = workload_.tasks[task].parts;
    uint32_t first = state.next_part;
    if (first > parts.first && calls_behind(task, workload_.parts[first - 1].stage)) {
      begin_calls(task);
      if (!workload_.tasks[task].works_beside_calls) return;
    }
    if (first == parts.end()) {
      if (state.open_calls == 0) end_task(task);
      return;
    }
    uint8_t stage = workload_.parts[first].stage;
    while (state.next_part < parts.end() && workload_.parts[state.next_part].stage == stage)
      ++state.next_part;
    state.stage_open = state.next_part - first;
    for (uint32_t part = first; part < state.next_part; ++part) {
      const WorkPart& work = workload_.parts[part];
      if (work.after == WorkPart::kStageStart && !work.beside) add_waiting(task, part);
    }
    run_waiting(task);
  }

  // The main thread's pieces go before the units that earlier pieces let go.
  void add_waiting(uint32_t task, uint32_t part) {
    TaskState& state = tasks_[task];
    bool first = workload_.parts[part].kind == SectionKind::other;
    if (state.waiting_first == kNone) {
      state.waiting_first = state.waiting_last = part;
      next_waiting_[part] = kNone;
    } else if (first) {
      next_waiting_[part] = state.waiting_first;
      state.waiting_first = part;
    } else {
      next_waiting_[part] = kNone;
      next_waiting_[state.waiting_last] = part;
      state.waiting_last = part;
    }
  }

  [[nodiscard]] bool wants_thread(uint32_t task) const {
    const TaskState& state = tasks_[task];
    if (state.waiting_first == kNone) return false;
    const WorkTask& work = workload_.tasks[task];
    InvocationId id = work.invocation;
    bool own_jobs = id.valid() && in_own_jobs_stage(task);
    return state.running < (own_jobs ? jobs_of(id.index()) : work.most_threads);
  }

  // Only cargo shares its pool with the threads of what it starts.
  [[nodiscard]] bool takes_tokens(uint32_t task) const {
    InvocationId id = workload_.tasks[task].invocation;
    if (in_own_jobs_stage(task)) return false;
    return id.valid() && workload_.invocations[id.index()].tool == BuildTool::cargo;
  }

  [[nodiscard]] Duration latency_of(const WorkPart& work) const {
    return processors_.would_fill_all() ? options_.scheduling_latency * work.wakes : Duration();
  }

  // With what runs beside it.
  void begin_part(uint32_t part, Duration latency) {
    do {
      const WorkPart& work = workload_.parts[part];
      if (options_.record_parts) schedule_.parts[part].start = processors_.now();
      processors_.add(part, work.blocked + latency, work.cpu);
      ++part;
    } while (part < workload_.parts.size() && workload_.parts[part].beside);
  }

  void run_waiting(uint32_t task) {
    TaskState& state = tasks_[task];
    while (wants_thread(task) && (state.running < 1 + state.extra_tokens || !takes_tokens(task))) {
      uint32_t part = state.waiting_first;
      state.waiting_first = next_waiting_[part];
      ++state.running;
      begin_part(part, latency_of(workload_.parts[part]));
    }
    if (wants_thread(task) && !state.asks) {
      state.asks = true;
      InvocationState& invocation = invocations_[invocation_of(task)];
      invocation.requests.push_back({.task = task});
      // Called from grant() this is a no-op there: the loop goes on with what was pushed.
      if (invocation.free_tokens > 0) granting_.push_back(invocation_of(task));
    }
  }

  void end_part(uint32_t part) {
    uint32_t task = task_of_[part];
    TaskState& state = tasks_[task];
    if (options_.record_parts) schedule_.parts[part].end = processors_.now();
    ++batch_;
    if (!workload_.parts[part].beside) --state.running;
    --state.stage_open;
    uint32_t first = workload_.tasks[task].parts.first;
    // What a part lets go lies directly behind it: see add_codegen_parts.
    for (uint32_t next = part + 1; next < state.next_part; ++next) {
      if (workload_.parts[next].after != part - first) break;
      add_waiting(task, next);
    }
    if (state.stage_open == 0) {
      release_metadata(task, workload_.parts[part].stage);
      next_stage(task);
    } else {
      run_waiting(task);
    }
    return_tokens(task);
    settle();
  }

  // What the compiler has no thread for goes back to the pool.
  void return_tokens(uint32_t task) {
    TaskState& state = tasks_[task];
    uint32_t needed = state.running > 0 ? state.running - 1 : 0;
    if (state.extra_tokens <= needed) return;
    uint32_t invocation = invocation_of(task);
    invocations_[invocation].free_tokens += state.extra_tokens - needed;
    state.extra_tokens = needed;
    granting_.push_back(invocation);
  }

  // Hands out tokens until nobody who can get one waits.
  void settle() {
    while (!granting_.empty()) {
      uint32_t invocation = granting_.back();
      granting_.pop_back();
      grant(invocation);
    }
  }

  void release_metadata(uint32_t task, uint8_t stage) {
    const WorkTask& work = workload_.tasks[task];
    if (tasks_[task].has_metadata || work.metadata_stage == WorkTask::kNoMetadata) return;
    bool last = tasks_[task].next_part == work.parts.end();
    // The next stage's number decides: a stage without parts ends with the one before it.
    bool ended = stage >= work.metadata_stage || last ||
                 workload_.parts[tasks_[task].next_part].stage > work.metadata_stage;
    if (!ended) return;
    tasks_[task].has_metadata = true;
    schedule_.metadata[TaskId(task)] = processors_.now();
    release(task, WaitsFor::metadata);
  }

  void release(uint32_t task, WaitsFor what) {
    bool early = tasks_[task].has_metadata;
    for (Arc arc : graph_.dag().after(task)) {
      bool by_metadata = waits_for(arc) == WaitsFor::metadata && early;
      if (by_metadata != (what == WaitsFor::metadata)) continue;
      if (--tasks_[arc.node].open_dependencies > 0) continue;
      uint32_t invocation = invocation_of(arc.node);
      if (!invocations_[invocation].begun) {
        first_of_[invocation].push_back(arc.node);
        continue;
      }
      make_ready(arc.node);
      woken_.push_back(invocation);
    }
    if (what == WaitsFor::metadata) serve_woken();
  }

  void serve_woken() {
    for (uint32_t invocation : woken_) {
      InvocationState& state = invocations_[invocation];
      if (!state.asks && !state.ready.empty()) {
        state.asks = true;
        state.requests.push_back({.for_next_task = true});
      }
      granting_.push_back(invocation);
    }
    woken_.clear();
  }

  void end_task(uint32_t task) {
    schedule_.tasks[TaskId(task)].end = processors_.now();
    if (!tasks_[task].has_metadata) schedule_.metadata[TaskId(task)] = processors_.now();
    release(task, WaitsFor::all);
    uint32_t invocation = invocation_of(task);
    InvocationState& state = invocations_[invocation];
    ++state.free_tokens;
    if (!state.ready.empty()) {
      --state.free_tokens;
      ended_starts_.push_back(state.ready.pop(order_));
    }
    if (--state.open_tasks == 0) end_invocation(invocation);
    serve_woken();
    granting_.push_back(invocation);
    start_ended();
  }

  // A loop instead of recursion: tasks without work can follow each other a million deep.
  void start_ended() {
    if (starting_) return;
    starting_ = true;
    while (!ended_starts_.empty()) {
      uint32_t next = ended_starts_.back();
      ended_starts_.pop_back();
      start(next);
    }
    starting_ = false;
  }

  const Workload& workload_;
  const TaskGraph& graph_;
  const QueueOrder& order_;
  const SimulationOptions& options_;
  Processors processors_;
  std::vector<TaskState> tasks_;
  std::vector<InvocationState> invocations_;
  std::vector<uint32_t> next_waiting_;
  std::vector<std::vector<uint32_t>> first_of_;
  std::vector<std::vector<uint32_t>> followers_;
  std::vector<std::vector<uint32_t>> first_calls_;
  std::vector<uint32_t> granting_;
  std::vector<uint32_t> woken_;
  std::vector<uint32_t> ended_starts_;
  bool starting_ = false;
  uint64_t batch_ = 0;
  Timestamp last_;
  Schedule schedule_;
  std::vector<uint32_t> task_of_;  // for each part
};

}  // namespace

Schedule simulate(const Workload& workload, const TaskGraph& graph, const QueueOrder& order,
                  const SimulationOptions& options) {
  return Simulation(workload, graph, order, options).run();
}

}  // namespace makespan
