#include "record/decode_recording.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "model/trace_builder.h"
#include "record/recording_log.h"

namespace makespan {
namespace {

// What the log told of a process, by the recorder's number.
struct Told {
  bool started = false;
  bool ended = false;
  uint32_t parent = kNoProcess;
  uint32_t spawner = kMainThread;
  int32_t pid = 0;
  Timestamp start;
  Timestamp end;
  std::optional<Duration> spawner_cpu;
  std::optional<Duration> main_wait;
  Duration thread_wait;
  ProcessEnded record;
  ProcessReleased released;
  bool left_behind = false;
  bool unobserved = false;
};

struct ToldThread {
  ThreadStarted record;
  bool ended = false;
  Timestamp end;
  LogString name = 0;
  Usage usage;
};

struct ToldImage {
  ImageStarted record;
  std::vector<WithheldOr> read;  // EnvironmentRead
};

// A number in a damaged log may be anything, and a table grows to it. Numbers are given in turn,
// nearly each with a record of its own, so a log has hardly more of them than bytes; a short one
// may have left some out.
constexpr size_t kNumbersOfAShortLog = 65'536;

class Decoder {
 public:
  explicit Decoder(size_t log_bytes) : maximum_number_(log_bytes + kNumbersOfAShortLog) {}

  void take(const LogRecord& record) {
    std::visit([this](const auto& r) { add(r); }, record);
  }

  Result<Trace> finish(const LogDamage& damage) && {
    if (!run_) {
      return failure(ErrorKind::corrupt,
                     "the recording is damaged: the record that describes the run is not there");
    }
    describe_run();
    describe_damage(damage);
    end_what_has_not_ended();
    std::vector<ProcessId> places = add_processes();
    std::vector<ThreadId> thread_places = add_threads(places);
    connect_spawners(places, thread_places);
    add_images(places);
    add_the_rest(places);
    return std::move(builder_).finish();
  }

 private:
  void add(const StringDefined& r) {
    if (r.id > maximum_number_) return;
    if (strings_.size() <= r.id) strings_.resize(r.id + 1, StringId::none());
    strings_[r.id] = builder_.intern(r.text);
  }
  void add(const RunStarted& r) { run_ = r; }
  void add(const RunDescribed& r) { described_ = r; }
  void add(const RunEnded& r) {
    ended_ = r;
    seen(r.time);
  }
  void add(const ProcessStarted& r) {
    seen(r.time);
    if (Told* told = process(r.process)) {
      told->started = true;
      told->pid = r.pid;
      told->start = r.time;
    }
  }
  void add(const ProcessForked& r) {
    if (Told* told = process(r.process)) {
      told->parent = r.parent;
      told->spawner = r.spawner;
      told->spawner_cpu = r.spawner_cpu;
    }
  }
  void add(const ImageStarted& r) {
    seen(r.time);
    if (process(r.process) == nullptr) return;
    last_image_[r.process] = images_.size();
    images_.push_back({.record = r});
  }
  void add(const EnvironmentRead& r) {
    auto place = last_image_.find(r.process);
    if (place != last_image_.end()) images_[place->second].read = r.environment;
  }
  void add(const ProcessEnded& r) {
    seen(r.time);
    if (Told* told = process(r.process)) {
      told->ended = true;
      told->end = r.time;
      told->record = r;
    }
  }
  void add(const ProcessReleased& r) {
    seen(r.time);
    if (Told* told = process(r.process)) {
      told->left_behind |= r.left_behind;
      told->unobserved |= !r.left_behind;
      told->released = r;
    }
  }
  void add(const ThreadStarted& r) {
    seen(r.time);
    if (ToldThread* told = thread(r.thread)) told->record = r;
  }
  void add(const ThreadEnded& r) {
    seen(r.time);
    ToldThread* told = thread(r.thread);
    if (told == nullptr) return;
    told->ended = true;
    told->end = r.time;
    told->name = r.name;
    told->usage = {.cpu = r.cpu, .run_queue_wait = r.run_queue_wait};
  }
  void add(const OutputSeen& r) { outputs_.push_back(r); }
  void add(const LockWaited& r) {
    seen(r.end);
    waits_.push_back(r);
  }
  void add(const Sampled& r) {
    seen(r.time);
    Sample sample{.time = r.time,
                  .busy_cores = r.busy_cores,
                  .own_cores = r.own_cores,
                  .stolen_cores = r.stolen_cores,
                  .memory_used_bytes = r.memory_used_bytes,
                  .read_bytes = r.read_bytes,
                  .written_bytes = r.written_bytes,
                  .cpu_pressure = r.cpu_pressure,
                  .io_pressure = r.io_pressure,
                  .memory_pressure = r.memory_pressure};
    builder_.add_sample(sample, r.core_busy);
  }
  void add(const Noticed& r) {
    Severity severity = r.severity <= static_cast<uint32_t>(Severity::error)
                            ? static_cast<Severity>(r.severity)
                            : Severity::note;
    builder_.diagnostics().add(severity, r.code, r.message);
  }

