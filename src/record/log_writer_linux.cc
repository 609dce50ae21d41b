#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <thread>
#include <utility>

#include "record/event_translator.h"
#include "record/log_writer.h"
#include "system/errno_error.h"

namespace makespan {
namespace {

// 0, or errno.
int write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return errno;
    }
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return 0;
}

// A log without a header would be in the way of every later `recover`. A device is not ours.
void remove_begun(int fd, const std::string& path) {
  struct stat file = {};
  if (::fstat(fd, &file) == 0 && S_ISREG(file.st_mode)) ::unlink(path.c_str());
}

}  // namespace

struct LogWriter::State {
  std::string path;
  int fd = -1;
  std::thread thread;
  std::optional<std::string> trouble;

  ~State() {
    if (fd >= 0) ::close(fd);
  }

  void run(EventQueue& queue, FileSystem& files, UnixTime started) {
    LogEncoder log;
    EventTranslator translator(log, files, started);
    while (true) {
      EventQueue::Batch batch = queue.take();
      if (!trouble) write(batch, log, translator);
      if (batch.last) return;
    }
  }

  void write(const EventQueue::Batch& batch, LogEncoder& log, EventTranslator& translator) {
    for (const RecordEvent& event : batch.events)
      translator.translate(event);
    if (batch.overflowed) {
      trouble = fmt::format(
          "the recording stops early: {} takes bytes more slowly than the build makes them", path);
    }
    if (int error = write_all(fd, log.take()); error != 0) {
      trouble =
          fmt::format("the recording stops early: cannot write {}: {}", path, std::strerror(error));
    }
  }
};

LogWriter::LogWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}

LogWriter::~LogWriter() {
  join();
}

Result<std::unique_ptr<LogWriter>> LogWriter::open(const std::string& path) {
  auto state = std::make_unique<State>();
  state->path = path;
  state->fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_APPEND, 0600);
  if (state->fd < 0) return errno_failure(errno, "write", path);
  // Closed at every exec, so no process of the build goes on holding it.
  static_cast<void>(::flock(state->fd, LOCK_EX | LOCK_NB));
  if (int error = write_all(state->fd, log_header()); error != 0) {
    remove_begun(state->fd, path);
    return errno_failure(error, "write", path);
  }
  return std::unique_ptr<LogWriter>(new LogWriter(std::move(state)));
}

void LogWriter::start(EventQueue& queue, FileSystem& files, UnixTime started) {
  state_->thread =
      std::thread([this, &queue, &files, started] { state_->run(queue, files, started); });
}

void LogWriter::join() {
  if (state_->thread.joinable()) state_->thread.join();
}

const std::optional<std::string>& LogWriter::trouble() const {
  return state_->trouble;
}

}  // namespace makespan
