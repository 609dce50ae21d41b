#include "record/event_translator.h"

#include <map>
#include <unordered_map>
#include <utility>

#include "record/compiler_outputs.h"
#include "record/environment_list.h"
#include "record/secrets.h"

namespace makespan {
namespace {

// File times come from the kernel's tick, up to 10 ms behind the clock that processes are timed by.
constexpr Duration kFileClockGrain = Duration::milliseconds(20);
// A command line that names the holder of a lock to a person.
constexpr size_t kHolderBytes = 200;

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) {
    if (!out.empty()) out += ' ';
    out += word;
  }
  return out;
}

struct RustCall {
  std::vector<std::string> arguments;
  std::string working_directory;
  Timestamp start;
};

struct OpenWait {
  Timestamp start;
  std::string holder;
  bool seen = true;
};

}  // namespace

std::vector<std::string> split_at_zeros(std::string_view block) {
  std::vector<std::string> words;
  while (!block.empty()) {
    size_t end = std::min(block.find('\0'), block.size());
    words.emplace_back(block.substr(0, end));
    block.remove_prefix(std::min(end + 1, block.size()));
  }
  return words;
}

struct EventTranslator::State {
  LogEncoder& log;
  FileSystem& files;
  UnixTime started;
  std::unordered_map<uint32_t, RustCall> calls;
  std::unordered_map<uint32_t, int32_t> pid_of;
  std::unordered_map<int32_t, uint32_t> process_of;  // living ones
  std::map<uint32_t, OpenWait> waits;

  std::vector<WithheldOr> interned(const std::vector<KeptVariable>& variables) {
    std::vector<WithheldOr> entries;
    for (const KeptVariable& variable : variables) {
      WithheldOr entry{.name = log.intern(variable.name)};
      if (variable.value) entry.value = log.intern(*variable.value);
      entries.push_back(entry);
    }
    return entries;
  }

  void add(const RawImage& raw) {
    std::vector<std::string> arguments = split_at_zeros(raw.arguments);
    if (raw.kind == ProgramKind::rust_compiler) {
      calls[raw.process] = {
          .arguments = arguments, .working_directory = raw.working_directory, .start = raw.time};
    } else {
      calls.erase(raw.process);
    }
    ImageStarted image{.process = raw.process,
                       .time = raw.time,
                       .executable = log.intern(raw.executable),
                       .working_directory = log.intern(raw.working_directory)};
    for (const std::string& argument : mask_arguments(std::move(arguments)))
      image.arguments.push_back(log.intern(argument));
    image.environment = interned(kept_variables(raw.environment));
    log.add(image);
  }

  void add_outputs(uint32_t process) {
    auto place = calls.find(process);
    if (place == calls.end()) return;
    RustCall call = std::move(place->second);
    calls.erase(place);
    CompilerOutputs outputs = compiler_outputs(call.arguments);
    for (const std::string& file : outputs.files)
      add_output(process, call, join_path(call.working_directory, file));
    if (outputs.dep_info) {
      add_read_environment(process, call, join_path(call.working_directory, *outputs.dep_info));
    }
  }

  // Nothing where the file is not there, or is older than the call: an earlier build's.
  std::optional<FileStatus> written_by(const RustCall& call, const std::string& path) {
    Result<std::optional<FileStatus>> status = files.status(path);
    if (!status || !*status || (*status)->kind != FileKind::file) return std::nullopt;
    if (run_time((*status)->modified) + kFileClockGrain < call.start) return std::nullopt;
    return **status;
  }

  void add_output(uint32_t process, const RustCall& call, const std::string& path) {
    if (std::optional<FileStatus> status = written_by(call, path)) {
      log.add(OutputSeen{.process = process,
                         .path = log.intern(path),
                         .modified = run_time(status->modified),
                         .bytes = status->bytes});
    }
  }

  void add_read_environment(uint32_t process, const RustCall& call, const std::string& path) {
    if (!written_by(call, path)) return;
    Result<std::string> text = files.read_file(path);
    if (!text) return;
    std::vector<WithheldOr> read = interned(dep_info_variables(*text));
    if (!read.empty()) log.add(EnvironmentRead{.process = process, .environment = std::move(read)});
  }

  [[nodiscard]] Timestamp run_time(UnixTime time) const { return Timestamp::at(time - started); }

  void add(const RawLockWaits& raw) {
    for (auto& [process, wait] : waits)
      wait.seen = false;
    for (const RawLockWaits::Wait& wait : raw.waits) {
      auto place = process_of.find(wait.pid);
      if (place == process_of.end()) continue;  // somebody else's wait is not our business
      OpenWait& open = waits.try_emplace(place->second, OpenWait{.start = raw.time}).first->second;
      open.seen = true;
      if (open.holder.empty()) {
        open.holder = joined(mask_arguments(split_at_zeros(wait.holder))).substr(0, kHolderBytes);
      }
    }
    close_waits(raw.time);
  }

  void close_waits(Timestamp end) {
    for (auto place = waits.begin(); place != waits.end();) {
      const auto& [process, wait] = *place;
      if (wait.seen) {
        ++place;
        continue;
      }
      log.add(LockWaited{
          .process = process, .start = wait.start, .end = end, .holder = log.intern(wait.holder)});
      place = waits.erase(place);
    }
  }

  void close_all_waits(Timestamp end) {
    for (auto& [process, wait] : waits)
      wait.seen = false;
    close_waits(end);
  }

  void note(const LogRecord& record) {
    if (const auto* started_process = std::get_if<ProcessStarted>(&record)) {
      process_of[started_process->pid] = started_process->process;
      pid_of[started_process->process] = started_process->pid;
    } else if (const auto* ended = std::get_if<ProcessEnded>(&record)) {
      auto place = pid_of.find(ended->process);
      if (place == pid_of.end()) return;
      auto living = process_of.find(place->second);
      if (living != process_of.end() && living->second == ended->process) process_of.erase(living);
      pid_of.erase(place);
      add_outputs(ended->process);
    }
  }
};

EventTranslator::EventTranslator(LogEncoder& log, FileSystem& files, UnixTime started)
    : state_(new State{.log = log, .files = files, .started = started}) {}
EventTranslator::~EventTranslator() = default;

void EventTranslator::translate(const RecordEvent& event) {
  if (const auto* record = std::get_if<LogRecord>(&event)) {
    if (const auto* end = std::get_if<RunEnded>(record)) state_->close_all_waits(end->time);
    state_->log.add(*record);
    state_->note(*record);
  } else if (const auto* image = std::get_if<RawImage>(&event)) {
    state_->add(*image);
  } else if (const auto* thread = std::get_if<RawThreadEnded>(&event)) {
    ThreadEnded ended = thread->record;
    ended.name = state_->log.intern(thread->name);
    state_->log.add(ended);
  } else if (const auto* waits = std::get_if<RawLockWaits>(&event)) {
    state_->add(*waits);
  }
}

}  // namespace makespan