  void seen(Timestamp time) { last_ = std::max(last_, time); }

  template <class T>
  T* slot(std::vector<T>& table, uint32_t number) {
    if (number > maximum_number_) return nullptr;
    if (table.size() <= number) table.resize(size_t{number} + 1);
    return &table[number];
  }
  Told* process(uint32_t number) { return slot(processes_, number); }
  ToldThread* thread(uint32_t number) {
    return number == kMainThread ? nullptr : slot(threads_, number);
  }

  StringId text(LogString id) {
    if (id == 0) return StringPool::kEmpty;
    if (id < strings_.size() && strings_[id].valid()) return strings_[id];
    ++lost_strings_;
    return builder_.intern("(lost)");
  }

  void describe_run() {
    Run& run = builder_.run();
    run.id = run_->id;
    run.command = run_->command;
    run.working_directory = run_->working_directory;
    run.project_root = run_->project_root;
    run.source = run_->source == static_cast<uint32_t>(RunSource::coarse) ? RunSource::coarse
                                                                          : RunSource::recorded;
    run.host = {.cpu_model = run_->cpu_model,
                .kernel = run_->kernel,
                .online_cores = run_->online_cores,
                .cores = run_->cores,
                .memory_bytes = run_->memory_bytes};
    for (const auto& [name, version] : described_.toolchain)
      run.toolchain.push_back({.name = name, .version = version});
    run.git_revision = described_.git_revision;
    run.git_dirty = described_.git_dirty;
    run.started = UnixTime::at(Duration::nanoseconds(run_->started));
    run.complete = ended_.has_value();
    run.wall = (ended_ ? ended_->time : last_) - Timestamp();
    if (ended_) run.exit_code = ended_->exit_code;
    run.cold = run_->cold;
    run.makespan_version = run_->makespan_version;
  }

  void describe_damage(const LogDamage& damage) {
    Diagnostics& notes = builder_.diagnostics();
    if (builder_.run().source == RunSource::coarse) {
      notes.add(Severity::warning, "coarse",
                "the build was watched by polling: short processes are missing, times and CPU are "
                "to a polling period");
    }
    if (!ended_) {
      notes.add(
          Severity::warning, "incomplete-recording",
          fmt::format("the recorder ended before the build did: what is known ends at {:.1f} s",
                      last_.seconds()));
    }
    if (damage.torn_bytes > 0) {
      notes.add(Severity::warning, "torn-recording",
                fmt::format("the recording's last {} bytes, from offset {}, are not a whole record",
                            damage.torn_bytes, damage.first_offset.value_or(0)));
    }
    if (damage.unreadable_bytes > 0) {
      notes.add(Severity::error, "damaged-recording",
                fmt::format("{} bytes of the recording, the first at offset {}, are damaged: "
                            "processes may be missing",
                            damage.unreadable_bytes, damage.first_offset.value_or(0)));
    }
    if (damage.malformed_records > 0) {
      notes.add(Severity::error, "malformed-record",
                "records of the recording do not have the form that the format says",
                damage.malformed_records);
    }
    if (damage.unknown_records > 0) {
      notes.add(Severity::warning, "unknown-record",
                "the recording has records of a kind that this makespan does not know",
                damage.unknown_records);
    }
  }

  // A process that was let go before its end is taken to end with the run.
  void end_what_has_not_ended() {
    Timestamp end = ended_ ? ended_->time : last_;
    for (Told& told : processes_) {
      if (!told.ended) told.end = std::max(end, told.start);
      told.end = std::max(told.end, told.start);
    }
    for (ToldThread& told : threads_) {
      Told* owner = told.record.thread == 0 ? nullptr : process(told.record.process);
      if (owner == nullptr) continue;
      if (!told.ended) told.end = owner->end;
      told.end = std::max(told.end, told.record.time);
      if (told.usage.run_queue_wait) owner->thread_wait += *told.usage.run_queue_wait;
    }
  }

  // A process without a start is one whose record was damaged: it is left out, its children hang
  // from the command.
  std::vector<ProcessId> add_processes() {
    std::vector<ProcessId> places(processes_.size());
    uint64_t without_start = 0;
    for (size_t i = 0; i < processes_.size(); ++i) {
      if (processes_[i].started) places[i] = builder_.add_process(model_process(processes_[i]));
      without_start += processes_[i].started ? 0 : 1;
    }
    for (size_t i = 0; i < processes_.size(); ++i) {
      if (places[i].valid()) builder_.process(places[i]).parent = parent_of(i, places);
    }
    if (without_start > 0) {
      builder_.diagnostics().add(Severity::error, "process-without-start",
                                 "processes are left out whose start is not in the recording",
                                 without_start);
    }
    return places;
  }

  ProcessId parent_of(size_t child, const std::vector<ProcessId>& places) {
    const Told& told = processes_[child];
    ProcessId root = places.empty() ? ProcessId::none() : places[0];
    if (child == 0) return ProcessId::none();
    if (told.parent < places.size() && told.parent != child && places[told.parent].valid() &&
        processes_[told.parent].start <= told.start) {
      return places[told.parent];
    }
    builder_.diagnostics().add(
        Severity::note, "unknown-parent",
        fmt::format("the parent of process {} is not known: it is shown beneath the command",
                    told.pid));
    return root.valid() && processes_[0].start <= told.start ? root : ProcessId::none();
  }

  Process model_process(const Told& told) {
    Process process{.pid = told.pid,
                    .start = told.start,
                    .end = told.end,
                    .user = told.record.user,
                    .system = told.record.system,
                    .peak_memory_bytes = told.record.peak_memory_bytes,
                    .read_bytes = told.record.read_bytes,
                    .written_bytes = told.record.written_bytes,
                    .spawner_cpu = told.spawner_cpu,
                    .left_behind = told.left_behind,
                    .unobserved = told.unobserved};
    if (told.record.exit_code) process.exit_code = *told.record.exit_code;
    if (told.record.signal) process.signal = *told.record.signal;
    std::optional<Duration> cpu = told.ended ? told.record.cpu : told.released.cpu;
    if (cpu) {
      process.usage = Usage{.cpu = *cpu};
      if (told.record.main_run_queue_wait) {
        process.usage->run_queue_wait = *told.record.main_run_queue_wait + told.thread_wait;
      }
      Run& run = builder_.run();
      run.cpu = run.cpu.value_or(Duration()) + *cpu;
    }
    return process;
  }

  std::vector<ThreadId> add_threads(const std::vector<ProcessId>& places) {
    std::vector<ThreadId> thread_places(threads_.size());
    for (size_t i = 0; i < threads_.size(); ++i) {
      const ToldThread& told = threads_[i];
      uint32_t owner = told.record.process;
      if (told.record.thread == 0 || owner >= places.size() || !places[owner].valid()) continue;
      thread_places[i] = builder_.add_thread({.process = places[owner],
                                              .name = text(told.name),
                                              .start = told.record.time,
                                              .end = told.end,
                                              .usage = told.usage,
                                              .spawner_cpu = told.record.spawner_cpu});
      spawners_.emplace_back(thread_places[i], told.record.spawner);
    }
    for (const auto& [id, spawner] : spawners_) {
      if (spawner < thread_places.size()) builder_.thread(id).spawner = thread_places[spawner];
    }
    return thread_places;
  }

  void connect_spawners(const std::vector<ProcessId>& places,
                        const std::vector<ThreadId>& thread_places) {
    for (size_t i = 0; i < processes_.size(); ++i) {
      uint32_t spawner = processes_[i].spawner;
      if (places[i].valid() && spawner < thread_places.size()) {
        builder_.process(places[i]).spawner = thread_places[spawner];
      }
    }
  }

  // What the dep-info says was read replaces what the process started with, name by name: it is the
  // value that the compiler saw (cargo may set it by `rustc-env`).
  std::vector<EnvironmentEntry> environment_of(const ToldImage& image) {
    std::vector<EnvironmentEntry> entries;
    for (const std::vector<WithheldOr>* list : {&image.record.environment, &image.read}) {
      for (const WithheldOr& variable : *list) {
        EnvironmentEntry entry{.name = text(variable.name), .value = StringId::none()};
        if (variable.value) entry.value = text(*variable.value);
        auto same = std::find_if(entries.begin(), entries.end(),
                                 [&](const auto& other) { return other.name == entry.name; });
        if (same == entries.end()) {
          entries.push_back(entry);
        } else {
          *same = entry;
        }
      }
    }
    return entries;
  }

  void add_images(const std::vector<ProcessId>& places) {
    for (const ToldImage& told : images_) {
      ProcessId process = places[told.record.process];
      if (!process.valid()) continue;
      std::vector<StringId> arguments;
      for (LogString argument : told.record.arguments)
        arguments.push_back(text(argument));
      builder_.add_image({.process = process,
                          .start = told.record.time,
                          .executable = text(told.record.executable),
                          .working_directory = text(told.record.working_directory)},
                         arguments, environment_of(told));
    }
  }

  void add_the_rest(const std::vector<ProcessId>& places) {
    auto known = [&](uint32_t number) { return number < places.size() && places[number].valid(); };
    for (const OutputSeen& output : outputs_) {
      if (!known(output.process)) continue;
      builder_.add_output_file({.process = places[output.process],
                                .path = text(output.path),
                                .modified = output.modified,
                                .bytes = output.bytes});
    }
    for (const LockWaited& wait : waits_) {
      if (!known(wait.process)) continue;
      builder_.add_lock_wait({.process = places[wait.process],
                              .start = wait.start,
                              .end = std::max(wait.start, wait.end),
                              .holder = text(wait.holder)});
    }
    if (lost_strings_ > 0) {
      builder_.diagnostics().add(
          Severity::error, "lost-text",
          "names and arguments are shown as (lost): the part of the recording "
          "that held them is damaged",
          lost_strings_);
    }
  }

  size_t maximum_number_;
  TraceBuilder builder_;
  std::optional<RunStarted> run_;
  RunDescribed described_;
  std::optional<RunEnded> ended_;
  Timestamp last_;
  std::vector<StringId> strings_;
  uint64_t lost_strings_ = 0;
  std::vector<Told> processes_;
  std::vector<ToldThread> threads_;
  std::vector<std::pair<ThreadId, uint32_t>> spawners_;
  std::vector<ToldImage> images_;
  std::unordered_map<uint32_t, size_t> last_image_;
  std::vector<OutputSeen> outputs_;
  std::vector<LockWaited> waits_;
};

}  // namespace

Result<Trace> decode_recording(std::string_view bytes) {
  Decoder decoder(bytes.size());
  MAKESPAN_TRY(LogDamage damage,
               read_log(bytes, [&](const LogRecord& record) { decoder.take(record); }));
  return std::move(decoder).finish(damage);
}

}  // namespace makespan
